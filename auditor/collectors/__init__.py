"""What to ask of targets: one file a source, read-only."""
