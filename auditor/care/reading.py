"""Reading an archive: every name, size and kind is checked before a byte of it is believed.

Python's tarfile would read an extended header of any size into memory and knows links and devices; here a header is one
block, a long name has a bound, and whatever is no plain file is refused.
"""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from auditor.care.inflating import Bounds, Inflating
from auditor.care.manifest import (
    ABOUT,
    LARGEST_ABOUT,
    LARGEST_MANIFEST,
    MANIFEST,
    About,
    Manifest,
    Member,
    read_about,
    read_manifest,
)
from auditor.errors import CareError
from auditor.loading.problems import shown
from auditor.model.places import KNOWN_HOSTS, SEAL_KEY, STORE, VAULT
from auditor.model.words import message

_BLOCK = 512
_CHUNK = 256 * 1024
_LONGEST_NAME = 2048
"""Bytes; half of Linux's PATH_MAX, for the folder it is restored into has a name too."""
_LONGEST_PART = 255
_LATEST = 2**32
"""Seconds since 1970; a header may claim more than a file system can hold."""
_PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)
STATE = "state"
STATE_FILES = frozenset({STORE, VAULT, KNOWN_HOSTS, SEAL_KEY})
"""All that an archive may put into ``state/``: no key file, no lock, no side file of the store."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A member's header; its bytes follow from ``chunks``, which must be read to the end."""

    path: str
    size: int
    modified: int
    """Seconds since 1970."""
    chunks: Iterator[bytes]


def read_members(source: BinaryIO, name: str, bounds: Bounds) -> Iterator[Piece]:
    """All members in their order, the archive's own documents included, then a check of its end. Raises CareError."""
    stream = Inflating(source, name, bounds)
    long_name = ""
    for _ in range(2 * bounds.members):
        block = stream.exactly(_BLOCK)
        if block == bytes(_BLOCK):
            stream.finish()
            return
        header = _header(block, name)
        if header.type == tarfile.GNUTYPE_LONGNAME and not long_name:
            long_name = _long_name(stream, header, name)
            continue
        path, long_name = long_name or header.name, ""
        if header.type not in _PLAIN or header.size < 0:
            raise CareError(message("care.odd_member", file=name, member=shown(path)))
        chunks = _chunks(stream, header.size)
        yield Piece(path=path, size=header.size, modified=min(max(int(header.mtime), 0), _LATEST), chunks=chunks)
        if next(chunks, None) is not None:
            raise AssertionError("a member's bytes were not read")
    raise CareError(message("care.too_many", file=name))


def verify(path: Path, bounds: Bounds | None = None) -> Manifest:
    """Read a whole archive and hold every member against the manifest. Writes nothing. Raises CareError."""
    name = path.name
    _refuse_odd(path)
    about: About | None = None
    manifest: Manifest | None = None
    found: list[Member] = []
    try:
        with path.open("rb") as source:
            for piece in read_members(source, name, bounds or Bounds()):
                if manifest is not None:
                    raise CareError(message("care.damaged", file=name, member=shown(piece.path)))
                if about is None:
                    about = read_about(_document(piece, ABOUT, LARGEST_ABOUT, name), name)
                elif piece.path == MANIFEST:
                    manifest = read_manifest(_document(piece, MANIFEST, LARGEST_MANIFEST, name), name)
                else:
                    found.append(_digested(piece, name))
    except OSError as error:
        raise CareError(message("care.unreadable", file=str(path), why=error.strerror or "")) from error
    if about is None or manifest is None:
        raise CareError(message("care.truncated", file=name))
    _compare(found, about, manifest, name)
    return manifest


def about(path: Path) -> About:
    """What an archive is, from its first member alone. Raises CareError."""
    _refuse_odd(path)
    try:
        with path.open("rb") as source:
            for piece in read_members(source, path.name, Bounds()):
                return read_about(_document(piece, ABOUT, LARGEST_ABOUT, path.name), path.name)
    except OSError as error:
        raise CareError(message("care.unreadable", file=str(path), why=error.strerror or "")) from error
    raise CareError(message("care.foreign", file=path.name))


def check_path(path: str, archive: str) -> None:
    """Raise CareError for a path that an archive must not have: leading out, hidden doors, other files of ours."""
    parts = path.split("/")
    bad = (
        len(os.fsencode(path)) > _LONGEST_NAME
        or any(part in ("", ".", "..") or len(os.fsencode(part)) > _LONGEST_PART for part in parts)
        or any("\ud800" <= c <= "\udfff" for c in path)
        or any(ord(c) < 0x20 or c in "\\\x7f" for c in path)
        or (parts[0] == STATE and (len(parts) != 2 or parts[1] not in STATE_FILES))
        or path in (ABOUT, MANIFEST)
    )
    if bad:
        raise CareError(message("care.odd_member", file=archive, member=shown(path)))


def _refuse_odd(path: Path) -> None:
    """A pipe would keep us waiting for ever."""
    if not path.exists():
        raise CareError(message("care.no_archive", file=str(path)))
    if not path.is_file():
        raise CareError(message("care.foreign", file=path.name))


def _header(block: bytes, name: str) -> tarfile.TarInfo:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, UnicodeDecodeError, ValueError, OverflowError):
        raise CareError(message("care.damaged_stream", file=name)) from None


def _long_name(stream: Inflating, header: tarfile.TarInfo, name: str) -> str:
    if not 0 < header.size <= _LONGEST_NAME + 1:
        raise CareError(message("care.odd_member", file=name, member=shown(header.name)))
    text = b"".join(_chunks(stream, header.size)).rstrip(b"\0")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise CareError(message("care.damaged_stream", file=name)) from None


def _chunks(stream: Inflating, size: int) -> Iterator[bytes]:
    left = size
    while left:
        piece = stream.read(min(left, _CHUNK))
        left -= len(piece)
        yield piece
    if size % _BLOCK:
        stream.exactly(_BLOCK - size % _BLOCK)


def _document(piece: Piece, path: str, largest: int, name: str) -> bytes:
    if piece.path != path:
        raise CareError(message("care.foreign", file=name))
    if piece.size > largest:
        raise CareError(message("care.odd_member", file=name, member=path))
    return b"".join(piece.chunks)


def _digested(piece: Piece, name: str) -> Member:
    check_path(piece.path, name)
    digest = hashlib.sha256()
    for chunk in piece.chunks:
        digest.update(chunk)
    return Member(path=piece.path, size=piece.size, digest=f"sha256:{digest.hexdigest()}")


def _compare(found: list[Member], about: About, manifest: Manifest, name: str) -> None:
    """Name the first member that is not what the manifest says."""
    by_path = {member.path: member for member in found}
    if len(by_path) < len(found):
        raise CareError(message("care.damaged", file=name, member=MANIFEST))
    for said in manifest.members:
        if by_path.pop(said.path, None) != said:
            raise CareError(message("care.damaged", file=name, member=shown(said.path)))
    for path in by_path:
        raise CareError(message("care.damaged", file=name, member=shown(path)))
    if manifest.about != about or len({m.path for m in manifest.members}) < len(manifest.members):
        raise CareError(message("care.damaged", file=name, member=MANIFEST))
    files = {member.path for member in manifest.members}
    for path in files:
        parts = path.split("/")
        if any("/".join(parts[:n]) in files for n in range(1, len(parts))):
            raise CareError(message("care.odd_member", file=name, member=shown(path)))
