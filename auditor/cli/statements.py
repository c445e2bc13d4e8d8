"""What the commands ``attest``, ``confirm`` and ``waive`` share: the desk they write at, days, the newest night."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import now, open_workspace
from auditor.cli.speaking import Speaker
from auditor.errors import UsageError
from auditor.model.japan import JST
from auditor.model.places import STORE
from auditor.model.words import message
from auditor.statements.people import Identity, current_identity

if TYPE_CHECKING:
    from auditor.model.result import Assessment
    from auditor.statements.attesting import Desk

WhoIs = Callable[[], Identity]
"""Tells whose account of the operating system a command is run from."""
Clock = Callable[[], datetime]

__all__ = ["Clock", "WhoIs", "current_identity", "day_option", "day_or", "desk_of", "newest_night", "now", "required"]


def desk_of(workspace: Path, who: WhoIs, clock: Clock) -> "Desk":
    """The desk that a command writes at. Raises ProblemsError with every mistake in the files."""
    from auditor.statements.attesting import Desk

    moment = clock()
    today = moment.astimezone(JST).date()
    loaded = open_workspace(workspace, today)
    return Desk(
        root=workspace,
        inventory=loaded.inventory,
        policy=loaded.policy,
        statements=loaded.statements,
        identity=who(),
        now=moment.astimezone(JST),
        today=today,
    )


def newest_night(workspace: Path) -> "Assessment | None":
    """The newest finished night; None before the first."""
    from auditor.store.store import Store

    path = workspace / "state" / STORE
    if not path.exists():
        return None
    with Store.open(path) as store:
        night = store.latest_finished()
        return None if night is None else store.assessment(night.id)


def needed_night(workspace: Path) -> "Assessment":
    """The newest finished night. Raises UsageError before the first."""
    night = newest_night(workspace)
    if night is None:
        raise UsageError(message("cli.no_runs"))
    return night


def day_option(say: Speaker, name: str, help_code: str) -> click.Option:
    """An option that takes a day, in the western or the era calendar."""
    return click.Option([f"--{name}", name.replace("-", "_")], metavar="DAY", help=say(help_code))


def day_or(text: str | None, default: date) -> date:
    """The day that an option names. Raises UsageError."""
    from auditor.tables.japanese import Unreadable, day

    if text is None:
        return default
    try:
        return day(text)
    except Unreadable as error:
        raise UsageError(error.message) from error


def required(say: Speaker, given: dict[str, object]) -> None:
    """Every option that this way of calling cannot do without. Raises a usage error that names the first missing."""
    missing = next((name for name, value in given.items() if value in (None, "")), None)
    if missing is not None:
        raise click.UsageError(say("cli.missing", name=missing))
