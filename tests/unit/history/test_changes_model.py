"""Random nights against a plain retelling: what is told, since when findings stand, and the numbers of every night."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.history import background_of, changes_between, course, trend
from auditor.model.changes import FindingKey
from auditor.model.course import RowCourse
from auditor.model.periods import Period
from auditor.model.terms import OPEN_STATES, FindingClass, Reason, State
from auditor.model.verdict import Item
from auditor.store.store import Store
from tests.unit.history.made_nights import FIRST, Row, brief, fails, key, opens, passes, quick_store, record, unsure

PERIOD = 1
DUE = {FindingClass.MAJOR: Period.parse(f"P{PERIOD}D")}

CONTROLS = ("A-1", "B-1")
KEYS = ("x", "y")


@dataclass(frozen=True)
class Fail:
    keys: frozenset[str]
    """Empty for a fail without items."""
    unsure: frozenset[str]
    whole: bool
    revision: str
    waived: bool

    @property
    def shown(self) -> frozenset[str]:
        return self.keys or frozenset({""})


@dataclass(frozen=True)
class Pass:
    revision: str


@dataclass(frozen=True)
class Open:
    reason: Reason


Shown: TypeAlias = Fail | Pass | Open | None
Nights: TypeAlias = Sequence[tuple[date, Mapping[str, Shown]]]

_REVISIONS = st.sampled_from(["r1", "r1", "r1", "r2"])
_KEYS = st.frozensets(st.sampled_from(KEYS))


@st.composite
def _fail(draw: st.DrawFn) -> Fail:
    keys = draw(_KEYS)
    return Fail(keys, draw(_KEYS) - keys, draw(st.booleans()), draw(_REVISIONS), draw(st.booleans()))


_SHOWN: st.SearchStrategy[Shown] = st.one_of(
    _fail(),
    _fail(),
    st.builds(Pass, _REVISIONS),
    st.builds(Open, st.sampled_from([Reason.UNREACHABLE, Reason.EMPTY])),
    st.none(),
)


@st.composite
def _nights(draw: st.DrawFn) -> list[tuple[int, Mapping[str, Shown]]]:
    """Steps of the date and what each row shows; mostly what it showed the night before."""
    steps: list[tuple[int, Mapping[str, Shown]]] = []
    rows: dict[str, Shown] = {}
    for _ in range(draw(st.integers(1, 8))):
        rows = {c: rows[c] if c in rows and draw(st.integers(0, 4)) < 2 else draw(_SHOWN) for c in CONTROLS}
        steps.append((draw(st.sampled_from([1, 1, 2, 0, -2])), rows))
    return steps


_NIGHTS = _nights()


def _row(shown: Fail | Pass | Open) -> Row:
    match shown:
        case Pass(revision):
            return passes(revision=revision)
        case Open(reason):
            return opens(reason)
        case Fail():
            items: list[str | Item] = [*sorted(shown.keys), *map(unsure, sorted(shown.unsure))]
            return fails(
                *items,
                incomplete=None if shown.whole else Reason.TIMEOUT,
                revision=shown.revision,
                waiver=() if shown.waived else None,
            )


# The retelling. One row at a time, one night at a time, in the words of the rules.


@dataclass
class Story:
    """What is known of one finding after some nights."""

    since: date
    unsure: frozenset[str]
    """What was undecided in its row when it was shown last."""
    worst: date
    """The latest date on which it was shown."""


@dataclass
class Tale:
    """What is known of one row after some nights."""

    revision: str = ""
    standing: dict[str, Story] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    shown: Shown = None

    def told(self, day: date, shown: Shown) -> None:
        self.shown = shown
        if not isinstance(shown, Fail | Pass):
            return
        if self.revision and self.revision != shown.revision:
            self.standing.clear()
            self.ended.clear()
        self.revision = shown.revision
        for name in list(self.standing):
            if mended(name, self.standing[name], shown):
                del self.standing[name]
                self.ended.add(name)
        if isinstance(shown, Fail):
            for name in shown.shown:
                story = self.standing.setdefault(name, Story(day, frozenset(), day))
                story.unsure, story.worst = shown.unsure, max(story.worst, day)


def mended(name: str, story: Story, shown: Fail | Pass) -> bool:
    """Whether a judged row shows that a finding is gone."""
    if isinstance(shown, Pass):
        return True
    if name in shown.shown or name in shown.unsure or name == "":
        return False
    return shown.whole and bool(shown.keys) and shown.unsure <= story.unsure


def tale(nights: Nights, control: str, count: int) -> Tale:
    found = Tale()
    for day, rows in nights[:count]:
        found.told(day, rows[control])
    return found


def state(found: Tale, name: str) -> State | None:
    """How a night shows a finding."""
    match found.shown:
        case None:
            return None
        case Pass():
            return State.PASS
        case Open(reason):
            return State.ERROR if reason is Reason.UNREACHABLE else State.UNKNOWN
        case Fail() as shown:
            if name in shown.shown:
                return State.FAIL
            return State.UNKNOWN if name in shown.unsure or name in found.standing else State.PASS


Line: TypeAlias = tuple[str, str, str, State | None, State | None]


def expected(nights: Nights, control: str, before: int, after: int) -> set[Line]:
    """What is told of a row between two nights, by their places."""
    old, new = tale(nights, control, before + 1), tale(nights, control, after + 1)
    lines: set[Line] = set()
    row = (state(old, "-"), state(new, "-"))
    was, now = old.shown, new.shown

    def tell(kind: str, name: str, then: State | None, today: State | None) -> None:
        lines.add((kind, control, name, then, today))

    if now is None:
        if was is not None:
            for name in old.standing:
                tell("gone", name, state(old, name), None)
            if not old.standing:
                tell("gone", "", row[0], None)
        return lines
    if isinstance(now, Open):
        if was is None:
            tell("added", "", None, row[1])
        elif not isinstance(was, Open):
            tell("unjudged", "", State.FAIL if isinstance(was, Fail) else State.PASS, row[1])
        elif was.reason is not now.reason:
            tell("changed", "", row[0], row[1])
        return lines
    revised = bool(old.revision) and old.revision != now.revision
    shown = now.shown if isinstance(now, Fail) else frozenset()
    for name, story in old.standing.items():
        if name in shown:
            continue
        if revised:
            tell("gone", name, state(old, name), None)
        elif mended(name, story, now) or (name not in new.standing and name in new.ended):
            tell("solved", name, state(old, name), State.PASS)
        elif isinstance(was, Fail) and name in was.shown:
            assert isinstance(now, Fail)
            error = name not in now.unsure and not now.whole
            tell("unjudged", name, State.FAIL, State.ERROR if error else State.UNKNOWN)
    for name in shown:
        limit = None
        if name in old.standing:
            limit = old.standing[name].since + timedelta(days=PERIOD)
        if revised or name not in old.standing:
            back = not revised and name in old.ended
            tell("back" if back else "new", name, state(old, name), State.FAIL)
        elif was is None:
            tell("back", name, None, State.FAIL)
        elif limit is not None and old.standing[name].worst <= limit < nights[after][0]:
            tell("overdue", name, state(old, name), State.FAIL)
        elif not (isinstance(was, Fail) and name in was.shown):
            tell("changed", name, state(old, name), State.FAIL)
        elif isinstance(now, Fail) and was.waived is not now.waived:
            tell("changed", name, State.FAIL, State.FAIL)
    if isinstance(now, Pass) and not any(line[0] == "solved" for line in lines):
        if was is None:
            tell("added", "", None, State.PASS)
        elif isinstance(was, Open):
            tell("judged", "", row[0], State.PASS)
    return lines


def record_nights(store: Store, steps: Sequence[tuple[int, Mapping[str, Shown]]]) -> Nights:
    nights: list[tuple[date, Mapping[str, Shown]]] = []
    day = FIRST
    for number, (step, rows) in enumerate(steps):
        day += timedelta(days=step)
        nights.append((day, rows))
        record(store, number, {c: _row(shown) for c, shown in rows.items() if shown is not None}, as_of=day)
    return nights


@settings(max_examples=250, deadline=None)
@given(steps=_NIGHTS, data=st.data())
def test_what_is_told_is_what_a_plain_retelling_says(
    steps: Sequence[tuple[int, Mapping[str, Shown]]], data: st.DataObject
) -> None:
    with quick_store() as store:
        nights = record_nights(store, steps)
        after = data.draw(st.integers(0, len(nights) - 1), label="after")
        before = data.draw(st.integers(0, after), label="before")

        found = changes_between(store, f"run-{before}", f"run-{after}", DUE)
        background = background_of(store, f"run-{after}", DUE)

        wanted = {line for control in CONTROLS for line in expected(nights, control, before, after)}
        assert sorted(map(str, brief(found.entries))) == sorted(map(str, wanted))
        assert {k: (age.since, age.due) for k, age in background.ages.items()} == ages(nights, after)
        if after:
            assert background.changes == changes_between(store, f"run-{after - 1}", f"run-{after}", DUE)


def ages(nights: Nights, after: int) -> dict[FindingKey, tuple[date, date]]:
    """Since when every finding of a night stands, and until when it may be mended."""
    found = {}
    for control in CONTROLS:
        told = tale(nights, control, after + 1)
        if isinstance(told.shown, Fail):
            for name in told.shown.shown:
                since = told.standing[name].since
                found[key(control, name)] = (since, since + timedelta(days=PERIOD))
    return found


@settings(max_examples=100, deadline=None)
@given(steps=_NIGHTS, count=st.integers(0, 8), upto=st.integers(0, 6))
def test_the_numbers_of_every_night(steps: Sequence[tuple[int, Mapping[str, Shown]]], count: int, upto: int) -> None:
    with quick_store() as store:
        nights = record_nights(store, steps)
        last = min(upto, len(nights) - 1)

        found = trend(store, f"run-{last}", count)

        chosen = list(enumerate(nights))[: last + 1]
        chosen = chosen[len(chosen) - min(count, len(chosen)) :]
        assert [(p.run, p.as_of) for p in found] == [(f"run-{n}", day) for n, (day, _) in chosen]
        for point, (_, (_, rows)) in zip(found, chosen, strict=True):
            failing = [c for c, shown in rows.items() if isinstance(shown, Fail) and not shown.waived]
            waived = [c for c, shown in rows.items() if isinstance(shown, Fail) and shown.waived]
            assert point.by_class == {c: len(failing) if c is FindingClass.MAJOR else 0 for c in FindingClass}
            assert point.by_pack == {c[0].lower(): 1 for c in failing}
            assert point.waived == len(waived)
            assert point.coverage.rows == sum(shown is not None for shown in rows.values())


@settings(max_examples=100, deadline=None)
@given(steps=_NIGHTS, control=st.sampled_from(CONTROLS), data=st.data())
def test_the_course_of_a_row_and_of_its_findings(
    steps: Sequence[tuple[int, Mapping[str, Shown]]], control: str, data: st.DataObject
) -> None:
    with quick_store() as store:
        nights = record_nights(store, steps)
        first = data.draw(st.integers(0, len(nights) - 1), label="first")
        last = data.draw(st.integers(first, len(nights) - 1), label="last")
        # Dates need not rise from night to night: only those that bound the chosen nights are fair to ask for.
        days = [day for day, _ in nights]
        if not all(before < after for before, after in pairwise(days)):
            first, last = 0, len(nights) - 1

        found = course(store, control=control, subject="ap01", first=min(days[first:]), last=max(days[: last + 1]))

        chosen = range(first, last + 1)
        tales = [tale(nights, control, n + 1) for n in chosen]
        if all(t.shown is None for t in tales):
            assert found.rows == ()
            return
        (row,) = found.rows
        assert found.nights == len(chosen)
        assert _expanded(row) == [_row_state(t) for t in tales]
        keys = {name for t in tales if isinstance(t.shown, Fail) for name in t.shown.shown}
        assert [finding.key.item for finding in row.findings] == sorted(keys)
        for finding in row.findings:
            # Which open state an unseen finding has follows its reason; here it matters only that it is open.
            assert _plain(_expanded(finding)) == _plain([state(t, finding.key.item) for t in tales])


def _expanded(row: RowCourse) -> list[State | None]:
    return [stretch.state for stretch in row.stretches for _ in range(stretch.nights)]


def _row_state(found: Tale) -> State | None:
    return State.FAIL if isinstance(found.shown, Fail) else state(found, "-")


def _plain(states: Iterable[State | None]) -> list[State | None]:
    return [State.UNKNOWN if found in OPEN_STATES else found for found in states]
