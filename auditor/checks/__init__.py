"""Facts to verdicts: one file a topic, pure."""
