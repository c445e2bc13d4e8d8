"""``auditor schedule``: the nightly service, or one look at what is due, or units for systemd."""

import os
import pwd
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.audit import key_file_option, report_languages
from auditor.cli.loading import audit_date, now, open_workspace
from auditor.cli.session import passphrase_prompt, run_vault
from auditor.cli.speaking import Speaker, SpokenCommand, command
from auditor.errors import ExitCode, UsageError
from auditor.messages.rendering import render
from auditor.model.places import SPOOL, VAULT
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.scheduler.keyring import Keyring

_GRACE = timedelta(minutes=15)
"""A timer's or cron's very first start comes just after the moment that it is for."""
_DEDICATED = "auditor"
"""The account that units name when the workspace is root's: the service needs no privilege."""


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, once: bool, print_systemd: bool, test_notify: bool, key_file: Path | None) -> int:
        root = workspace.resolve()
        if not (root / "inventory").is_dir():
            raise UsageError(message("inventory.no_workspace", folder=str(workspace)))
        if print_systemd:
            click.echo(_units(say, root, key_file), nl=False)
            return 0
        if test_notify:
            return _test_notify(say, root, key_file)
        return _serve(say, root, key_file, once=once)

    return command(
        "schedule",
        say,
        run,
        click.Option(["--once"], is_flag=True, help=say("schedule.once_option")),
        click.Option(["--print-systemd"], is_flag=True, help=say("schedule.print_systemd_option")),
        click.Option(["--test-notify"], is_flag=True, help=say("schedule.test_notify_option")),
        key_file_option(say),
    )


def _serve(say: Speaker, root: Path, key_file: Path | None, *, once: bool) -> int:
    from auditor.scheduler.book import Book
    from auditor.scheduler.lock import service_lock
    from auditor.scheduler.service import Service
    from auditor.scheduler.service_log import service_log
    from auditor.scheduler.session import open_store
    from auditor.scheduler.stopping import stopping
    from auditor.scheduler.wiring import household

    state = root / "state"
    with service_lock(state, now):
        keyring = _keyring(say, root, key_file)
        with stopping() as stop, service_log(state, say.language, click.echo) as log:
            service = Service(
                book=Book(lambda: open_store(state, None), grace=_GRACE if once else timedelta()),
                household=household(root, keyring, now, report_languages(say), stop),
                log=log,
                clock=now,
                stop=stop,
            )
            if keyring.shut is not None:
                log.warn(keyring.shut)
            code = service.once() if once else service.run()
    harmless = (ExitCode.SATISFIED, ExitCode.FINDINGS, ExitCode.OPEN)
    return ExitCode.USAGE if once and keyring.shut is not None and code in harmless else code


def _keyring(say: Speaker, root: Path, key_file: Path | None) -> "Keyring":
    """The opened vault. Where there is none, one is made, unless credentials are needed that it would have to hold."""
    from auditor.engine.plan import make_plan
    from auditor.scheduler.keyring import Keyring
    from auditor.scheduler.session import check_credentials

    state = root / "state"
    new = not (state / VAULT).exists()
    if new:
        day = audit_date(None)
        check_credentials(make_plan(open_workspace(root, day), day).jobs, None)
    keyring = Keyring(state, key_file, os.environ, passphrase_prompt(say))
    if new and keyring.shut is None:
        click.echo(say("cli.vault_made", folder=str(state)), err=True)
    return keyring


def _test_notify(say: Speaker, root: Path, key_file: Path | None) -> int:
    """Send a test message by every route; exit 2 when one did not take it."""
    from auditor.notify import Spool, send_test

    inventory = open_workspace(root, audit_date(None)).inventory
    notification = inventory.operation.notification
    if not notification.routes:
        raise UsageError(message("sending.no_routes"))
    vault = run_vault(say, root / "state", key_file)
    spool = Spool(folder=root / "state" / SPOOL)
    sent = send_test(spool, notification, inventory.organisation.title, vault.credential, now)
    for note in sent.notes:
        click.echo(render(note, say.language), err=True)
    channels = dict.fromkeys(route.channel for route in notification.routes)
    for channel in channels:
        wanted = sum(route.channel is channel for route in notification.routes)
        done = sent.delivered.get(channel, 0)
        click.echo(say("schedule.test_sent", channel=channel.value, count=done, wanted=wanted))
    complete = sum(sent.delivered.values()) >= len(notification.routes)
    return ExitCode.SATISFIED if complete else ExitCode.USAGE


def _units(say: Speaker, root: Path, key_file: Path | None) -> str:
    from auditor.scheduler.systemd import Installation, units

    inventory = open_workspace(root, audit_date(None)).inventory
    operation = inventory.operation
    folders = [root / "state", root / "reports"]
    folders += [operation.backups.folder] if operation.backups else []
    folders += [operation.notification.folder] if operation.notification.folder else []
    return units(
        Installation(
            program=(sys.executable, "-m", "auditor"),
            workspace=root,
            writable=folders,
            account=_account(root),
            key_file=None if key_file is None else key_file.absolute(),
            deadline=max([inventory.settings.deadline, *(t.deadline for t in inventory.targets.values())]),
            schedule=operation.schedule,
            language=say.language,
        )
    )


def _account(root: Path) -> str:
    owner = root.stat().st_uid
    if owner == 0:
        return _DEDICATED
    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return str(owner)
