"""Finding and opening the city's files without being led out of the workspace."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from auditor.loading.marks import Mark
from auditor.loading.problems import ProblemLog
from auditor.loading.yamlreader import MAX_BYTES, Document, read_yaml
from auditor.model.words import message

YAML_ENDINGS = (".yaml", ".yml")


class SourceFile(NamedTuple):
    """One file as it was read: what the engine stores and what the facts cite."""

    path: str
    """Relative to the workspace, with slashes."""
    content: bytes
    digest: str
    """``sha256:…`` of the content."""

    def lines(self) -> tuple[str, ...]:
        """Its lines without surrounding blanks, each at most 200 characters; for showing, never for judging."""
        return tuple(line.strip()[:200] for line in self.content.decode("utf-8-sig", "replace").split("\n"))


class LeavesWorkspaceError(OSError):
    """A path or symbolic link leads out of the folder it must stay in."""


def digest_of(content: bytes) -> str:
    """``sha256:`` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


@contextmanager
def open_inside(folder: Path, relative: str) -> Iterator[BinaryIO]:
    """Open a regular file that lies, symbolic links resolved, in a folder.

    Raises LeavesWorkspaceError when it lies elsewhere, OSError when it cannot be opened or is no regular file.
    """
    base = folder.resolve()
    real = (base / relative).resolve(strict=True)
    if not real.is_relative_to(base):
        raise LeavesWorkspaceError(relative)
    descriptor = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(f"not a regular file: {relative}")
        yield stream


def read_source(root: Path, relative: str, log: ProblemLog, label: str = "") -> SourceFile | None:
    """Read a file of ours; None with a problem in the log when that cannot be done.

    ``label`` is how the file is called in problems, when not by its path in the workspace.
    """
    name = label or relative
    try:
        with open_inside(root, relative) as stream:
            content = stream.read(MAX_BYTES + 1)
    except LeavesWorkspaceError:
        log.tell(name, None, message("problems.leaves_workspace"))
        return None
    except (OSError, RuntimeError):  # RuntimeError: Python 3.11's resolve upon a loop of symbolic links
        log.tell(name, None, message("problems.unreadable"))
        return None
    return SourceFile(path=name, content=content, digest=digest_of(content))


def read_document(source: SourceFile | None, log: ProblemLog) -> Document | None:
    """The YAML of a file; an empty file gives an empty mapping."""
    if source is None:
        return None
    document = read_yaml(source.content, source.path, log)
    if document is None:
        return None
    if document.data is None:
        return Document(place=document.place, data={})
    if not isinstance(document.data, dict):
        log.tell(source.path, Mark(document.place.root.line, document.place.root.column), message("problems.top_level"))
        return None
    return document


def yaml_files(root: Path, folder: str, log: ProblemLog, skip: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """All YAML files under ``root/folder``, relative to ``root``, sorted; hidden ones left out."""
    return files_under(root, folder, log, YAML_ENDINGS, skip)


def files_under(
    root: Path, folder: str, log: ProblemLog, endings: tuple[str, ...], skip: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """All files under ``root/folder`` with one of these endings, relative to ``root``, sorted; hidden ones left out.

    ``skip`` names folders (relative to ``root``) that are not entered. A symbolic link to a folder is a problem:
    what lies behind it would be left out unseen. What Excel lays down beside an open workbook (``~$…``) is no file.
    """
    found: list[str] = []
    for here, folders, names in os.walk(root / folder):
        inside = Path(here).relative_to(root).as_posix()
        kept = sorted(f for f in folders if not f.startswith(".") and f"{inside}/{f}" not in skip)
        for name in kept:
            if os.path.islink(os.path.join(here, name)):
                log.tell(f"{inside}/{name}", None, message("problems.linked_folder"))
        folders[:] = kept
        for name in names:
            if name.lower().endswith(endings) and not name.startswith((".", "~$")):
                path = f"{inside}/{name}"
                if not _spelled_in_unicode(path):
                    log.tell(path.encode("utf-8", "replace").decode(), None, message("problems.file_name"))
                    continue
                found.append(path)
    return tuple(sorted(found))


def _spelled_in_unicode(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
