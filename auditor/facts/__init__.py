"""Facts: small typed statements that do not say which platform they came from. Part of the ground."""
