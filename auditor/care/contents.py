"""What of a workspace goes into an archive, and what is left out on purpose."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import CareError
from auditor.loading.problems import shown
from auditor.model.places import KNOWN_HOSTS, SEAL_KEY
from auditor.model.words import Message, message
from auditor.vault.unlocking import KEY_FILE_NAME

STATE = "state"
SMALL_STATE = (KNOWN_HOSTS, SEAL_KEY)
"""Of ``state/``, beside store and vault. Not the key file, which must be kept apart; not locks and log; not undelivered
messages: sent weeks later from a restored workspace, one would mislead."""
FOLDERS = ("inventory", "policies")
REPORTS = "reports"


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Files to put into an archive, and what had to be left out."""

    files: Mapping[str, Path]
    """By their path in the archive, which is the one in the workspace; links resolved."""
    left_out: tuple[Message, ...]


@dataclass(kw_only=True)
class _Search:
    root: Path
    forbidden: frozenset[tuple[int, int]]
    state: Path
    found: dict[str, Path] = field(default_factory=dict)
    left_out: list[Message] = field(default_factory=list)


def contents(root: Path, *, reports: bool, more: Sequence[Path] = (), key_files: Collection[Path] = ()) -> Contents:
    """Everything of a workspace but store and vault. Raises CareError when a folder cannot be listed.

    ``more`` names files that the inventory points to (certificates); those outside the workspace are left out and
    named. ``key_files`` are never taken, whatever they are called and wherever they are linked to.
    """
    keys = [*key_files, root / STATE / KEY_FILE_NAME]
    search = _Search(
        root=root,
        forbidden=frozenset(identity for k in keys if (identity := _identity(k))),
        state=(root / STATE).resolve(),
    )
    for name in SMALL_STATE:
        if (root / STATE / name).is_file():
            search.found[f"{STATE}/{name}"] = (root / STATE / name).resolve()
    for folder in (*FOLDERS, *((REPORTS,) if reports else ())):
        # A folder that lies on another disk, behind a link of its own name, is the workspace's all the same.
        for path in _walk(search, folder):
            _take(search, path, (root / folder).resolve())
    for file in more:
        _take_more(search, file)
    return Contents(files=search.found, left_out=tuple(search.left_out))


def _walk(search: _Search, folder: str) -> Iterator[str]:
    """Files under a folder, sorted, hidden ones left out; linked folders are not entered and are named."""
    if not (search.root / folder).is_dir():
        return
    for here, folders, names in os.walk(search.root / folder, onerror=_refuse):
        inside = Path(here).relative_to(search.root).as_posix()
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in folders:
            if os.path.islink(os.path.join(here, name)):
                _leave(search, "care.left_linked", f"{inside}/{name}")
        for name in sorted(names):
            if not name.startswith("."):
                yield f"{inside}/{name}"


def _refuse(error: OSError) -> None:
    """A folder that cannot be listed would be missing from the archive unseen."""
    raise CareError(
        message("care.source_unreadable", path=shown(str(error.filename)), why=error.strerror or "")
    ) from error


def _take(search: _Search, path: str, base: Path) -> None:
    try:
        path.encode()
        real = (search.root / path).resolve(strict=True)
    except UnicodeEncodeError:
        return _leave(search, "care.left_name", path)
    except (OSError, RuntimeError):  # RuntimeError: Python 3.11's resolve upon a loop of symbolic links
        return _leave(search, "care.left_gone", path)
    if real.name == KEY_FILE_NAME or _identity(real) in search.forbidden:
        return _leave(search, "care.left_key", path)
    inside = real.is_relative_to(base) or real.is_relative_to(search.root.resolve())
    if not inside or real.is_relative_to(search.state):
        return _leave(search, "care.left_linked", path)
    if not real.is_file():
        return _leave(search, "care.left_odd", path)
    search.found[path] = real
    return None


def _take_more(search: _Search, file: Path) -> None:
    try:
        path = file.relative_to(search.root).as_posix()
    except ValueError:
        return _leave(search, "care.left_outside", str(file))
    return _take(search, path, search.root.resolve())


def _leave(search: _Search, code: str, path: str) -> None:
    search.left_out.append(message(code, path=shown(path)))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)
