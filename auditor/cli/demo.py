"""``auditor demo``: the sample city on loopback, audited night after night by the very same code."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import open_workspace
from auditor.cli.speaking import Speaker, SpokenCommand, command
from auditor.errors import ExitCode
from auditor.messages.text import Text
from auditor.model.words import Language

if TYPE_CHECKING:
    from auditor.demo.start import Demonstration
    from auditor.scheduler.night import Night
    from auditor.vault.vault import Vault

_MOST_NIGHTS = 7


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(folder: Path, nights: int, keep_running: bool) -> int:
        from auditor import resources
        from auditor.demo.start import demonstration
        from auditor.vault.keys import VaultKey
        from auditor.vault.vault import Vault

        def tell(step: str) -> None:
            click.echo(say(f"demo.step_{step}"))

        with demonstration(folder, resources.sample_inventory(), nights, tell) as started:
            vault = Vault.open(started.workspace / "state" / "vault.json", VaultKey.from_file(started.key_file))
            night = _nights(say, started, vault)
            found_all = _tell_outcome(say, started, night)
            _tell_mail(say, started)
            seal_works = _tell_seal(say, started, night)
            _tell_exit(say, night, found_all)
            if keep_running:
                _wait(say, started)
        return ExitCode.SATISFIED if found_all and seal_works else ExitCode.BUG

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
        click.Option(["--nights"], type=click.IntRange(1, _MOST_NIGHTS), default=3, help=say("demo.nights_option")),
        click.Option(["--keep-running"], is_flag=True, help=say("demo.keep_option")),
        workspace=False,
    )


def _nights(say: Speaker, started: "Demonstration", vault: "Vault") -> "Night":
    """All nights, each told to the city's people; returns the last one."""
    from auditor.cli.audit import progress, report_languages
    from auditor.demo.nights import events
    from auditor.demo.telling import tell_people
    from auditor.scheduler.night import NightTerms, run_night

    while True:
        for event in events(started.night):
            click.echo(say("demo.event", words=_words(say, event.words)))
        click.echo(say("demo.step_audit", night=started.night, nights=started.nights, day=started.day.isoformat()))
        loaded = open_workspace(started.workspace, started.day)
        with progress(say, quiet=False) as notify:
            terms = NightTerms(
                day=started.day,
                vault=vault,
                clock=started.clock,
                progress=notify,
                languages=report_languages(say),
                sample=True,
            )
            night = run_night(loaded, terms)
        tell_people(loaded, night, vault, started.clock)
        if started.night >= started.nights:
            return night
        started.next_night()


def _words(say: Speaker, text: Text) -> str:
    return text.ja if say.language is Language.JA else text.en


def _tell_outcome(say: Speaker, started: "Demonstration", night: "Night") -> bool:
    """The terminal report with what changed, and the comparison with what was planted."""
    from auditor.cli.audit import show
    from auditor.demo.comparison import compare, seen_rows
    from auditor.demo.truth import truth

    click.echo()
    show(say, night, "text")
    click.echo(f"\n{say('demo.planted_title')}")
    compared = compare(seen_rows(night.assessment), truth(started.files))
    for one in compared:
        click.echo(say("demo.planted_line", sign="○" if one.found else "×", words=_words(say, one.planted.words)))
    missed = sum(not one.found for one in compared)
    if missed:
        click.echo(say("demo.found_some", count=len(compared), missed=missed))
    else:
        click.echo(say("demo.found_all", count=len(compared)))
    click.echo(say("demo.not_yet"))
    return not missed


def _tell_mail(say: Speaker, started: "Demonstration") -> None:
    """The newest mail to the IT division, as the mail server got it."""
    from auditor.demo.telling import newest_mail

    click.echo(f"\n{say('demo.mail_title')}")
    for line in newest_mail(started.mail.received):
        click.echo(say("demo.quoted", line=line))


def _tell_seal(say: Speaker, started: "Demonstration", night: "Night") -> bool:
    """``verify`` on the demonstration's records, then on a copy in which somebody made a fail a pass."""
    from auditor.cli.verify import lines
    from auditor.demo.tampering import tampered_copy, verified

    click.echo(f"\n{say('demo.seal_title')}")
    untouched = verified(started.workspace)
    for line in lines(say, untouched):
        click.echo(say("demo.quoted", line=line))
    with tampered_copy(started.workspace, night.assessment) as (copy, row):
        click.echo(f"\n{say('demo.tampered_title', control=row.control, subject=row.subject.id)}")
        tampered = verified(copy)
    for line in lines(say, tampered):
        click.echo(say("demo.quoted", line=line))
    return untouched.holds and not tampered.holds


def _tell_exit(say: Speaker, night: "Night", found_all: bool) -> None:
    """Where the page lies, and what the exit code of such an audit would be."""
    from auditor.engine.coverage import exit_code
    from auditor.reporters import FORMATS

    code = exit_code(night.assessment.results)
    click.echo(f"\n{say('demo.page', path=str(night.folder / FORMATS['html'].file_name(say.language)))}")
    meaning = say(f"demo.exit_{int(code)}")
    click.echo(say("demo.exit" if found_all else "demo.exit_failed", exit=int(code), meaning=meaning))


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
