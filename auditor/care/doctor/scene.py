"""What all looks are given: the workspace as far as it loads, the store as far as it can be read without a trace."""

import pwd
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from auditor.care.doctor.finding import Finding, Mark, act, fine, note
from auditor.engine.isolation import isolated
from auditor.loading.problems import shown
from auditor.model.japan import JST
from auditor.model.places import STORE
from auditor.model.words import Message, message
from auditor.store.schema import APPLICATION_ID, STEPS
from auditor.store.store import Store
from auditor.workspace import Workspace, load_workspace

_HEADER = 100
"""Bytes (SQLite file format 1.3)."""
_OPEN_TO_OTHERS = 0o077


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One installation at one moment."""

    root: Path
    now: datetime
    environment: Mapping[str, str]
    workspace: Workspace | None
    """None when it does not load."""
    store: Store | None
    """None when there is none, or it cannot be opened without changing it."""
    user: int
    """Effective user id."""
    units: tuple[Path, ...]
    """Folders in which systemd's units lie."""
    named_key: Path | None = None

    @property
    def state(self) -> Path:
        """The folder of store, vault and keys."""
        return self.root / "state"

    @property
    def today(self) -> date:
        """In Japan."""
        return self.now.astimezone(JST).date()


Looking = Callable[[Scene], Iterator[Finding]]
"""One look: what it finds, in the order in which it is told. It changes nothing."""


def loaded(root: Path, now: datetime) -> tuple[Workspace | None, Finding]:
    """The workspace, and what is to be said of loading it."""
    workspace, wrong = isolated(lambda: load_workspace(root, now.astimezone(JST).date(), now), where="doctor workspace")
    if workspace is None:
        return None, told("workspace_wrong", wrong)
    inventory = workspace.inventory
    return workspace, fine(
        "workspace",
        title=inventory.organisation.title,
        targets=len(inventory.targets),
        controls=len(workspace.policy.selected),
    )


@contextmanager
def opened(root: Path, user: int, *, denied: bool = False) -> Iterator[tuple[Store | None, Finding]]:
    """The store, and what is to be said of opening it.

    Opening a store makes or migrates it and mends its permissions. A doctor must not: where opening would change
    something, it is left alone and that is said. ``denied``: this user may not even enter the folder.
    """
    path = root / "state" / STORE
    if denied:
        owner = user_name(path.parent.stat().st_uid)
        yield None, act("state_denied", path=str(path.parent), owner=owner, user=user_name(user))
        return
    try:
        refused = _left_alone(path, user)
    except OSError as error:
        refused = unseen(error)
    if refused is not None:
        yield None, refused
        return
    store, wrong = isolated(lambda: Store.open(path), where="doctor store")
    if store is None:
        yield None, told("store_wrong", wrong)
        return
    with store:
        yield store, fine("store_open", version=len(STEPS), size=path.stat().st_size)


def unseen(error: OSError) -> Finding:
    """What could not be looked at."""
    return act("unseen", path=shown(str(error.filename or "")), why=error.strerror or type(error).__name__)


def told(code: str, wrong: Message | None) -> Finding:
    """What another part of the program said, with what to do about it."""
    return Finding(mark=Mark.ACT, seen=wrong or message(f"doctor.{code}"), todo=message(f"doctor.{code}_do"))


def _left_alone(path: Path, user: int) -> Finding | None:
    """Why a store is not opened; None when opening it leaves no trace."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return note("store_none")
    if stat.S_IMODE(status.st_mode) & _OPEN_TO_OTHERS:
        return act("store_mode", path=str(path), mode=f"{stat.S_IMODE(status.st_mode):04o}")
    if user not in (0, status.st_uid):
        return act("store_other_owner", path=str(path), owner=user_name(status.st_uid))
    with path.open("rb") as file:
        header = file.read(_HEADER)
    # The file's own version and kind (SQLite file format 1.3); with another one Store.open says what is wrong.
    version, kind = int.from_bytes(header[60:64], "big"), int.from_bytes(header[68:72], "big")
    if kind == APPLICATION_ID and version < len(STEPS):
        return note("store_older", found=version, known=len(STEPS))
    return None


def user_name(number: int) -> str:
    """A user's name; the number where it has none here."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
