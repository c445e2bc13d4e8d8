"""Everything that a run of the demonstration needs around its audits: files, servers, workspace, vault, host keys."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from auditor.checks.expected_days import is_business_day
from auditor.demo.archives import write_operation_logs, write_recordings
from auditor.demo.attested import attest_terminals
from auditor.demo.clock import CityClock
from auditor.demo.host_tree import build_host
from auditor.demo.mail_server import MailServer
from auditor.demo.nights import ALTERED_AGO, alter_log, hosts_on
from auditor.demo.running_city import RunningCity, running_city
from auditor.demo.truth import PlantedFiles
from auditor.demo.workspace_files import CopyTerms, clear_folder, write_notification, write_workspace
from auditor.model.japan import JST
from auditor.transport.host_keys import HostKey, pin
from auditor.vault.keys import VaultKey
from auditor.vault.vault import Vault

Tell = Callable[[str], None]
"""Told the code of each step as it begins."""
_SEVEN_YEARS = timedelta(days=7 * 365 + 2)
_NEW_MACHINE = timedelta(days=963)
"""How long ago jgw01's log begins: 2024-04-01 in the sample inventory."""
_LAST_EVENTFUL = 3
"""The night before which the last thing happens."""


@dataclass(kw_only=True)
class Demonstration:
    """A started one."""

    workspace: Path
    key_file: Path
    nights: int
    clock: CityClock
    mail: MailServer
    files: PlantedFiles
    hosts: Path = field(repr=False)
    night: int = 1

    @property
    def day(self) -> date:
        """The date in the city."""
        return self.clock().astimezone(JST).date()

    def next_night(self) -> None:
        """Let a day pass: the clock goes on, logs and recordings too, and what happens on the night happens."""
        self.night += 1
        self.clock.behind -= timedelta(days=1)
        now = self.clock()
        _write_days(self.workspace / "files", self.day)
        self.files = replace(self.files, leftovers=_write_recordings(self.workspace / "files" / "rec-a", self.clock))
        for name, host in hosts_on(self.night).items():
            build_host(self.hosts / name, host, now, self.clock.behind)
        if self.night == _LAST_EVENTFUL:
            altered = alter_log(self.workspace / "files" / "cs01" / "sousa", _some_business_day(self.day))
            self.files = replace(self.files, altered=altered)


@contextmanager
def demonstration(folder: Path, sample: Path, nights: int, tell: Tell) -> Iterator[Demonstration]:
    """Make everything anew in ``folder`` and keep the city running until the context ends.

    ``sample`` is the sample inventory's folder. The last of the nights is today's. Raises UsageError when ``folder``
    may not be used.
    """
    folder = folder.resolve()
    clear_folder(folder)
    clock = CityClock()
    today = clock().astimezone(JST).date()
    clock.behind = timedelta(days=nights - 1)
    tell("logs")
    files = replace(_archives(folder / "files", clock), day=today)
    tell("servers")
    with running_city(folder / "hosts", clock) as city, MailServer(folder / "files" / "mail", clock()) as mail:
        tell("workspace")
        targets = (sample / "targets.yaml").read_text(encoding="utf-8")
        terms = CopyTerms(today=today, places=city.places(targets), files=folder / "files")
        write_workspace(sample, folder, terms)
        write_notification(folder, mail.port, mail.certificate)
        attest_terminals(folder, clock().astimezone(JST).date(), clock())
        tell("vault")
        key_file = _secrets(folder / "state", city)
        yield Demonstration(
            workspace=folder,
            key_file=key_file,
            nights=nights,
            clock=clock,
            mail=mail,
            files=files,
            hosts=folder / "hosts",
        )


def _archives(files: Path, clock: CityClock) -> PlantedFiles:
    today = clock().astimezone(JST).date()
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
    return PlantedFiles(logs=logs, leftovers=_write_recordings(files / "rec-a", clock))


def _write_days(files: Path, today: date) -> None:
    """Yesterday's operation logs, where yesterday was a day of work."""
    yesterday = today - timedelta(days=1)
    for number, target in enumerate(("jgw01", "cs01")):
        write_operation_logs(
            files / target / "sousa",
            started=yesterday,
            until=yesterday,
            is_business_day=is_business_day,
            seed=yesterday.toordinal() + number,
            faulty=False,
        )


def _write_recordings(folder: Path, clock: CityClock) -> tuple[str, ...]:
    """What the recorder holds now: it has recorded and erased since yesterday."""
    shutil.rmtree(folder, ignore_errors=True)
    return write_recordings(folder, now=clock())


def _some_business_day(today: date) -> date:
    day = today - ALTERED_AGO
    while not is_business_day(day):
        day -= timedelta(days=1)
    return day


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
