"""What people state: attestations, their confirmation by a second person, and accepted deviations (waivers)."""
