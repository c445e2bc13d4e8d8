"""The store: what was seen and judged, night after night, in one SQLite file (design section 8)."""
