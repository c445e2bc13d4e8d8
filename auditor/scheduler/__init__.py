"""The nightly service, and one night from lock to sealed report."""
