"""Looking after an installation: backup, hand-over, health."""
