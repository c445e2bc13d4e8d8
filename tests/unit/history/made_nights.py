"""Nights written by hand: a few rows each, straight into a store."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.model.changes import Change, FindingKey
from auditor.model.result import (
    Assessment,
    ControlInfo,
    Coverage,
    PartResult,
    Result,
    RunInfo,
    SubjectInfo,
    WaiverNote,
    Words,
)
from auditor.model.subject import SubjectRef
from auditor.model.terms import (
    OPEN_STATES,
    FindingClass,
    Method,
    Reason,
    State,
    SubjectKind,
    state_for,
)
from auditor.model.verdict import Item, undecided, violation
from auditor.model.words import Message, Scalar, message
from auditor.store.store import Store

FIRST = date(2026, 4, 1)
REASON = Reason.LATE
SAID = message("history.test_said")


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a night says of a row; its place in the night says of which."""

    parts: tuple[PartResult, ...] = ()
    state: State = State.PASS
    reason: Reason | None = None
    revision: str = "r1"
    finding_class: FindingClass = FindingClass.MAJOR
    waiver: tuple[str, ...] | None = None
    """Keys that a waiver covers, empty for all; None for no waiver."""


def said(name: str, **args: str | int) -> Message:
    """A sentence."""
    return message(f"history.test_{name}", **args)


def bad(key: str, reason: Reason = REASON, text: Message | None = None, **measured: Scalar) -> Item:
    """A violation."""
    return violation(key, reason, text or said("item", key=key), **measured)


def unsure(key: str, reason: Reason = Reason.MISSING_FIELD) -> Item:
    """An item nobody could decide."""
    return undecided(key, reason, said("unsure", key=key))


def part(
    *items: Item,
    name: str = "only",
    state: State | None = None,
    reason: Reason | None = None,
    incomplete: Reason | None = None,
    measured: Mapping[str, Scalar] | None = None,
) -> PartResult:
    """A part; its state follows from its items unless told."""
    worst = next((i for s in (State.FAIL, *sorted(OPEN_STATES)) for i in items if i.state is s), None)
    found = state or (worst.state if worst else State.PASS)
    return PartResult(
        id=name,
        state=found,
        reason=reason or (worst.reason if worst else None),
        summary=said("part", part=name),
        items=items,
        examined=len(items),
        incomplete=incomplete,
        measured=measured or {},
    )


def row(*parts: PartResult, **more: object) -> Row:
    """A row of which the worst part has the say, or a pass without parts."""
    order = (State.FAIL, State.ERROR, State.UNKNOWN, State.NOTCHECKED, State.PASS)
    worst = min(parts, key=lambda p: order.index(p.state), default=None)
    state = worst.state if worst else State.PASS
    return replace(
        Row(parts=parts, state=state, reason=worst.reason if worst else None),
        **more,  # type: ignore[arg-type]
    )


def fails(*keys: str | Item, incomplete: Reason | None = None, **more: object) -> Row:
    """A row that fails, with these items or without any."""
    items = [bad(key) if isinstance(key, str) else key for key in keys]
    state = None if any(item.state is State.FAIL for item in items) else State.FAIL
    reason = REASON if state else None
    return row(part(*items, state=state, reason=reason, incomplete=incomplete), **more)


def passes(**more: object) -> Row:
    """A row that passes."""
    return row(part(), **more)


def opens(reason: Reason = Reason.UNREACHABLE, **more: object) -> Row:
    """A row that nobody could judge."""
    return row(part(state=state_for(reason), reason=reason), **more)


@contextmanager
def quick_store() -> Iterator[Store]:
    """A store of its own, in memory where the system has a place for that: hundreds of them, each synced, take time."""
    memory = Path("/dev/shm")  # noqa: S108 - a random name is made within
    with (
        TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder,
        Store.open(Path(folder) / "auditor.db") as store,
    ):
        yield store


Night = Mapping[str | tuple[str, str], Row]
"""Rows by control, of the subject ``ap01``, or by control and subject."""


