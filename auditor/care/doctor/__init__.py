"""What `auditor doctor` looks at: one file a topic, each looking without touching."""
