"""Listings of referenced folders as bytes: a line a file, so that a later listing is stored as its new lines."""

import msgspec

from auditor.model.job import FileReference
from auditor.store.encoding import from_json, to_json


def write_listing(files: tuple[FileReference, ...]) -> bytes:
    """A listing as JSON, a line a file, in the order given."""
    return b"".join(to_json(file) + b"\n" for file in files)


def read_listing(data: bytes) -> tuple[FileReference, ...]:
    """What `write_listing` wrote. Raises msgspec.DecodeError when it is none."""
    if data and not data.endswith(b"\n"):
        raise msgspec.DecodeError("a listing is cut short")
    return tuple(from_json(line, FileReference) for line in data.split(b"\n")[:-1])
