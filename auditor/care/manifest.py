"""What an archive says of itself: first what it is, last what it holds.

An archive is a gzip file (RFC 1952) around a tar file (POSIX ustar, with GNU's long names), so that in an emergency any
tar unpacks it. Its first member is ``about.json``, its last ``manifest.json``, which holds size and digest of every
member in between: an archive without it was cut off.
"""

from datetime import datetime

import msgspec

from auditor.errors import CareError
from auditor.model.words import message

FORMAT = "auditor-backup/1"
ENDING = ".auditor-backup"
ABOUT = "about.json"
MANIFEST = "manifest.json"

LARGEST_ABOUT = 64 * 1024
LARGEST_MANIFEST = 256 * 1024 * 1024
"""Bytes. A member takes some 150 in the manifest; seven years of reports are 20,000 members."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The newest statement of the chain of seals."""

    number: int
    digest: str
    """``sha256:…`` of the statement."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What can be said before anything else was read."""

    format: str
    city: str
    """Identifier of the organisation."""
    title: str
    made: datetime
    auditor: str
    """Version of the program that made it."""
    origin: str
    """Digest of the chain's first statement: tells installations apart whose city has the same identifier.
    Empty before the first seal."""
    reports: bool
    """False when reports were left out."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the archive."""

    path: str
    """Relative to the workspace."""
    size: int
    """Bytes."""
    digest: str
    """``sha256:…`` of the content."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that an archive holds."""

    about: About
    members: tuple[Member, ...]
    head: Head | None
    """None before the first seal."""
    nights: int
    """Finished nights in the store."""
    newest: str
    """The newest of them; empty when there is none."""
    undelivered: int
    """Messages that waited for their server; they are not in the archive."""


def encoded(document: About | Manifest) -> bytes:
    """As it stands in the archive."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def read_about(text: bytes, name: str) -> About:
    """The first member. Raises CareError: not one of ours, or of a newer version."""
    try:
        kind = msgspec.json.decode(text, type=_Kind).format
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise CareError(message("care.foreign", file=name)) from None
    if kind != FORMAT:
        code = "care.newer" if kind.startswith(FORMAT.partition("/")[0] + "/") else "care.foreign"
        raise CareError(message(code, file=name))
    try:
        return msgspec.json.decode(text, type=About)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise CareError(message("care.damaged", file=name, member=ABOUT)) from None


def read_manifest(text: bytes, name: str) -> Manifest:
    """The last member. Raises CareError when it is none."""
    try:
        return msgspec.json.decode(text, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise CareError(message("care.damaged", file=name, member=MANIFEST)) from None


class _Kind(msgspec.Struct):
    format: str
