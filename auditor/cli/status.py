"""``auditor status``: how the last nights went, what was missed, what is due, who is at work, what waits."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import now
from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option
from auditor.errors import ExitCode, Problem, UsageError
from auditor.messages.rendering import in_both, render
from auditor.model.japan import JST
from auditor.model.words import Message, message

if TYPE_CHECKING:
    from auditor.scheduler.lock import Holder
    from auditor.scheduler.status import NightLine, Status


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, form: str) -> int:
        from auditor.scheduler.status import status_of

        if not (workspace / "inventory").is_dir() and not (workspace / "state").is_dir():
            raise UsageError(message("inventory.no_workspace", folder=str(workspace)))
        status = status_of(workspace, now())
        if form == "json":
            click.echo(json.dumps(_for_machines(status), ensure_ascii=False, indent=1))
        else:
            for line in _lines(say, status):
                click.echo(line)
        return ExitCode.SATISFIED if status.well else ExitCode.FINDINGS

    return command("status", say, run, format_option(say))


def _lines(say: Speaker, status: "Status") -> Iterator[str]:
    from auditor.reporters.visible import on_one_line

    for heading, lines in _parts(say, status):
        yield say(f"schedule.{heading}")
        yield from (f"  {on_one_line(line)}" for line in lines)


def _parts(say: Speaker, status: "Status") -> Iterator[tuple[str, list[str]]]:
    def told(messages: Iterable[Message]) -> list[str]:
        return [render(m, say.language) for m in messages]

    if status.unreadable:
        yield "unreadable_heading", told(status.unreadable)
    if status.files:
        yield "files_heading", [f"{_place(p)}: {render(p.message, say.language)}" for p in status.files]
    yield "wrong_heading", told(status.wrong) or [say("schedule.nothing_wrong")]
    if status.planned:
        yield "planned_heading", told(status.planned)
    yield "nights_heading", [_night(say, n) for n in status.nights] or [say("schedule.no_nights")]
    if status.earlier:
        yield "earlier_heading", told(status.earlier)
    yield "next_heading", [*_upcoming(say, status)] or [say("schedule.none_due")]
    yield "service_heading", [*_service(say, status)]
    yield "waiting_heading", [*_waiting(say, status)]
    yield "backup_heading", [*_backup(say, status)]
    yield "seal_heading", [*_seal(say, status)]


def _night(say: Speaker, night: "NightLine") -> str:
    day, clock = _moment(say, night.started)
    return say(
        "schedule.night",
        day=day,
        clock=clock,
        took=f"PT{max(0, int((night.finished - night.started).total_seconds()))}S",
        judged=night.coverage.judged,
        applicable=night.coverage.applicable,
        failed=night.coverage.failed,
        new="" if night.new is None else say("schedule.night_new", count=night.new),
        run=night.run,
    )


def _upcoming(say: Speaker, status: "Status") -> Iterator[str]:
    for one in status.upcoming:
        day, clock = _moment(say, one.due.at)
        line = say("schedule.next_line", day=day, clock=clock, duty=one.due.kind.value)
        yield line + ("" if one.left_out is None else say("schedule.next_left_out", reason=one.left_out))


def _service(say: Speaker, status: "Status") -> Iterator[str]:
    held = status.service
    if held is None:
        yield say("schedule.service_stopped" if status.started_ever else "schedule.service_never")
    elif held.since is None:
        yield say("schedule.service_runs_unknown")
    else:
        yield say("schedule.service_runs", pid=held.pid, host=held.host, since=held.since.isoformat())
    if status.audit is not None and status.audit.since is not None:
        yield say("schedule.audit_runs", what=status.audit.what, since=status.audit.since.isoformat())


def _waiting(say: Speaker, status: "Status") -> Iterator[str]:
    waiting = status.waiting
    if waiting.since is None:
        yield say("schedule.nothing_waits")
        return
    yield say("schedule.waiting", count=waiting.count, since=waiting.since.isoformat())
    if waiting.last is not None:
        yield render(waiting.last, say.language)


def _backup(say: Speaker, status: "Status") -> Iterator[str]:
    made = status.backup
    if made is None:
        yield say("schedule.no_backup")
    else:
        yield say("schedule.backup", made=made.made.isoformat(), path=made.path, size=made.size)


def _seal(say: Speaker, status: "Status") -> Iterator[str]:
    seal = status.seal
    if seal is None:
        yield say("schedule.no_seal")
    else:
        yield say("schedule.seal", number=seal.number, digest=seal.digest, key=seal.key)


def _moment(say: Speaker, moment: datetime) -> tuple[str, str]:
    """``2026-11-22（日）`` and ``01:30``."""
    local = moment.astimezone(JST)
    return f"{local:%Y-%m-%d}{say(f'schedule.weekday_{local.weekday()}')}", f"{local:%H:%M}"


def _for_machines(status: "Status") -> dict[str, object]:
    return {
        "schema": "auditor-status/1",
        "now": _iso(status.now),
        "well": status.well,
        "wrong": [in_both(m) for m in status.wrong],
        "planned": [in_both(m) for m in status.planned],
        "earlier": [in_both(m) for m in status.earlier],
        "nights": [
            {
                "run": n.run,
                "as_of": n.as_of.isoformat(),
                "started": _iso(n.started),
                "finished": _iso(n.finished),
                "rows": n.coverage.rows,
                "applicable": n.coverage.applicable,
                "judged": n.coverage.judged,
                "failed": n.coverage.failed,
                "open": n.coverage.open,
                "new": n.new,
            }
            for n in status.nights
        ],
        "upcoming": [
            {"duty": n.due.kind.value, "due": _iso(n.due.at), "left_out": n.left_out} for n in status.upcoming
        ],
        "service": _holder(status.service),
        "service_since": None if status.started_ever is None else _iso(status.started_ever),
        "at_work": _holder(status.audit),
        "undelivered": {
            "count": status.waiting.count,
            "since": None if status.waiting.since is None else _iso(status.waiting.since),
            "why": None if status.waiting.last is None else in_both(status.waiting.last),
        },
        "backup": None
        if status.backup is None
        else {"file": status.backup.path, "made": _iso(status.backup.made), "size": status.backup.size},
        "seal": None
        if status.seal is None
        else {"number": status.seal.number, "digest": status.seal.digest, "key": status.seal.key},
        "files": [{"place": _place(p), "what": in_both(p.message)} for p in status.files],
        "unreadable": [in_both(m) for m in status.unreadable],
    }


def _holder(held: "Holder | None") -> dict[str, object] | None:
    if held is None:
        return None
    since = None if held.since is None else _iso(held.since)
    return {"pid": held.pid, "host": held.host, "since": since, "what": held.what}


def _place(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}" if problem.line else problem.file


def _iso(moment: datetime) -> str:
    return moment.astimezone(JST).isoformat()
