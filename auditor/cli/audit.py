"""``auditor audit``: one assessment."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import audit_date, now, open_workspace
from auditor.cli.session import open_secrets, open_store, session_context
from auditor.cli.speaking import Speaker, SpokenCommand, as_of_option, command, format_option
from auditor.errors import UsageError
from auditor.model.japan import JST
from auditor.model.result import Assessment
from auditor.model.words import Language, message

if TYPE_CHECKING:
    from auditor.engine.assessment import Notify
    from auditor.store.store import Store
    from auditor.transport.interface import SessionContext
    from auditor.workspace import Workspace


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

        day = audit_date(as_of)
        loaded = open_workspace(workspace, day)
        if control or subject:
            loaded = loaded.select(control, subject)
        with progress(say, quiet=form == "json") as notify:
            assessment = audit(say, loaded, day, key_file=key_file, resume=resume, notify=notify)
        folder = loaded.reports_dir / assessment.run.id
        show(say, assessment, folder, form)
        return exit_code(assessment.results)

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


def audit(
    say: Speaker,
    workspace: "Workspace",
    day: date,
    *,
    key_file: Path | None = None,
    resume: str | None = None,
    notify: "Notify",
    sample: bool = False,
) -> Assessment:
    """Run one assessment of a workspace and write its reports."""
    from auditor.engine.assessment import Frame, run_assessment
    from auditor.engine.plan import make_plan
    from auditor.reporters import write_reports

    plan = make_plan(workspace, day)
    secret = open_secrets(say, workspace, plan.jobs, key_file)
    with open_store(workspace) as store:
        context = session_context(workspace, store, secret)
        frame = Frame(
            run_id=_run_id(store, resume),
            as_of=day,
            context=context,
            store=store,
            notify=notify,
            credential_versions=secret.versions,
            resume=resume is not None,
            sample=sample,
        )
        with _stopping(context):
            assessment = run_assessment(workspace, plan, frame)
    languages = [say.language, *(x for x in Language if x is not say.language)]
    write_reports(assessment, workspace.reports_dir / assessment.run.id, languages)
    return assessment


def _run_id(store: "Store", resume: str | None) -> str:
    """The run to go on with, or a new name: the moment it starts, in Japan time."""
    known = {run.id: run for run in store.runs()}
    if resume is not None:
        if resume not in known:
            raise UsageError(message("cli.no_such_run", run=resume))
        if known[resume].finished is not None:
            raise UsageError(message("cli.run_finished", run=resume))
        return resume
    name = f"{now().astimezone(JST):%Y%m%d-%H%M%S}"
    number = 2
    while (candidate := name if number == 2 else f"{name}-{number - 1}") in known:
        number += 1
    return candidate


@contextmanager
def _stopping(context: "SessionContext") -> Iterator[None]:
    """An interrupt or a request to end stops the sessions at once; what was read is recorded and can be resumed."""

    def stop(*_: object) -> None:
        context.cancelled.set()
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


def show(say: Speaker, assessment: Assessment, folder: Path, form: str) -> None:
    """The run's outcome on standard output, and where its reports lie."""
    from auditor.reporters import FORMATS

    if form == "json":
        FORMATS["json"].write(assessment, sys.stdout.buffer)
        return
    FORMATS["terminal"].write(assessment, sys.stdout.buffer, say.language)
    click.echo(say("cli.reports_written", folder=str(folder)))