def record(
    store: Store,
    number: int,
    rows: Night,
    *,
    as_of: date | None = None,
    reassesses: str | None = None,
    scope: str = "",
    finish: bool = True,
    name: str = "",
) -> str:
    """Record a run; its date is the night's number after `FIRST` unless told. Gives its name."""
    run = name or f"run-{number}"
    day = as_of or FIRST + timedelta(days=number)
    started = datetime(2026, 4, 1, 16, tzinfo=UTC) + timedelta(days=number)
    store.begin_run(run, day, started, "starter", "みなと市", "p" * 64, reassesses=reassesses, scope=scope)
    if finish:
        store.finish_run(assessment(run, day, started, rows, scope))
    return run


def record_all(store: Store, nights: Sequence[Night]) -> list[str]:
    """Record nights one after the other."""
    return [record(store, number, rows) for number, rows in enumerate(nights)]


def assessment(run: str, day: date, started: datetime, rows: Night, scope: str = "") -> Assessment:
    """The assessment of a run."""
    results = [
        _result(*(key if isinstance(key, tuple) else (key, "ap01")), row) for key, row in sorted(rows.items(), key=str)
    ]
    states = [r.state for r in results]
    subjects = dict.fromkeys(r.subject for r in results)
    return Assessment(
        run=RunInfo(
            id=run,
            as_of=day,
            started=started,
            finished=started + timedelta(minutes=1),
            profile="starter",
            organisation="みなと市",
            auditor_version="0",
            scope=scope,
        ),
        coverage=Coverage(
            subjects=len(subjects),
            controls=len({r.control for r in results}),
            rows=len(results),
            applicable=len(results),
            judged=states.count(State.PASS) + states.count(State.FAIL),
            passed=states.count(State.PASS),
            failed=states.count(State.FAIL),
            open=sum(s in OPEN_STATES for s in states),
            notapplicable=0,
            notselected=0,
        ),
        results=tuple(results),
        controls={c: control(c) for c in dict.fromkeys(r.control for r in results)},
        subjects={s: SubjectInfo(ref=s, title=f"サーバ {s.id}", owner="市民課") for s in subjects},
    )


def control(identifier: str) -> ControlInfo:
    """A control; its pack is the beginning of its id."""
    words = Words(ja="要件", en="Requirement")
    return ControlInfo(
        id=identifier,
        pack=identifier.split("-")[0].lower(),
        clause="第14(1)",
        title=Words(ja=f"規定 {identifier}", en=f"Control {identifier}"),
        requirement=words,
        remediation=words,
        subject=SubjectKind.TARGET,
        method=Method.AUTOMATED,
        authority="rule",
        legal_basis=words,
        document=words,
        finding_class=FindingClass.MAJOR,
        legacy=False,
    )


def _result(control_id: str, subject: str, given: Row) -> Result:
    note = None
    violated = {i.key for p in given.parts for i in p.items if i.state is State.FAIL}
    if given.waiver is not None:
        note = WaiverNote(
            id="w1",
            reason="更新待ち",
            measure="監視",
            approver="部長",
            approved_on=FIRST,
            expires=FIRST + timedelta(days=900),
            items=given.waiver,
        )
    whole = given.waiver is not None and (not given.waiver or violated <= set(given.waiver))
    return Result(
        control=control_id,
        revision=given.revision,
        subject=SubjectRef(SubjectKind.TARGET, subject),
        state=given.state,
        reason=given.reason,
        finding_class=given.finding_class,
        summary=said("row", control=control_id),
        parts=given.parts,
        waiver=note,
        satisfied=given.state is State.PASS or whole,
    )


def key(control_id: str, item: str = "", subject: str = "ap01") -> FindingKey:
    """The key of a finding."""
    return FindingKey(control=control_id, subject=f"target:{subject}", item=item)


def brief(changes: Iterable[Change]) -> list[tuple[str, str, str, State | None, State | None]]:
    """Kind, control, item, and the two states."""
    return [(c.kind.value, c.key.control, c.key.item, c.before, c.now) for c in changes]
