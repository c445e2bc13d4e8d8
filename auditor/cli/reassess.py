"""``auditor reassess RUN``: what a night collected, judged again; what came out otherwise is shown."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.audit import key_file_option, report_languages, show
from auditor.cli.loading import now
from auditor.cli.session import run_vault
from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option
from auditor.messages.rendering import render

if TYPE_CHECKING:
    from auditor.scheduler.night import Night

_FILES = ("recorded", "current")


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(
        workspace: Path,
        run_id: str,
        profile: str | None,
        as_of: datetime | None,
        reparse: bool,
        policies: str,
        inventory: str,
        key_file: Path | None,
        form: str,
    ) -> int:
        from auditor.engine.coverage import exit_code
        from auditor.engine.recorded import FilesOf
        from auditor.scheduler.rejudging import AgainTerms, find_night, judge_again

        find_night(workspace, run_id)  # a slip in the name is told before a passphrase is asked for
        night = judge_again(
            workspace,
            AgainTerms(
                run=run_id,
                vault=run_vault(say, workspace / "state", key_file),
                clock=now,
                languages=report_languages(say),
                as_of=as_of.date() if as_of else None,
                profile=profile,
                inventory=FilesOf(inventory),
                policies=FilesOf(policies),
                reparse=reparse,
            ),
        )
        if form == "json":
            show(say, night, form)
        else:
            _show(say, night)
        return exit_code(night.assessment.results)

    return command(
        "reassess",
        say,
        run,
        click.Argument(["run_id"], metavar="RUN"),
        click.Option(["--profile"], metavar="NAME", help=say("reassess.profile_option")),
        click.Option(
            ["--as-of"],
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="YYYY-MM-DD",
            help=say("reassess.as_of_option"),
        ),
        click.Option(["--reparse"], is_flag=True, help=say("reassess.reparse_option")),
        click.Option(
            ["--policies"], type=click.Choice(_FILES), default="current", help=say("reassess.policies_option")
        ),
        click.Option(
            ["--inventory"], type=click.Choice(_FILES), default="recorded", help=say("reassess.inventory_option")
        ),
        key_file_option(say),
        format_option(say),
    )


def _show(say: Speaker, night: "Night") -> None:
    """What was done, what came out otherwise, and where the rest is written."""
    from auditor.reporters.changes_text import show_changes
    from auditor.reporters.phrases import Phrases
    from auditor.reporters.screen import Screen, console_on

    with console_on(sys.stdout.buffer) as console:
        screen = Screen(console, Phrases(say.language))
        for said in night.assessment.missed:
            screen.line(render(said, say.language))
        screen.gap()
        if night.background.changes is not None:
            show_changes(screen, night.background.changes)
        screen.gap()
    for note in night.notes:
        click.echo(render(note, say.language), err=True)
    click.echo(say("cli.reports_written", folder=str(night.folder)))
