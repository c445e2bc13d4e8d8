"""The newest back-up files in the folders that the inventory names."""

from datetime import timedelta

from auditor.facts.base import Fact
from auditor.facts.host import BackupRun
from auditor.model.job import Command, Privilege, Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (BackupRun,)
PARSER = "linux_backups"

FORM = r"%T@ %s %f\0"
"""Seconds since 1970, bytes, name; ended by NUL, so that no name can forge another."""


def request(target: TargetDescription, /) -> Request | None:
    """One listing a declared back-up, with and without sudo; None when none is declared."""
    commands = []
    for number, backup in enumerate(target.backups, start=1):
        folder = backup.folder.rstrip("/") or "/"
        if not folder.startswith("/"):
            continue
        argv = ("find", folder, "-maxdepth", "1", "-type", "f", "-name", backup.pattern or "*", "-printf", FORM)
        for identifier, privilege in ((f"backup_{number}", Privilege.NONE), (f"backup_{number}_root", Privilege.SUDO)):
            commands.append(
                Command(
                    id=identifier,
                    argv=argv,
                    privilege=privilege,
                    limit=1024 * 1024,
                    timeout=timedelta(seconds=20),
                    volatile=True,
                )
            )
    return Request(collector="linux_backups", commands=tuple(commands)) if commands else None
