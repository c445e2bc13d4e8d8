"""What the inventory's files say of running by themselves, as far as they can be read, and whether they changed."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import Problem
from auditor.inventory.crosschecks import check_names
from auditor.inventory.operation import build_operation
from auditor.inventory.reading import FOLDER, REGISTERS_FOLDER, InventoryFiles, read_files
from auditor.loading.problems import ProblemLog
from auditor.model.operation import Operation, Schedule

_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of how this workspace runs by itself."""

    organisation: str
    """The city's name; the folder's when the files do not tell."""
    operation: Operation
    schedule: Schedule | None
    """None when it stands in a file that cannot be read."""
    wrong: tuple[Problem, ...]
    """What is wrong with the files; `auditor inventory check` names all of it."""


class _AnyName(Collection[str]):
    """Every name there may be, for what is not looked at here."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_REGISTERED = dict.fromkeys(("contracts", "files", "sites", "cameras"), _AnyName())
"""What registers may declare. They are large and not read for the schedule, so that a name of theirs is taken as
good; the audit reads them and says what is wrong."""


def known(root: Path, before: Known | None = None) -> Known:
    """Read the files of the inventory. What cannot be read is as it was ``before``."""
    log = ProblemLog()
    files = read_files(root, log)
    check_names(files, log, _REGISTERED)
    shapes = [f.shape for f in files.files if f.shape is not None]
    # No file at all: a share that is not there now, rather than a city without one.
    whole = files.complete and bool(shapes) and len(shapes) == len(files.files)
    operation = build_operation(shapes, root)
    title = next((s.organisation.title for s in shapes if s.organisation), "")
    if not whole and before is not None and not any(s.notify for s in shapes):
        operation = before.operation
    scheduled = whole or any(s.schedule for s in shapes)
    return Known(
        organisation=title or (before.organisation if before else root.resolve().name),
        operation=operation,
        schedule=operation.schedule if scheduled and not _twice(files, "schedule") else None,
        wrong=tuple(sorted(log.found, key=lambda p: p.position)[:_SHOWN]),
    )


def _twice(files: InventoryFiles, key: str) -> bool:
    """Whether two files claim the same: then neither counts."""
    return len(list(files.single(key))) > 1


class Watch:
    """Tells whether the files changed since they were last looked at."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._left_out = root / REGISTERS_FOLDER
        self._seen = self._look()

    def changed(self) -> bool:
        """Whether a file came, went or was written since the last call that said so, or the beginning."""
        before, self._seen = self._seen, self._look()
        return before != self._seen

    def _look(self) -> frozenset[tuple[str, int, int, int]]:
        return frozenset(self._files(self._folder))

    def _files(self, folder: Path) -> Iterator[tuple[str, int, int, int]]:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            return
        for entry in entries:
            if entry.name.startswith(".") or Path(entry.path) == self._left_out:
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    yield from self._files(Path(entry.path))
                else:
                    found = entry.stat()
                    yield (entry.path, found.st_ino, found.st_size, found.st_mtime_ns)
            except OSError:
                yield (entry.path, 0, 0, 0)
