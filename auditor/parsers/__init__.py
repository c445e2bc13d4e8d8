"""Artefacts to facts: one file a format, pure."""
