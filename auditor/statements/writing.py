"""Appending to the files of statements: one line more at the end, whole or not at all; what stood there stays."""

import fcntl
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from auditor.errors import ProblemsError, UsageError
from auditor.loading.files import LeavesWorkspaceError, open_inside
from auditor.loading.problems import ProblemLog
from auditor.loading.yamlreader import MAX_BYTES, read_yaml
from auditor.model.words import message
from auditor.replacing import replacing
from auditor.statements.files import FOLDER, path_of

Entry = Mapping[str, object]

_LOCK = ".statements.lock"
_NEW_MODE = 0o660
"""Of a new file: a second person's account has to write to it, too; the folder's group says who can."""
_NOTHING = re.compile(rb"^entries:[ ]*(\[[ ]*\]|~|null)?[ ]*(#[^\n]*)?$", re.MULTILINE)
_HEADS = {
    "attestations": "# 確認書です。auditor attest が一行ずつ書き足します。",
    "confirmations": "# 二人目の確認です。auditor confirm が一行ずつ書き足します。",
    "signers": "# 確認に使う公開鍵です。auditor confirm --register-key が書き足します。",
    "waivers": "# 例外の承認です。auditor waive が一行ずつ書き足します。判定（不適合）は変わりません。",
}


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Nobody else appends meanwhile. Raises UsageError where nothing can be written.

    Whoever checks something against the statements before appending does both within it.
    """
    folder = root / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, _NEW_MODE)
    except OSError as error:
        raise UsageError(message("statements.cannot_write", file=FOLDER)) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def append(root: Path, name: str, entries: Sequence[Entry]) -> None:
    """Write entries at the end of a register of statements; call it within `writing`.

    Raises UsageError when the file cannot be written or its form leaves no place at its end, ProblemsError when it
    cannot be read.
    """
    file = path_of(name)
    path = root / file
    before, mode = _present(root, file)
    after = _extended(before, file, name, [json.dumps(entry, ensure_ascii=False) for entry in entries])
    try:
        with replacing(path, mode) as out:
            out.write(after)
    except OSError as error:
        raise UsageError(message("statements.cannot_write", file=file)) from error


def ids_on_record(root: Path, name: str) -> tuple[str, ...]:
    """The identifiers that a register of statements holds. Raises as `append` does."""
    before, _ = _present(root, path_of(name))
    log = ProblemLog()
    document = read_yaml(before, path_of(name), log)
    if document is None:
        raise ProblemsError(log.found)
    entries = document.data.get("entries") if isinstance(document.data, dict) else None
    return (
        tuple(str(e["id"]) for e in entries or () if isinstance(e, dict) and "id" in e)
        if isinstance(entries, list)
        else ()
    )


def _present(root: Path, file: str) -> tuple[bytes, int]:
    """What stands there, and its mode; nothing when there is no such file."""
    if os.path.islink(root / file):
        raise UsageError(message("statements.cannot_write", file=file))
    try:
        with open_inside(root, file) as stream:
            return stream.read(MAX_BYTES + 1), stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
    except FileNotFoundError:
        return b"", _NEW_MODE
    except (LeavesWorkspaceError, OSError) as error:
        raise UsageError(message("statements.cannot_write", file=file)) from error


def _extended(before: bytes, file: str, name: str, lines: Sequence[str]) -> bytes:
    """The file with the lines as its last entries. Whatever way of appending gives just that is taken."""
    log = ProblemLog()
    document = read_yaml(before, file, log)
    if document is None:
        raise ProblemsError(log.found)
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        raise UsageError(message("statements.no_place", file=file))
    old = data.get("entries") or []
    expected = [*old, *(json.loads(line) for line in lines)] if isinstance(old, list) else None
    for candidate in _candidates(before, name, lines):
        found = read_yaml(candidate, file, ProblemLog())
        wanted = {"register": name, **data, "entries": expected}
        if found is not None and found.data == wanted:
            return candidate
    raise UsageError(message("statements.no_place", file=file))


def _candidates(before: bytes, name: str, lines: Sequence[str]) -> Iterator[bytes]:
    body = before if before.endswith(b"\n") or not before else before + b"\n"
    tails = ["".join(f"{' ' * indent}- {line}\n" for line in lines).encode() for indent in (0, 2, 4, 1, 3, 6, 8)]
    for tail in tails:
        yield body + tail
    # Nothing on record yet: the empty list makes room.
    for tail in tails:
        yield _NOTHING.sub(lambda found: b"entries:" + (b"  " + found[2] if found[2] else b""), body, count=1) + tail
    yield body + b"entries:\n" + tails[0]
    yield body + f"{_HEADS[name]}\nregister: {name}\nentries:\n".encode() + tails[0]
