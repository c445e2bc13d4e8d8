"""What a run needs around it: the opened vault, the store, the credentials, the gate with its quarantine."""

import os
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.errors import Problem, ProblemsError, StoreError, VaultError
from auditor.model.credential import Credential
from auditor.model.job import Job
from auditor.model.places import KNOWN_HOSTS, SEAL_KEY, STORE, VAULT
from auditor.model.words import message
from auditor.seal.notes import head
from auditor.store.protection import Protection
from auditor.store.store import Store
from auditor.transport.gate import CredentialGate
from auditor.transport.interface import SessionContext
from auditor.vault.keys import VaultKey
from auditor.vault.unlocking import KEY_FILE_NAME, key_file, unlock
from auditor.vault.vault import Vault
from auditor.workspace import Workspace

_KEY_BYTES = 48


def open_vault(state: Path, named: Path | None, environment: Mapping[str, str], ask: Callable[[], str] | None) -> Vault:
    """Open the vault, or make one where none was ever there: a run is sealed and its artefacts encrypted, always.

    A new vault is opened by the key file that there is, else by a new one beside it. Raises VaultError.
    """
    path = state / VAULT
    if path.exists() or path.is_symlink():
        return unlock(path, named=named, environment=environment, ask=ask)
    if (state / SEAL_KEY).exists():
        # Runs were sealed with a key that lay in the vault: a new key must not take its place unseen.
        raise VaultError(message("vault.lost", path=str(path)))
    file = key_file(path, named, environment)
    return Vault.create(path, VaultKey.from_file(file or _new_key_file(state)))


def _new_key_file(state: Path) -> Path:
    path = state / KEY_FILE_NAME
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as out:
            out.write(secrets.token_bytes(_KEY_BYTES))
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise VaultError(message("vault.cannot_write", path=str(path))) from error
    return path


def check_records(state: Path, store: Store | None = None) -> None:
    """Raise StoreError when runs were sealed here and the records are gone: a new chain must not begin unseen.

    Before the store is opened it is looked for; ``store`` is the opened one, which may have been made anew.
    """
    path = state / STORE
    if not (state / SEAL_KEY).exists():
        return
    gone = not path.exists() or (path.is_file() and not path.stat().st_size) if store is None else head(store) is None
    if gone:
        raise StoreError(message("cli.records_gone", path=str(path), key=str(state / SEAL_KEY)))


@contextmanager
def open_store(state: Path, vault: Vault | None) -> Iterator[Store]:
    """The workspace's store, closed in the end; without a vault everything but artefacts can be read."""
    protection = None if vault is None else Protection(vault.artefact_key)
    with Store.open(state / STORE, protection=protection) as store:
        yield store


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What a run takes from the vault."""

    find: Callable[[str], Credential]
    versions: Mapping[str, str]
    redaction_key: bytes


def needed_credentials(jobs: tuple[Job, ...]) -> dict[str, tuple[str, ...]]:
    """Names of the credentials that jobs use, with the targets that they are for."""
    found: dict[str, list[str]] = {}
    for job in jobs:
        if job.endpoint.credential:
            found.setdefault(job.endpoint.credential, []).append(job.target)
    return {name: tuple(dict.fromkeys(targets)) for name, targets in sorted(found.items())}


def take_secrets(vault: Vault, jobs: tuple[Job, ...]) -> Secrets:
    """The credentials that the jobs need. Raises ProblemsError naming every one that the vault does not hold."""
    needed = needed_credentials(jobs)
    check_credentials(jobs, vault)
    versions = {name: vault.credential(name).version for name in needed}
    return Secrets(find=vault.credential, versions=versions, redaction_key=vault.redaction_key)


def check_credentials(jobs: tuple[Job, ...], vault: Vault | None) -> None:
    """Raise ProblemsError with every credential that jobs need and the vault does not hold (None: there is none)."""
    needed = needed_credentials(jobs)
    missing = [_missing(name, targets) for name, targets in needed.items() if vault is None or name not in vault]
    if missing:
        raise ProblemsError(missing)


def _missing(name: str, targets: tuple[str, ...]) -> Problem:
    said = message("cli.credentials_missing", name=name, targets=targets)
    return Problem(file="state/" + VAULT, line=0, column=0, message=said)


def session_context(
    workspace: Workspace, store: Store, secret: Secrets, clock: Callable[[], datetime], cancelled: threading.Event
) -> SessionContext:
    """The run as transports see it; credentials refused on earlier nights stay shut unless they were set anew."""
    shut = {
        name: quarantine.target
        for name, quarantine in store.quarantined().items()
        if secret.versions.get(name) == quarantine.version
    }
    settings = workspace.inventory.settings
    return SessionContext(
        credential=secret.find,
        gate=CredentialGate(shut),
        known_hosts=workspace.state_dir / KNOWN_HOSTS,
        redaction_key=secret.redaction_key,
        clock=clock,
        workers=settings.workers,
        handshakes_per_host=settings.handshakes_per_host,
        cancelled=cancelled,
    )
