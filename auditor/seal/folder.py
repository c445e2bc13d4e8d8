"""A run's report folder as the seal sees it: its files, and the seal that it bears itself.

``seal.json`` holds the run's statement with its signature, so that a folder whose run has vanished from the chain is
told, and so that whoever is given the folder can check the statement with the public key.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISREG

import msgspec

from auditor.replacing import replacing
from auditor.seal.statements import Digest

NAME = "seal.json"
"""Name of the seal in a report folder."""

_LARGEST = 4 << 20
"""Bytes. A run's statement takes some 5 KB."""
_CHUNK = 1 << 20


class FolderSeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``seal.json`` holds."""

    statement: str
    """The statement's bytes, which are UTF-8."""
    signature: bytes
    """In base64."""
    keys: tuple[str, ...]
    """Public keys of the chain (`PublicKey.text`), for people: a verification trusts them no further than it must."""


def put_seal(folder: Path, statement: bytes, signature: bytes, keys: Sequence[str]) -> None:
    """Write the seal into the folder, whole or not at all. Raises OSError."""
    seal = FolderSeal(statement=statement.decode(errors="replace"), signature=signature, keys=tuple(keys))
    data = msgspec.json.format(msgspec.json.encode(seal), indent=2) + b"\n"
    with replacing(folder / NAME, 0o644) as file:
        file.write(data)


def read_seal(folder: Path) -> FolderSeal | None:
    """The seal in a folder; None when it bears none. Raises msgspec.DecodeError for what is none, OSError."""
    try:
        with (folder / NAME).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if len(data) > _LARGEST:
        raise msgspec.DecodeError("too large")
    try:
        return msgspec.json.decode(data, type=FolderSeal)
    except (ValueError, RecursionError) as error:
        raise msgspec.DecodeError("no seal") from error


def sealed_files(folder: Path) -> Iterator[tuple[str, Digest, int]]:
    """Name, digest and size of every file in a folder and its folders, by name. Raises OSError.

    A link, or anything else that is no file of the folder's own, has the digest of nothing and size -1.
    """
    for path in sorted(files_in(folder)):
        name = path.relative_to(folder).as_posix()
        yield name, *digest_of_file(path)


def files_in(folder: Path) -> Iterator[Path]:
    """Everything in a folder and its folders that is no folder itself; links are not followed. Raises OSError."""
    for parent, folders, names in os.walk(folder, onerror=_raise, followlinks=False):
        for name in (*names, *(f for f in folders if Path(parent, f).is_symlink())):
            yield Path(parent, name)


def digest_of_file(path: Path) -> tuple[Digest, int]:
    """Digest and size of a file, without following a link. Raises OSError."""
    found = hashlib.sha256()
    size = 0
    if path.is_symlink() or not S_ISREG(path.lstat().st_mode):
        return "sha256:" + found.hexdigest(), -1
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            size += len(chunk)
    return "sha256:" + found.hexdigest(), size


def _raise(error: OSError) -> None:
    raise error
