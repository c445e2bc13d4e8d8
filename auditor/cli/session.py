"""What a run needs around it: the store, the opened vault, the gate with its quarantine."""

import os
import secrets
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import now
from auditor.cli.speaking import Speaker
from auditor.errors import Problem, ProblemsError, VaultError
from auditor.model.credential import Credential
from auditor.model.job import Job
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.store.store import Store
    from auditor.transport.interface import SessionContext
    from auditor.vault.vault import Vault
    from auditor.workspace import Workspace

STORE = "auditor.db"
VAULT = "vault.json"
KNOWN_HOSTS = "known_hosts"


@contextmanager
def open_store(workspace: "Workspace") -> Iterator["Store"]:
    """The workspace's store, closed in the end."""
    from auditor.store.store import Store

    with Store.open(workspace.state_dir / STORE) as store:
        yield store


def open_vault(say: Speaker, state: Path, key_file: Path | None) -> "Vault":
    """The opened vault: by key file, or by asking at the terminal. Raises VaultError."""
    from auditor.vault.unlocking import unlock

    return unlock(state / VAULT, named=key_file, environment=os.environ, ask=passphrase_prompt(say))


def passphrase_prompt(
    say: Speaker, code: str = "cli.passphrase", *, confirm: bool = False, optional: bool = False
) -> Callable[[], str] | None:
    """Asks for a passphrase without showing it; None where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        return None

    def ask() -> str:
        answer: str = click.prompt(
            say(code),
            hide_input=True,
            err=True,
            confirmation_prompt=say("cli.again") if confirm else False,
            default="" if optional else None,
            show_default=False,
        )
        return answer

    return ask


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What the run takes from the vault, or nothing where no job needs a credential."""

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


def open_secrets(say: Speaker, workspace: "Workspace", jobs: tuple[Job, ...], key_file: Path | None) -> Secrets:
    """The credentials that the jobs need. Raises ProblemsError naming every one that the vault does not hold."""
    needed = needed_credentials(jobs)
    if not needed:
        # Nothing is read with a credential, so nothing is redacted under the installation's key either.
        return Secrets(find=_nothing, versions={}, redaction_key=secrets.token_bytes(32))
    path = workspace.state_dir / VAULT
    if not path.exists():
        raise ProblemsError([_missing(name, targets) for name, targets in needed.items()])
    vault = open_vault(say, workspace.state_dir, key_file)
    missing = [_missing(name, targets) for name, targets in needed.items() if name not in vault]
    if missing:
        raise ProblemsError(missing)
    versions = {name: vault.credential(name).version for name in needed}
    return Secrets(find=vault.credential, versions=versions, redaction_key=vault.redaction_key)


def _missing(name: str, targets: tuple[str, ...]) -> Problem:
    said = message("cli.credentials_missing", name=name, targets=targets)
    return Problem(file="state/" + VAULT, line=0, column=0, message=said)


def _nothing(name: str) -> Credential:
    raise VaultError(message("cli.credentials_missing", name=name, targets=()))


def session_context(workspace: "Workspace", store: "Store", secret: Secrets) -> "SessionContext":
    """The run as transports see it; credentials refused on earlier nights stay shut unless they were set anew."""
    from auditor.transport.gate import CredentialGate
    from auditor.transport.interface import SessionContext

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
        clock=now,
        workers=settings.workers,
        handshakes_per_host=settings.handshakes_per_host,
        cancelled=threading.Event(),
    )
