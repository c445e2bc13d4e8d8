"""``auditor coverage``: which clauses have a control, how they are decided, and what was judged."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import audit_date, now, open_workspace
from auditor.cli.speaking import Speaker, SpokenCommand, as_of_option, command, format_option
from auditor.model.result import Words
from auditor.model.terms import State
from auditor.model.words import Language

if TYPE_CHECKING:
    from auditor.coverage.counting import Count, DocumentCount
    from auditor.coverage.growing import Candidate

_SHOWN = 10
"""Candidates that are shown at once: as many as a person takes up in a week."""


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, as_of: datetime | None, form: str, ahead: bool) -> int:
        from auditor import resources
        from auditor.coverage.counting import count_documents
        from auditor.policy.clauses import load_clauses

        day = audit_date(as_of)
        loaded = open_workspace(workspace, day)
        night, judged = _newest_night(loaded.state_dir)
        counts = count_documents(load_clauses(resources.policies()), loaded, judged)
        near: tuple[Candidate, ...] = ()
        if ahead or form == "json":
            from auditor.coverage.growing import candidates
            from auditor.engine import registry

            near = candidates(loaded, registry.check, now())[:_SHOWN]
        if form == "json":
            found = _for_machines(day, loaded.policy.profile, night, counts, near)
            click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        elif ahead:
            click.echo("\n".join(_near_lines(say, near)))
        else:
            _show(say, counts, night)
        return 0

    next_option = click.Option(["--next", "ahead"], is_flag=True, help=say("coverage.next_option"))
    return command("coverage", say, run, as_of_option(say), format_option(say), next_option)


def _newest_night(state: Path) -> tuple[str, frozenset[str]]:
    """The newest night and the controls it judged; nothing where there was none."""
    from auditor.model.places import STORE
    from auditor.store.store import Store

    if not (state / STORE).exists():
        return "", frozenset()
    with Store.open(state / STORE) as store:
        nights = store.nights(1)
        if not nights:
            return "", frozenset()
        results = store.assessment(nights[0].id).results
    return nights[0].id, frozenset(r.control for r in results if r.state in (State.PASS, State.FAIL))


def _show(say: Speaker, counts: "Sequence[DocumentCount]", night: str) -> None:
    from rich.console import Console
    from rich.table import Table

    from auditor.coverage.counting import total

    table = Table(title=say("coverage.title"), title_justify="left", show_footer=True)
    every = total(counts)
    columns = ("clauses", "with_control", "automated", "hybrid", "registered", "selected", "applicable", "judged")
    table.add_column(say("coverage.document"), footer=say("coverage.total"))
    for name in columns:
        table.add_column(say(f"coverage.{name}"), footer=str(getattr(every, name)), justify="right")
    for found in counts:
        numbers = (str(getattr(found.count, name)) for name in columns)
        table.add_row(f"{found.id}  {_in(found.title, say.language)}", *numbers)
    console = Console(width=None if sys.stdout.isatty() else 140)
    console.print(table)
    click.echo(say("coverage.headline", with_control=every.with_control, clauses=every.clauses))
    for found in counts:
        if found.without_control:
            click.echo(say("coverage.without", document=found.id, clauses=found.without_control))
    click.echo(say("coverage.of_night", run=night) if night else say("coverage.no_night"))
    click.echo(say("coverage.hint_next"))


def _near_lines(say: Speaker, near: "Sequence[Candidate]") -> Iterator[str]:
    if not near:
        yield say("coverage.nothing_next")
        return
    yield say("coverage.next_heading")
    for found in near:
        yield f"  {found.control.id}  {_in(found.control.info.title, say.language)}"
        wanted = [
            *(say("coverage.wants_register", name=_in(r, say.language)) for r in found.registers),
            *(say("coverage.wants_value", name=_in(p, say.language)) for p in found.parameters),
        ]
        if found.by_hand:
            wanted.append(say("coverage.wants_hand", count=found.by_hand))
        yield from (f"      {line}" for line in wanted or [say("coverage.ready")])
    yield ""
    yield say("coverage.how_to_add")
    yield "    controls:"
    yield from (f"    - {found.control.id}" for found in near)


def _in(words: Words, language: Language) -> str:
    return words.ja if language is Language.JA else words.en


def _for_machines(
    day: date, profile: str, night: str, counts: "Sequence[DocumentCount]", near: "Sequence[Candidate]"
) -> dict[str, object]:
    from auditor.coverage.counting import total

    every: Count = total(counts)
    return {
        "schema": "auditor-coverage/1",
        "as_of": day.isoformat(),
        "profile": profile,
        "run": night or None,
        "clauses_total": every.clauses,
        "clauses_with_control": every.with_control,
        "total": asdict(every),
        "documents": [
            {
                "id": d.id,
                "pack": d.pack,
                "title": asdict(d.title),
                **asdict(d.count),
                "without_control": list(d.without_control),
            }
            for d in counts
        ],
        "next": [
            {
                "control": c.control.id,
                "title": asdict(c.control.info.title),
                "registers": [asdict(r) for r in c.registers],
                "parameters": [asdict(p) for p in c.parameters],
                "by_hand": c.by_hand,
            }
            for c in near
        ],
    }
