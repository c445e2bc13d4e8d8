"""What the sheet is made of: everything that can be known of an installation without a secret."""

import os
import platform
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from auditor import __version__
from auditor.care.doctor.examine import examine
from auditor.care.doctor.finding import Look
from auditor.care.doctor.scene import user_name
from auditor.care.units import FOLDERS, Unit, units_of
from auditor.engine.isolation import isolated
from auditor.errors import AuditorError
from auditor.history.background import background_of
from auditor.model.places import KNOWN_HOSTS, SEAL_KEY, STORE, VAULT
from auditor.model.sealing import SealNote
from auditor.model.words import Message
from auditor.scheduler.missed import missed_messages
from auditor.seal.keys import PublicKey
from auditor.seal.notes import head
from auditor.store.records import Quarantine, RunSummary
from auditor.store.store import Store
from auditor.vault.envelope import kinds
from auditor.vault.keys import KeyKind
from auditor.vault.unlocking import KEY_FILE_VARIABLE
from auditor.vault.vault import Listed, Vault, read_file
from auditor.workspace import Workspace

_LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known. Nothing here is secret, and nothing needs a secret but the list of credentials."""

    root: Path
    now: datetime
    host: str
    account: str
    version: str
    python: str
    workspace: Workspace
    units: tuple[Unit, ...]
    openers: frozenset[KeyKind]
    """What the vault can be opened with; empty when there is none."""
    key_file_named: str
    """Where the environment says that the key file is; empty when it does not."""
    credentials: tuple[Listed, ...] | None
    """None when the vault was not opened."""
    quarantined: Mapping[str, Quarantine] = field(default_factory=dict)
    public_key: PublicKey | None = None
    seal: SealNote | None = None
    pinned: int = 0
    newest: RunSummary | None = None
    overdue: int = 0
    missed: tuple[Message, ...] = ()
    looks: tuple[Look, ...] = ()
    broken: tuple[Message, ...] = ()
    """What could not be gathered, and why."""


def gather(workspace: Workspace, now: datetime, vault: Vault | None, environment: Mapping[str, str]) -> Known:
    """Look everything up. What cannot be read is said on the sheet; nothing of it keeps the sheet from being made."""
    state, root = workspace.state_dir, workspace.root
    broken: list[Message] = []
    found = _from_store(workspace, now, broken)
    return Known(
        root=root.resolve(),
        now=now,
        host=socket.gethostname(),
        account=user_name(root.stat().st_uid if not state.is_dir() else state.stat().st_uid),
        version=__version__,
        python=platform.python_version(),
        workspace=workspace,
        units=units_of(root, FOLDERS),
        openers=_openers(state, broken),
        key_file_named=environment.get(KEY_FILE_VARIABLE, ""),
        credentials=None if vault is None else vault.entries(),
        quarantined=found.quarantined,
        public_key=_public_key(state, broken),
        seal=found.seal,
        pinned=pinned(state / KNOWN_HOSTS),
        newest=found.newest,
        overdue=found.overdue,
        missed=found.missed,
        looks=examine(root, now, environment, os.geteuid()),
        broken=tuple(broken),
    )


@dataclass(frozen=True, kw_only=True)
class _FromStore:
    quarantined: Mapping[str, Quarantine] = field(default_factory=dict)
    seal: SealNote | None = None
    newest: RunSummary | None = None
    overdue: int = 0
    missed: tuple[Message, ...] = ()


def _from_store(workspace: Workspace, now: datetime, broken: list[Message]) -> _FromStore:
    path = workspace.state_dir / STORE
    if not path.exists():
        return _FromStore()

    def read() -> _FromStore:
        with Store.open(path) as store:
            nights = store.nights(1)
            return _FromStore(
                quarantined=store.quarantined(),
                seal=head(store),
                newest=nights[0] if nights else None,
                overdue=_overdue(store, nights[0], workspace) if nights else 0,
                missed=missed_messages(store, now, workspace.inventory.operation.schedule),
            )

    found, wrong = isolated(read, where="handover store")
    if wrong is not None:
        broken.append(wrong)
    return found or _FromStore()


def _overdue(store: Store, night: RunSummary, workspace: Workspace) -> int:
    """Findings of the newest night whose due date lies before it."""
    ages = background_of(store, night.id, workspace.inventory.operation.due, nights=1).ages
    return sum(age.due is not None and age.due < night.as_of for age in ages.values())


def _openers(state: Path, broken: list[Message]) -> frozenset[KeyKind]:
    if not (state / VAULT).exists():
        return frozenset()
    try:
        return kinds(read_file(state / VAULT))
    except AuditorError as error:
        broken.append(error.message)
        return frozenset()


def _public_key(state: Path, broken: list[Message]) -> PublicKey | None:
    path = state / SEAL_KEY
    if not path.is_file():
        return None
    found, wrong = isolated(lambda: PublicKey.from_pem(path.read_bytes()[:10_000]), where="handover seal.pub")
    if wrong is not None:
        broken.append(wrong)
    return found


def pinned(known_hosts: Path) -> int:
    """How many host keys are pinned: lines of the file that hold one (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT)."""
    try:
        with known_hosts.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return 0
    return sum(1 for line in _lines(text) if len(line.split()) >= 3 and not line.startswith("@"))


def _lines(text: str) -> Iterator[str]:
    return (line for line in (raw.strip() for raw in text.splitlines()) if line and not line.startswith("#"))
