"""``auditor audit``: one assessment."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import audit_date, now, open_workspace
from auditor.cli.session import run_vault
from auditor.cli.speaking import Speaker, SpokenCommand, as_of_option, command, format_option
from auditor.messages.rendering import render
from auditor.model.words import Language

if TYPE_CHECKING:
    from auditor.engine.assessment import Notify
    from auditor.scheduler.night import Night


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(
        workspace: Path,
        as_of: datetime | None,
        control: tuple[str, ...],
        subject: tuple[str, ...],
        resume: str | None,
        key_file: Path | None,
        form: str,
    ) -> int:
        from auditor.engine.coverage import exit_code
        from auditor.engine.plan import make_plan
        from auditor.scheduler.night import NightTerms, run_night

        day = audit_date(as_of)
        loaded = open_workspace(workspace, day)
        if control or subject:
            loaded = loaded.select(control, subject)
        vault = run_vault(say, loaded.state_dir, key_file, make_plan(loaded, day).jobs)
        cancelled = threading.Event()
        with progress(say, quiet=form == "json") as notify, stopping(cancelled):
            night = run_night(
                loaded,
                NightTerms(
                    day=day,
                    vault=vault,
                    clock=now,
                    progress=notify,
                    languages=report_languages(say),
                    cancelled=cancelled,
                    resume=resume,
                    scope=scope_of(control, subject),
                ),
            )
        show(say, night, form)
        return exit_code(night.assessment.results)

    return command(
        "audit",
        say,
        run,
        as_of_option(say),
        click.Option(["--control"], multiple=True, metavar="CONTROL", help=say("cli.control_option")),
        click.Option(["--subject"], multiple=True, metavar="SUBJECT", help=say("cli.subject_option")),
        click.Option(["--resume"], metavar="RUN", help=say("cli.resume_option")),
        key_file_option(say),
        format_option(say),
    )


def key_file_option(say: Speaker) -> click.Option:
    """``--key-file``: what opens the vault when nobody is there to type."""
    return click.Option(
        ["--key-file"], type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=say("cli.key_file_option")
    )


@contextmanager
def stopping(cancelled: threading.Event) -> Iterator[None]:
    """An interrupt or a request to end stops the sessions at once; what was read is recorded and can be resumed."""

    def stop(*_: object) -> None:
        cancelled.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a second one ends the program itself

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def progress(say: Speaker, *, quiet: bool) -> "Iterator[Notify]":
    """A progress bar on a terminal, nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total, _target: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[target]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("cli.progress"), total=None, target="")

        def notify(done: int, total: int, target: str) -> None:
            bar.update(task, completed=done, total=total, target=target)

        yield notify


def scope_of(controls: tuple[str, ...], subjects: tuple[str, ...]) -> str:
    """What was asked for, as the run remembers it; empty for everything."""
    return " ".join([*(f"--control {c}" for c in controls), *(f"--subject {s}" for s in subjects)])


def report_languages(say: Speaker) -> tuple[Language, ...]:
    """Both, the chosen one first."""
    return (say.language, *(x for x in Language if x is not say.language))


def show(say: Speaker, night: "Night", form: str) -> None:
    """The run's outcome on standard output, and where its reports lie."""
    from auditor.reporters import FORMATS

    if form == "json":
        FORMATS["json"].write(night.assessment, sys.stdout.buffer, say.language, night.background)
        return
    FORMATS["terminal"].write(night.assessment, sys.stdout.buffer, say.language, night.background)
    for note in night.notes:
        click.echo(render(note, say.language), err=True)
    click.echo(say("cli.reports_written", folder=str(night.folder)))
