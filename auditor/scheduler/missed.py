"""What the next report says first: nights that were missed, that failed, that were broken off or left out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from auditor.errors import StoreError
from auditor.model.japan import JST
from auditor.model.operation import DutyKind, Schedule
from auditor.model.words import Argument, Message, message
from auditor.scheduler.agenda import LATE, agenda
from auditor.scheduler.duties import Due
from auditor.scheduler.standing import NAME, from_text
from auditor.store.records import DutyRecord, DutyState, RunState, RunSummary
from auditor.store.store import Store

_LOOKED_BACK = timedelta(days=400)
_FORTNIGHT = timedelta(days=14)
_MOST_RUNS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """What happened since the newest finished night."""

    wrong: tuple[Message, ...] = ()
    """Missed, failed, broken off; clocks that jumped; records that cannot be read."""
    planned: tuple[Message, ...] = ()
    """Left out as planned."""
    earlier: tuple[Message, ...] = ()
    """What was missed, failed or left out in the fortnight before, and stood in that night's headline."""


def missed_messages(store: Store, now: datetime, schedule: Schedule) -> tuple[Message, ...]:
    """What the headline of a report that begins now must say: see `since_last_night`."""
    found = since_last_night(store, now, schedule)
    return found.wrong + found.planned


def since_last_night(store: Store, now: datetime, schedule: Schedule) -> Since:
    """What went wrong, or was left out, since the newest finished night.

    Duties that were missed or failed; runs that were broken off; clocks that jumped. What became due and was neither
    done nor recorded yet (the service does not run) is said, too. Records that cannot be read are said to be so; this
    never keeps a night from running.
    """
    runs = store.runs()
    night = next((run for run in runs if run.is_night and run.state is RunState.FINISHED and run.started <= now), None)
    broken = tuple(_broken_off(runs, night))
    try:
        records = store.duties(now - _LOOKED_BACK)
        standing = from_text(store.recall(NAME) or "")
    except StoreError as error:
        return Since(wrong=(error.message, *broken))
    new = [r for r in records if r.recorded <= now and (night is None or r.recorded > night.started)]
    known = {(r.duty, r.due) for r in new}
    old = [r for r in records if (r.duty, r.due) not in known and r.due <= now and now - r.due < _FORTNIGHT]
    more: list[Message] = []
    if standing is not None:
        found = agenda(standing, schedule, now, records)
        new += [r for r in found.records if (r.duty, r.due) not in known]
        more += [
            message("schedule.not_done_yet", duty=o.due.kind.value, due=o.due.at.isoformat())
            for o in found.do
            if not o.tries and now - o.due.at > LATE
        ]
        more += found.standing.notes
    return Since(
        wrong=(*went_wrong(new), *broken, *more),
        planned=left_out_messages(new),
        earlier=(*went_wrong(old), *left_out_messages(old)),
    )


def went_wrong(records: Iterable[DutyRecord]) -> tuple[Message, ...]:
    """What was missed and what failed, in words; missed moments of one duty together."""
    inorder = sorted(records, key=lambda r: r.due)
    failed = [said for r in inorder if r.state is DutyState.FAILED for said in failure(r)]
    return (*_missed([r for r in inorder if r.state is DutyState.MISSED]), *failed)


def left_out_messages(records: Iterable[DutyRecord]) -> tuple[Message, ...]:
    """What was left out as planned, in words."""
    return tuple(_left_out([r for r in sorted(records, key=lambda r: r.due) if r.state is DutyState.LEFT_OUT]))


def at_once(records: Sequence[DutyRecord]) -> Iterator[tuple[Due, Message]]:
    """What people are told the moment it is noticed: what was missed or given up, each with the latest moment."""
    for record in records:
        if record.state is DutyState.FAILED and record.detail is not None:
            yield Due(at=record.due, kind=record.duty), record.detail
    missed: dict[DutyKind, list[DutyRecord]] = defaultdict(list)
    for record in records:
        if record.state is DutyState.MISSED:
            missed[record.duty].append(record)
    for kind, several in missed.items():
        for said in _missed(several):
            yield Due(at=max(r.due for r in several), kind=kind), said


def failure(record: DutyRecord) -> tuple[Message, ...]:
    """That a duty failed, and why."""
    if record.detail is not None and record.detail.code.startswith("schedule.given_up"):
        return (record.detail,)
    said = message("schedule.failed", duty=record.duty.value, due=_iso(record.due))
    return (said,) if record.detail is None else (said, record.detail)


def _missed(records: Sequence[DutyRecord]) -> Iterator[Message]:
    alike: dict[str, list[DutyRecord]] = defaultdict(list)
    for record in records:
        if record.detail is None or record.detail.code == "schedule.missed":
            alike[record.duty.value].append(record)
        else:
            yield record.detail
    for duty, several in alike.items():
        if len(several) == 1:
            yield message("schedule.missed", duty=duty, due=_iso(several[0].due))
        else:
            moments = tuple(f"{r.due.astimezone(JST):%Y-%m-%d %H:%M}" for r in several)
            yield message("schedule.missed_several", duty=duty, count=len(several), moments=moments)


def _left_out(records: Sequence[DutyRecord]) -> Iterator[Message]:
    """Each blackout once, with how many audits it left out."""
    alike: dict[tuple[tuple[str, Argument], ...], list[Message]] = defaultdict(list)
    for record in records:
        if record.detail is not None:
            args = {k: v for k, v in record.detail.args.items() if k != "due"}
            alike[(("code", record.detail.code), *sorted(args.items()))].append(record.detail)
    for several in alike.values():
        if len(several) == 1:
            yield several[0]
        else:
            args = {**several[0].args, "due": several[0].args["due"], "count": len(several)}
            yield Message(code=f"{several[0].code}_several", args=args)


def _broken_off(runs: Sequence[RunSummary], night: RunSummary | None) -> Iterator[Message]:
    """Nights that were begun after the newest finished one and never came to their end; newest first."""
    newer = runs if night is None else runs[: [run.id for run in runs].index(night.id)]
    begun = [run for run in newer if run.is_night and run.state is not RunState.FINISHED]
    for run in begun[:_MOST_RUNS]:
        yield message("schedule.run_broken_off", run=run.id, started=run.started.isoformat())


def _iso(moment: datetime) -> str:
    return moment.astimezone(JST).isoformat()
