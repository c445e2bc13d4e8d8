"""Small values that the program remembers between runs, by name."""

import sqlite3

from auditor.store.checked import check_digest, require_sound


def remember(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Remember a value, in place of an earlier one."""
    connection.execute(
        "INSERT OR REPLACE INTO memory (name, value, checked) VALUES (?, ?, ?)",
        (name, value, check_digest("memory", name, value)),
    )


def recall(connection: sqlite3.Connection, name: str) -> str | None:
    """The value of a name; None when nothing is remembered. Raises StoreError for an altered row."""
    row = connection.execute("SELECT value, checked FROM memory WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    value: str = row[0]
    require_sound(row[1], "memory", name, value)
    return value
