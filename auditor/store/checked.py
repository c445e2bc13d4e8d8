"""Rows that no seal covers carry a digest of themselves, so that damage to them is noticed.

It is no seal: whoever can write the file can write a fitting digest. A flipped bit or a torn page cannot.
"""

import hashlib

from auditor.errors import StoreError
from auditor.model.words import message
from auditor.store.encoding import to_json


def check_digest(table: str, *values: str) -> bytes:
    """SHA-256 of a row: the table's name and its values, as JSON."""
    return hashlib.sha256(to_json([table, *values])).digest()


def require_sound(checked: bytes | None, table: str, *values: str) -> None:
    """Raise StoreError when a row is not what its digest says. The first value names the row."""
    if checked != check_digest(table, *values):
        raise StoreError(message("store.row_altered", table=table, row=values[0]))
