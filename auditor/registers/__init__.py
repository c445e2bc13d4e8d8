"""The records that the city keeps: people, entitlements, documents, incidents, waivers."""
