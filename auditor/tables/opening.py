"""A file by its content: workbook or CSV."""

from auditor.errors import TableError
from auditor.loading.files import digest_of
from auditor.model.words import message
from auditor.tables.cells import Book
from auditor.tables.limits import MAX_BYTES

ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
"""Endings of the files that are read."""
REGISTER_ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv")
"""Those that are looked for in the registers' folder."""
OLD_ENDINGS = (".xls", ".xlsb", ".ods")
"""Not read: the library does not tell a formula's error from an empty cell there."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_book(content: bytes, name: str) -> Book:
    """Read a file; ``name`` is how problems call it, and its ending says what is meant. Raises TableError."""
    from auditor.tables.separated import read_separated
    from auditor.tables.workbook import read_workbook

    ending = "." + name.lower().rpartition(".")[2]
    if len(content) > MAX_BYTES:
        raise TableError(message("tables.file_too_large", limit=MAX_BYTES))
    if not content:
        raise TableError(message("tables.empty_file"))
    if content.startswith(_OLE):
        raise TableError(message("tables.password" if _ENCRYPTED in content else "tables.old_form"))
    if content.startswith(_ZIP):
        if ending in OLD_ENDINGS:
            raise TableError(message("tables.old_form"))
        return Book(label=name, digest=digest_of(content), sheets=read_workbook(content))
    if ending in (".xlsx", ".xlsm"):
        raise TableError(message("tables.not_xlsx"))
    if ending not in ENDINGS:
        raise TableError(message("tables.unknown_form", known=ENDINGS))
    return Book(label=name, digest=digest_of(content), sheets=(read_separated(content),))
