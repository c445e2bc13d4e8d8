"""Texts and stable contents that many rows name, as numbers."""

import hashlib
import sqlite3
from typing import Literal

from auditor.store.encoding import to_name

_KEPT = 50_000
"""Entries kept in memory before a cache starts anew; about 10 MB."""


class Names:
    """Texts as numbers, in the table ``names`` or ``writers``."""

    def __init__(self, table: Literal["names", "writers"] = "names") -> None:
        self._select = f"SELECT id FROM {table} WHERE text = ?"  # noqa: S608 - one of two literals
        self._insert = f"INSERT INTO {table} (text) VALUES (?)"  # noqa: S608
        self._known: dict[str, int] = {}

    def forget(self) -> None:
        """Drop what is remembered: a transaction that was taken back may have made some of it."""
        self._known.clear()

    def find(self, connection: sqlite3.Connection, text: str) -> int | None:
        """The number of a text; None when nothing was ever recorded under it."""
        known = self._known.get(text)
        if known is None:
            row = connection.execute(self._select, (to_name(text),)).fetchone()
            if row is None:
                return None
            known = self._keep(text, row[0])
        return known

    def make(self, connection: sqlite3.Connection, text: str) -> int:
        """The number of a text, new when need be."""
        known = self.find(connection, text)
        if known is None:
            cursor = connection.execute(self._insert, (to_name(text),))
            known = self._keep(text, cursor.lastrowid or 0)
        return known

    def _keep(self, text: str, number: int) -> int:
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[text] = number
        return number


class Forms:
    """Stable contents as numbers, by their SHA-256."""

    def __init__(self) -> None:
        self._known: dict[bytes, int] = {}

    def forget(self) -> None:
        """Drop what is remembered: a transaction that was taken back may have made some of it."""
        self._known.clear()

    def find(self, connection: sqlite3.Connection, content: bytes) -> int | None:
        """The number of a content; None when it was never recorded."""
        digest = hashlib.sha256(content).digest()
        known = self._known.get(digest)
        if known is None:
            row = connection.execute("SELECT id FROM forms WHERE digest = ?", (digest,)).fetchone()
            known = None if row is None else self._keep(digest, row[0])
        return known

    def make(self, connection: sqlite3.Connection, content: bytes) -> int:
        """The number of a content, new when need be."""
        known = self.find(connection, content)
        if known is None:
            digest = hashlib.sha256(content).digest()
            cursor = connection.execute("INSERT INTO forms (digest, content) VALUES (?, ?)", (digest, content))
            known = self._keep(digest, cursor.lastrowid or 0)
        return known

    def _keep(self, digest: bytes, number: int) -> int:
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[digest] = number
        return number
