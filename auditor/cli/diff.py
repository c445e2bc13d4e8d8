"""``auditor diff [RUN] [RUN]``: what changed between two audits."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.on_screen import show_on_screen
from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option
from auditor.errors import UsageError
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.model.changes import Changes
    from auditor.store.records import RunSummary
    from auditor.store.store import Store


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, runs: tuple[str, ...], form: str) -> int:
        from auditor.history import changes_between
        from auditor.history.due import recalled_due

        if len(runs) > 2:
            raise click.UsageError(say("history.two_runs"))
        with open_records(workspace) as store:
            before, after = _chosen(store, runs)
            changes = changes_between(store, before.id, after.id, recalled_due(store))
        if (before.scope or after.scope) and form == "text":
            click.echo(say("history.part_only"), err=True)
        _write(changes, form, say)
        return 0

    return command(
        "diff",
        say,
        run,
        click.Argument(["runs"], nargs=-1, metavar="[RUN|DATE] [RUN|DATE]"),
        format_option(say, "text", "json", "csv"),
    )


def open_records(workspace: Path) -> "Store":
    """The workspace's store. Neither inventory nor policies are read, nor is a key needed. Raises UsageError."""
    from auditor.model.places import STORE
    from auditor.store.store import Store

    path = workspace / "state" / STORE
    if not path.exists():
        raise UsageError(message("history.no_night"))
    return Store.open(path)


def _chosen(store: "Store", named: Sequence[str]) -> tuple["RunSummary", "RunSummary"]:
    """The two runs, the one carried out first before the other."""
    finished = [run for run in store.runs() if run.finished is not None]
    nights = [run for run in finished if run.is_night]
    if not finished:
        raise UsageError(message("history.no_night"))
    if not named:
        if not nights:
            raise UsageError(message("history.no_night"))
        if len(nights) == 1:
            raise UsageError(message("history.one_night", run=nights[0].id))
        return nights[1], nights[0]
    first = find_run(store.runs(), named[0])
    if len(named) == 1 and not nights:
        raise UsageError(message("history.no_night"))
    second = nights[0] if len(named) == 1 else find_run(store.runs(), named[1])
    if first.id == second.id:
        raise UsageError(message("history.same_run", run=first.id))
    order = [run.id for run in finished]
    older, newer = sorted((first, second), key=lambda run: -order.index(run.id))
    return older, newer


def find_run(runs: Sequence["RunSummary"], name: str) -> "RunSummary":
    """The finished run of a name, or the newest finished night of a date. ``runs`` are newest first."""
    named = next((run for run in runs if run.id == name), None)
    if named is not None and named.finished is None:
        raise UsageError(message("history.unfinished", run=name))
    if named is not None:
        return named
    finished = [run for run in runs if run.finished is not None]
    try:
        day = date.fromisoformat(name)
    except ValueError:
        raise UsageError(message("history.unknown_run", run=name, newest=finished[0].id)) from None
    found = next((run for run in finished if run.as_of == day and run.is_night), None)
    if found is None:
        newest = finished[0].as_of.isoformat()
        raise UsageError(message("history.no_night_on", day=day.isoformat(), newest=newest))
    return found


def _write(changes: "Changes", form: str, say: Speaker) -> None:
    out = sys.stdout.buffer
    if form == "text":
        from auditor.reporters.changes_text import show_changes

        show_on_screen(show_changes, changes, say)
        return
    from auditor.reporters.history_forms import diff_csv, diff_json

    if form == "json":
        diff_json(changes, out)
    else:
        diff_csv(changes, out, say.language)
