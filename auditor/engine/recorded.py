"""A workspace as it was on a recorded night: its inventory and registers, and the policies of today or of then."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath

from auditor import resources
from auditor.errors import ProblemsError, StoreError, UsageError
from auditor.loading.problems import ProblemLog, shown
from auditor.model.words import message
from auditor.policy.checks import InstalledChecks
from auditor.policy.control import Policy
from auditor.policy.loader import read_policy
from auditor.policy.reading import SHIPPED_LABEL
from auditor.registers.together import Declared, read_declared
from auditor.statements.reading import load_statements
from auditor.store.records import RunSummary
from auditor.store.store import Store
from auditor.workspace import Workspace

_SHIPPED = "shipped"


class FilesOf(StrEnum):
    """Whose files a night is judged by."""

    NIGHT = "recorded"
    TODAY = "current"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a night is to be judged on."""

    root: Path
    """The workspace."""
    night: RunSummary
    as_of: date
    now: datetime
    inventory: FilesOf = FilesOf.NIGHT
    """Registers included."""
    policies: FilesOf = FilesOf.TODAY
    profile: str | None = None
    """None for the night's own."""


def load_ground(store: Store, ground: Ground) -> Workspace:
    """The workspace to judge a night by.

    Raises ProblemsError with everything wrong in its files (those of the night are called ``RUN:inventory/…``),
    UsageError when the night keeps no files, they are deleted, or there is no such profile, and StoreError when they
    cannot be read: without the key, say.
    """
    night = ground.night
    chosen = {"inventory": ground.inventory, "registers": ground.inventory, "policies": ground.policies}
    wanted = [name for name, of in chosen.items() if of is FilesOf.NIGHT]
    files = {path: content for name in wanted for path, content in _files(store, night, name).items()}
    log = ProblemLog()
    with _unpacked(files) as folder:
        declared = _read_declared(ground, folder, log)
        home = folder if ground.inventory is FilesOf.NIGHT else ground.root
        statements = load_statements(home, log)
        policy = _read_policy(ground, folder, log)
    if log.found:
        raise ProblemsError([replace(p, file=f"{night.id}:{p.file}" if p.file in files else p.file) for p in log.found])
    if declared.inventory is None or policy is None:
        raise AssertionError("files without problems gave no workspace")
    return Workspace(
        root=ground.root,
        inventory=declared.inventory,
        registers=declared.registers,
        policy=policy,
        statements=statements,
    )


def _files(store: Store, night: RunSummary, name: str) -> Mapping[str, bytes]:
    try:
        files = store.files_of(night.id, name)
    except StoreError as error:
        if error.message.code == "store.artefact_pruned":
            raise UsageError(message(f"reassess.{name}_pruned", run=night.id)) from error
        raise
    if not files and name != "registers":
        raise UsageError(message(f"reassess.no_{name}", run=night.id))
    return files


@contextmanager
def _unpacked(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder of the owner's alone that holds the files, deleted in the end. Shipped policies lie apart."""
    try:
        with tempfile.TemporaryDirectory(prefix="auditor-night-") as name:
            folder = Path(name)
            for path, content in files.items():
                _write(folder, path, content)
            yield folder
    except OSError as error:
        raise UsageError(message("reassess.no_room", detail=error.strerror or str(error))) from error


def _write(folder: Path, name: str, content: bytes) -> None:
    inner = PurePosixPath(name.removeprefix(SHIPPED_LABEL))
    if inner.is_absolute() or not inner.parts or ".." in inner.parts or not name.isprintable():
        raise StoreError(message("reassess.bad_path", path=shown(name)))
    path = folder / (_SHIPPED if name.startswith(SHIPPED_LABEL) else "") / inner
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _read_declared(ground: Ground, folder: Path, log: ProblemLog) -> Declared:
    """Inventory and registers; their words are those of the policies that the night is judged by."""
    of_night = ground.policies is FilesOf.NIGHT
    shipped = folder / _SHIPPED / "policies" if of_night else resources.policies()
    policies = folder if of_night else ground.root
    if ground.inventory is FilesOf.TODAY:
        return read_declared(ground.root, ground.as_of, ground.now, log, shipped=shipped, policies=policies)
    read = ground.night.started
    return read_declared(folder, ground.as_of, read, log, shipped=shipped, policies=policies, home=ground.root)


def _read_policy(ground: Ground, folder: Path, log: ProblemLog) -> Policy | None:
    of_night = ground.policies is FilesOf.NIGHT
    shipped = folder / _SHIPPED / "policies" if of_night else resources.policies()
    local = (folder if of_night else ground.root) / "policies"
    profile = ground.profile or ground.night.profile
    try:
        return read_policy(shipped, local, ground.as_of, profile, InstalledChecks(), log)
    except UsageError as error:
        if ground.profile is not None:
            raise
        raise UsageError(message("reassess.profile_gone", run=ground.night.id, profile=profile)) from error
