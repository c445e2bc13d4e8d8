"""``auditor history``: how a finding, a subject or a control went; with none chosen, the numbers of every night."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.diff import open_records
from auditor.cli.on_screen import show_on_screen
from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option
from auditor.errors import UsageError
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.model.course import Course
    from auditor.model.trend import TrendPoint


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(
        workspace: Path,
        control: str | None,
        subject: str | None,
        item: str | None,
        first: datetime | None,
        last: datetime | None,
        form: str,
    ) -> int:
        from auditor.history import course, trend

        since, until = (None if day is None else day.date() for day in (first, last))
        with open_records(workspace) as store:
            if control is None and subject is None and item is None:
                points = [
                    point
                    for point in trend(store)
                    if (since is None or point.as_of >= since) and (until is None or point.as_of <= until)
                ]
                if not points:
                    raise UsageError(message("history.no_nights_between" if first or last else "history.no_night"))
                _write_trend(points, form, say)
                return 0
            found = course(store, control=control, subject=subject, item=item, first=since, last=until)
        if not found.nights:
            raise UsageError(message("history.no_nights_between" if first or last else "history.no_night"))
        if not found.rows:
            raise UsageError(message("history.nothing_found"))
        _write_course(found, form, say)
        return 0

    def day(name: str, variable: str) -> click.Option:
        return click.Option(
            [f"--{name}", variable],
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="YYYY-MM-DD",
            help=say(f"history.{name}_option"),
        )

    return command(
        "history",
        say,
        run,
        click.Option(["--control"], metavar="CONTROL", help=say("history.control_option")),
        click.Option(["--subject"], metavar="SUBJECT", help=say("history.subject_option")),
        click.Option(["--item"], metavar="ITEM", help=say("history.item_option")),
        day("from", "first"),
        day("to", "last"),
        format_option(say, "text", "json", "csv"),
    )


def _write_course(found: "Course", form: str, say: Speaker) -> None:
    out = sys.stdout.buffer
    if form == "text":
        from auditor.reporters.history_text import show_course

        show_on_screen(show_course, found, say)
        return
    from auditor.reporters.history_forms import history_csv, history_json

    if form == "json":
        history_json(found, out)
    else:
        history_csv(found, out, say.language)


def _write_trend(points: "list[TrendPoint]", form: str, say: Speaker) -> None:
    out = sys.stdout.buffer
    if form == "text":
        from auditor.reporters.history_text import show_trend

        show_on_screen(show_trend, points, say)
        return
    from auditor.reporters.history_forms import trend_csv, trend_json

    if form == "json":
        trend_json(points, out)
    else:
        trend_csv(points, out, say.language)
