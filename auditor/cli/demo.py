"""``auditor demo``: the sample city on loopback, audited by the very same code."""

import signal
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import audit_date, now, open_workspace
from auditor.cli.speaking import Speaker, SpokenCommand, command
from auditor.errors import ExitCode

if TYPE_CHECKING:
    from auditor.demo.start import Demonstration
    from auditor.model.result import Assessment

_MOST_NIGHTS = 7


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(folder: Path, nights: int, keep_running: bool) -> int:
        from auditor import resources
        from auditor.demo.start import demonstration

        def tell(step: str) -> None:
            click.echo(say(f"demo.step_{step}"))

        day = audit_date(None)
        with demonstration(folder, resources.sample_inventory(), day, now(), tell) as started:
            assessment = _audit(say, started, day, nights)
            found_all = _tell_outcome(say, started, assessment)
            if keep_running:
                _wait(say, started)
        return ExitCode.SATISFIED if found_all else ExitCode.BUG

    return command(
        "demo",
        say,
        run,
        click.Option(
            ["--dir", "folder"],
            type=click.Path(file_okay=False, path_type=Path),
            default=Path("demo-city"),
            metavar="DIR",
            help=say("demo.dir_option"),
        ),
        click.Option(["--nights"], type=click.IntRange(1, _MOST_NIGHTS), default=1, help=say("demo.nights_option")),
        click.Option(["--keep-running"], is_flag=True, help=say("demo.keep_option")),
        workspace=False,
    )


def _audit(say: Speaker, started: "Demonstration", day: date, nights: int) -> "Assessment":
    """The nights' audits; returns the last one."""
    from auditor.cli.audit import audit, progress

    for night in range(1, nights + 1):
        click.echo(say("demo.step_audit", night=night, nights=nights))
        loaded = open_workspace(started.workspace, day)
        with progress(say, quiet=False) as notify:
            assessment = audit(say, loaded, day, key_file=started.key_file, notify=notify, sample=True)
    return assessment


def _tell_outcome(say: Speaker, started: "Demonstration", assessment: "Assessment") -> bool:
    """The terminal report, the comparison with what was planted, and what is where."""
    from auditor.cli.audit import show
    from auditor.demo.comparison import compare, seen_rows
    from auditor.demo.truth import truth
    from auditor.engine.coverage import exit_code
    from auditor.model.words import Language
    from auditor.reporters import FORMATS

    folder = started.workspace / "reports" / assessment.run.id
    click.echo()
    show(say, assessment, folder, "text")
    click.echo(f"\n{say('demo.planted_title')}")
    compared = compare(seen_rows(assessment), truth(started.files))
    for one in compared:
        words = one.planted.words.ja if say.language is Language.JA else one.planted.words.en
        click.echo(say("demo.planted_line", sign="○" if one.found else "×", words=words))
    missed = sum(not one.found for one in compared)
    if missed:
        click.echo(say("demo.found_some", count=len(compared), missed=missed))
    else:
        click.echo(say("demo.found_all", count=len(compared)))
    click.echo(f"{say('demo.not_yet')}\n")
    code = exit_code(assessment.results)
    click.echo(say("demo.page", path=str(folder / FORMATS["html"].file_name(say.language))))
    meaning = say(f"demo.exit_{int(code)}")
    click.echo(say("demo.exit_failed" if missed else "demo.exit", exit=int(code), meaning=meaning))
    return not missed


def _wait(say: Speaker, started: "Demonstration") -> None:
    """Until Ctrl-C or a request to end."""
    import threading

    click.echo(say("demo.running", folder=str(started.workspace), key_file=str(started.key_file)))
    asked = threading.Event()
    before = {n: signal.signal(n, lambda *_: asked.set()) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        asked.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    click.echo(say("demo.stopped"))
