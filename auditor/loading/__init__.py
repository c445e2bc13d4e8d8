"""Reading the city's own files: YAML with places, and every problem of every file at once."""
