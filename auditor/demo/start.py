"""Everything that a run of the demonstration needs before its audit: files, servers, workspace, vault, host keys."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from auditor.checks.expected_days import is_business_day
from auditor.demo.archives import write_operation_logs, write_recordings
from auditor.demo.running_city import RunningCity, running_city
from auditor.demo.truth import PlantedFiles
from auditor.demo.workspace_files import CopyTerms, clear_folder, write_workspace
from auditor.transport.host_keys import HostKey, pin
from auditor.vault.keys import VaultKey
from auditor.vault.vault import Vault

Tell = Callable[[str], None]
"""Told the code of each step as it begins."""
_SEVEN_YEARS = timedelta(days=7 * 365 + 2)
_NEW_MACHINE = timedelta(days=963)
"""How long ago jgw01's log begins: 2024-04-01 in the sample inventory."""


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """A started one."""

    workspace: Path
    key_file: Path
    files: PlantedFiles


@contextmanager
def demonstration(folder: Path, sample: Path, today: date, now: datetime, tell: Tell) -> Iterator[Demonstration]:
    """Make everything anew in ``folder`` and keep the city running until the context ends.

    ``sample`` is the sample inventory's folder. Raises UsageError when ``folder`` may not be used.
    """
    folder = folder.resolve()
    clear_folder(folder)
    tell("logs")
    files = _archives(folder / "files", today, now)
    tell("servers")
    with running_city(folder / "hosts", now) as city:
        tell("workspace")
        targets = (sample / "targets.yaml").read_text(encoding="utf-8")
        terms = CopyTerms(today=today, places=city.places(targets), files=folder / "files")
        write_workspace(sample, folder, terms)
        tell("vault")
        key_file = _secrets(folder / "state", city)
        yield Demonstration(workspace=folder, key_file=key_file, files=files)


def _archives(files: Path, today: date, now: datetime) -> PlantedFiles:
    yesterday = today - timedelta(days=1)
    write_operation_logs(
        files / "jgw01" / "sousa",
        started=today - _NEW_MACHINE,
        until=yesterday,
        is_business_day=is_business_day,
        seed=11,
        faulty=False,
    )
    logs = write_operation_logs(
        files / "cs01" / "sousa",
        started=today - _SEVEN_YEARS,
        until=yesterday,
        is_business_day=is_business_day,
        seed=7,
    )
    return PlantedFiles(logs=logs, leftovers=write_recordings(files / "rec-a", now=now))


def _secrets(state: Path, city: RunningCity) -> Path:
    """A vault under a key file of its own, with fresh credentials; and the host keys, pinned."""
    state.mkdir(mode=0o700)
    key_file = state / "vault.key"
    with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(secrets.token_bytes(48))
    vault = Vault.create(state / "vault.json", VaultKey.from_file(key_file))
    for credential in city.credentials:
        vault.set(credential)
    for (host, port), key in city.pinned.items():
        pin(state / "known_hosts", host, port, HostKey(type=key.get_name(), blob=key.asbytes()))
    return key_file
