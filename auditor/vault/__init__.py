"""Our own secrets: an encrypted file in the workspace."""
