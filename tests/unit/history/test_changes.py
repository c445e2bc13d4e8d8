"""Every kind of change, and the transitions at which a careless comparison would say that something is mended."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.history import background_of, changes_between, previous_night
from auditor.model.changes import Change, ChangeKind, Changes
from auditor.model.periods import Period
from auditor.model.subject import target_ref
from auditor.model.terms import FindingClass, Reason, State
from auditor.store.store import Store
from tests.unit.history.made_nights import (
    FIRST,
    Night,
    bad,
    brief,
    fails,
    key,
    opens,
    part,
    passes,
    record,
    record_all,
    row,
    said,
    unsure,
)

PASS, FAIL, ERROR, UNKNOWN, NOTCHECKED = State.PASS, State.FAIL, State.ERROR, State.UNKNOWN, State.NOTCHECKED
MONTH = {FindingClass.MAJOR: Period.parse("P10D")}

Expected = Sequence[tuple[str, str, str, State | None, State | None]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "auditor.db") as opened:
        yield opened


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def last_two(store: Store, nights: Sequence[Night]) -> Changes:
    names = record_all(store, nights)
    return changes_between(store, names[-2], names[-1])


PARTLY = fails("x", incomplete=Reason.PERMISSION_DENIED)
IN_TWO = row(part(bad("x"), name="p"), part(bad("y"), name="q"))

CASES: dict[str, tuple[Sequence[Night], Expected]] = {
    "nothing": ([{"A": passes(), "B": fails("x"), "C": opens()}] * 2, []),
    "a passing row fails": (
        [{"A": passes()}, {"A": fails("x", "y")}],
        [("new", "A", "x", PASS, FAIL), ("new", "A", "y", PASS, FAIL)],
    ),
    "one item more": ([{"A": fails("x")}, {"A": fails("x", "y")}], [("new", "A", "y", PASS, FAIL)]),
    "a fail without items": ([{"A": passes()}, {"A": fails()}], [("new", "A", "", PASS, FAIL)]),
    "an open row fails": ([{"A": opens()}, {"A": fails("x")}], [("new", "A", "x", ERROR, FAIL)]),
    "a row comes that fails": ([{"A": passes()}, {"A": passes(), "B": fails("x")}], [("new", "B", "x", None, FAIL)]),
    "it comes back": (
        [{"A": fails("x")}, {"A": passes()}, {"A": fails("x")}],
        [("back", "A", "x", PASS, FAIL)],
    ),
    "it comes back in a row that went on failing": (
        [{"A": fails("x", "y")}, {"A": fails("y")}, {"A": fails("x", "y")}],
        [("back", "A", "x", PASS, FAIL)],
    ),
    "it comes back while open rows lie between": (
        [{"A": fails("x")}, {"A": passes()}, {"A": opens()}, {"A": fails("x")}],
        [("back", "A", "x", ERROR, FAIL)],
    ),
    "a failing row passes": (
        [{"A": fails("x", "y")}, {"A": passes()}],
        [("solved", "A", "x", FAIL, PASS), ("solved", "A", "y", FAIL, PASS)],
    ),
    "an item is mended": ([{"A": fails("x", "y")}, {"A": fails("y")}], [("solved", "A", "x", FAIL, PASS)]),
    "an item becomes a remark only": (
        [{"A": fails("x", "y")}, {"A": fails("y", replace(bad("x"), state=State.INFORMATIONAL, reason=None))}],
        [("solved", "A", "x", FAIL, PASS)],
    ),
    "a failing row cannot be read": ([{"A": fails("x", "y")}, {"A": opens()}], [("unjudged", "A", "", FAIL, ERROR)]),
    "a passing row cannot be decided": (
        [{"A": passes()}, {"A": opens(Reason.EMPTY)}],
        [("unjudged", "A", "", PASS, UNKNOWN)],
    ),
    "a row is not looked at": (
        [{"A": passes()}, {"A": opens(Reason.OUTSIDE_WINDOW)}],
        [("unjudged", "A", "", PASS, NOTCHECKED)],
    ),
    "a row only informs": (
        [{"A": fails("x")}, {"A": row(part(state=State.PASS), state=State.INFORMATIONAL)}],
        [("unjudged", "A", "", FAIL, State.INFORMATIONAL)],
    ),
    "a finding seen again after an open night is neither new nor back": (
        [{"A": fails("x")}, {"A": opens()}, {"A": fails("x")}],
        [("changed", "A", "x", ERROR, FAIL)],
    ),
    "nor is it when another row of nights was open": (
        [{"A": fails("x")}, {"A": opens()}, {"A": opens(Reason.EMPTY)}, {"A": fails("x", "y")}],
        [("new", "A", "y", UNKNOWN, FAIL), ("changed", "A", "x", UNKNOWN, FAIL)],
    ),
    "what was unseen is solved when the row passes": (
        [{"A": fails("x")}, {"A": opens()}, {"A": passes()}],
        [("solved", "A", "x", ERROR, PASS)],
    ),
    "an open row passes": ([{"A": opens()}, {"A": passes()}], [("judged", "A", "", ERROR, PASS)]),
    "another reason for not knowing": (
        [{"A": opens()}, {"A": opens(Reason.AUTH_FAILED)}],
        [("changed", "A", "", ERROR, ERROR)],
    ),
    "an item of a failing row becomes undecided": (
        [{"A": fails("x", "y")}, {"A": fails("y", unsure("x"))}],
        [("unjudged", "A", "x", FAIL, UNKNOWN)],
    ),
    "and is solved only when decided": (
        [{"A": fails("x", "y")}, {"A": fails("y", unsure("x"))}, {"A": fails("y")}],
        [("solved", "A", "x", UNKNOWN, PASS)],
    ),
    "or is there still": (
        [{"A": fails("x", "y")}, {"A": fails("y", unsure("x"))}, {"A": fails("x", "y")}],
        [("changed", "A", "x", UNKNOWN, FAIL)],
    ),
    "the part was read in part only": (
        [{"A": fails("x", "y")}, {"A": PARTLY}],
        [("unjudged", "A", "y", FAIL, ERROR)],
    ),
    "it stays unseen while the part is read in part": ([{"A": fails("x", "y")}, {"A": PARTLY}, {"A": PARTLY}], []),
    "and is solved when the part is whole again": (
        [{"A": fails("x", "y")}, {"A": PARTLY}, {"A": fails("x")}],
        [("solved", "A", "y", UNKNOWN, PASS)],
    ),
    "another part read in part hides nothing": (
        [{"A": IN_TWO}, {"A": row(part(name="p"), part(bad("y"), name="q", incomplete=Reason.TIMEOUT))}],
        [("solved", "A", "x", FAIL, PASS)],
    ),
    "its own part is open now": (
        [
            {"A": IN_TWO},
            {"A": row(part(name="p", state=UNKNOWN, reason=Reason.EMPTY), part(bad("y"), name="q"))},
        ],
        [("unjudged", "A", "x", FAIL, UNKNOWN)],
    ),
    "its part fails without naming anything": (
        [{"A": IN_TWO}, {"A": row(part(name="p", state=FAIL, reason=Reason.LATE), part(bad("y"), name="q"))}],
        [("new", "A", "", PASS, FAIL), ("unjudged", "A", "x", FAIL, UNKNOWN)],
    ),
    "a part that failed unnamed names something": (
        [{"A": fails()}, {"A": fails("x")}],
        [("new", "A", "x", PASS, FAIL), ("unjudged", "A", "", FAIL, UNKNOWN)],
    ),
    "something else in its part cannot be decided any more": (
        [{"A": fails("x", "y")}, {"A": fails("y", unsure("all"))}],
        [("unjudged", "A", "x", FAIL, UNKNOWN)],
    ),
    "what was undecided all along hides nothing": (
        [{"A": fails("x", "y", unsure("all"))}, {"A": fails("y", unsure("all"))}],
        [("solved", "A", "x", FAIL, PASS)],
    ),
    "one key in two parts is solved when both are": (
        [
            {"A": row(part(bad("x"), name="p"), part(bad("x"), name="q"))},
            {"A": row(part(name="p"), part(bad("x"), name="q"))},
            {"A": row(part(name="p"), part(name="q"))},
        ],
        [("solved", "A", "x", FAIL, PASS)],
    ),
    "the part is not judged for the subject any more": (
        [{"A": IN_TWO}, {"A": row(part(bad("y"), name="q"))}],
        [("gone", "A", "x", FAIL, None)],
    ),
    "nor when the rest passes": (
        [{"A": row(part(bad("x"), name="p"))}, {"A": row(part(name="q"))}],
        [("gone", "A", "x", FAIL, None)],
    ),
    "a failing row leaves": (
        [{"A": passes(), "B": fails("x", "y")}, {"A": passes()}],
        [("gone", "B", "x", FAIL, None), ("gone", "B", "y", FAIL, None)],
    ),
    "a passing row leaves": ([{"A": passes(), "B": passes()}, {"A": passes()}], [("gone", "B", "", PASS, None)]),
    "an open row leaves": ([{"A": passes(), "B": opens()}, {"A": passes()}], [("gone", "B", "", ERROR, None)]),
    "an open row leaves, and what it was not seen to have mended": (
        [{"A": passes(), "B": fails("x")}, {"A": passes(), "B": opens()}, {"A": passes()}],
        [("gone", "B", "x", ERROR, None)],
    ),
    "a row becomes not applicable": (
        [{"A": fails("x")}, {"A": replace(passes(), state=State.NOTAPPLICABLE)}],
        [("gone", "A", "x", FAIL, None)],
    ),
    "a row returns as it left": (
        [{"A": fails("x"), "B": passes()}, {"B": passes()}, {"A": fails("x"), "B": passes()}],
        [("back", "A", "x", None, FAIL)],
    ),
    "a row returns and passes": (
        [{"A": fails("x"), "B": passes()}, {"B": passes()}, {"A": passes(), "B": passes()}],
        [("solved", "A", "x", None, PASS)],
    ),
    "a row that passed returns": (
        [{"A": passes(), "B": passes()}, {"B": passes()}, {"A": passes(), "B": passes()}],
        [("added", "A", "", None, PASS)],
    ),
    "a row comes that passes": ([{"A": passes()}, {"A": passes(), "B": passes()}], [("added", "B", "", None, PASS)]),
    "a row comes that is open": ([{"A": passes()}, {"A": passes(), "B": opens()}], [("added", "B", "", None, ERROR)]),
    "another reason": (
        [{"A": fails("x")}, {"A": fails(bad("x", Reason.MISSING_RECORD))}],
        [("changed", "A", "x", FAIL, FAIL)],
    ),
    "another sentence": (
        [{"A": fails("x")}, {"A": fails(bad("x", text=said("other")))}],
        [("changed", "A", "x", FAIL, FAIL)],
    ),
    "another class": (
        [{"A": fails("x")}, {"A": fails("x", finding_class=FindingClass.MINOR)}],
        [("changed", "A", "x", FAIL, FAIL)],
    ),
    "a waiver comes for one": (
        [{"A": fails("x", "y")}, {"A": fails("x", "y", waiver=("x",))}],
        [("changed", "A", "x", FAIL, FAIL)],
    ),
    "a waiver goes": (
        [{"A": fails("x", waiver=())}, {"A": fails("x")}],
        [("changed", "A", "x", FAIL, FAIL)],
    ),
    "the requirement changed, and it still fails": (
        [{"A": fails("x", "y")}, {"A": fails("x", revision="r2")}],
        [("new", "A", "x", FAIL, FAIL), ("gone", "A", "y", FAIL, None)],
    ),
    "the requirement changed, and the row passes": (
        [{"A": fails("x")}, {"A": passes(revision="r2")}],
        [("gone", "A", "x", FAIL, None)],
    ),
    "the requirement changed, and it passed before, too": ([{"A": passes()}, {"A": passes(revision="r2")}], []),
    "the requirement changed, and nobody can judge": (
        [{"A": fails("x")}, {"A": opens(revision="r2")}],
        [("unjudged", "A", "", FAIL, ERROR)],
    ),
    "and it is judged again under the old one": (
        [{"A": fails("x")}, {"A": opens(revision="r2")}, {"A": fails("x")}],
        [("changed", "A", "x", ERROR, FAIL)],
    ),
    "what was solved under an older requirement is no news of old": (
        [{"A": fails("x")}, {"A": passes()}, {"A": passes(revision="r2")}, {"A": fails("x", revision="r2")}],
        [("new", "A", "x", PASS, FAIL)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_told_after_the_last_night(store: Store, name: str) -> None:
    nights, expected = CASES[name]

    assert brief(last_two(store, nights).entries) == list(expected)


def test_a_first_night_is_all_new_and_only_that(store: Store) -> None:
    record(store, 0, {"A": fails("y", "x"), "B": passes(), "C": opens(), "D": fails(waiver=())})

    found = changes_between(store, None, "run-0", MONTH)

    assert brief(found.entries) == [
        ("new", "A", "x", None, FAIL),
        ("new", "A", "y", None, FAIL),
        ("new", "D", "", None, FAIL),
    ]
    assert (found.before, found.before_as_of, found.after, found.after_as_of) == (None, None, "run-0", FIRST)
    assert [c.waived for c in found.entries] == [False, False, True]
    assert {(c.since, c.due) for c in found.entries} == {(FIRST, day(10))}
    assert background_of(store, "run-0", MONTH).changes == found


def test_a_change_says_what_was_seen_since_when_and_until_when(store: Store) -> None:
    late, gap = said("item", key="x"), said("gap")
    names = record_all(
        store,
        [
            {"A": passes(), "B": fails(bad("gone", Reason.LOG_GAP, gap), finding_class=FindingClass.MINOR)},
            {"A": fails("x", waiver=("x",)), "B": passes()},
        ],
    )
    due = {FindingClass.MAJOR: Period.parse("P1M"), FindingClass.MINOR: Period.parse("P1Y")}

    found = changes_between(store, names[0], names[1], due)

    assert found.entries == (
        Change(
            kind=ChangeKind.NEW,
            key=key("A", "x"),
            finding_class=FindingClass.MAJOR,
            before=PASS,
            now=FAIL,
            reason=Reason.LATE,
            summary=late,
            waived=True,
            since=day(1),
            due=date(2026, 5, 2),
        ),
        Change(
            kind=ChangeKind.SOLVED,
            key=key("B", "gone"),
            finding_class=FindingClass.MINOR,
            before=FAIL,
            now=PASS,
            reason=Reason.LOG_GAP,
            summary=gap,
            waived=False,
            since=FIRST,
            due=date(2027, 4, 1),
        ),
    )
    assert {c: info.title.ja for c, info in found.controls.items()} == {"A": "規定 A", "B": "規定 B"}
    assert {ref: info.title for ref, info in found.subjects.items()} == {target_ref("ap01"): "サーバ ap01"}


def test_entries_are_in_the_order_of_kinds_classes_and_keys(store: Store) -> None:
    minor = FindingClass.MINOR
    before: Night = {
        ("A", "s2"): passes(),
        ("A", "s1"): passes(),
        ("B", "s1"): passes(),
        ("C", "s1"): fails("z", finding_class=minor),
        ("C", "s2"): fails("z"),
    }
    after: Night = {
        ("A", "s2"): fails("q"),
        ("A", "s1"): fails("r", "p"),
        ("B", "s1"): fails("k", finding_class=minor),
        ("C", "s1"): passes(),
        ("C", "s2"): passes(),
    }

    found = last_two(store, [before, after]).entries

    assert [(c.kind.value, c.key.control, c.key.ref.id, c.key.item) for c in found] == [
        ("new", "A", "s1", "p"),
        ("new", "A", "s1", "r"),
        ("new", "A", "s2", "q"),
        ("new", "B", "s1", "k"),
        ("solved", "C", "s2", "z"),
        ("solved", "C", "s1", "z"),
    ]


def test_the_reader_is_told_when_the_requirement_changed(store: Store) -> None:
    found = last_two(store, [{"A": fails("x", "y")}, {"A": fails("x", revision="r2")}])

    assert [(c.kind.value, c.key.item, c.revised, c.since) for c in found.entries] == [
        ("new", "x", True, day(1)),
        ("gone", "y", True, FIRST),
    ]


def test_an_unseen_finding_names_why(store: Store) -> None:
    (change,) = last_two(store, [{"A": fails("x", "y")}, {"A": PARTLY}]).entries

    assert change.reason is Reason.PERMISSION_DENIED
    assert change.summary is not None
    assert (change.summary.code, change.summary.args) == ("history.not_seen", {"reason": "permission_denied"})


class TestSince:
    """Since when a finding stands."""

    @pytest.mark.parametrize(
        ("nights", "since"),
        [
            ([{"A": fails("x")}, {"A": fails("x", "y")}, {"A": fails("x")}], 0),
            ([{"A": fails("x")}, {"A": passes()}, {"A": fails("x")}], 2),
            ([{"A": fails("x")}, {"A": opens()}, {"A": fails("x")}], 0),
            ([{"A": fails("x"), "B": passes()}, {"B": passes()}, {"A": fails("x")}], 0),
            ([{"A": fails("x", "y")}, {"A": PARTLY}, {"A": fails("x", "y")}], 0),
            ([{"A": fails("x")}, {"A": fails("x", revision="r2")}, {"A": fails("x", revision="r2")}], 1),
            ([{"A": opens()}, {"A": passes()}, {"A": fails("x")}], 2),
        ],
    )
    def test_it_began_with_the_appearance_that_was_never_seen_mended(
        self, store: Store, nights: Sequence[Night], since: int
    ) -> None:
        names = record_all(store, nights)

        assert background_of(store, names[-1], {}).ages[key("A", "x")].since == day(since)

    def test_findings_that_are_not_shown_have_no_age(self, store: Store) -> None:
        names = record_all(store, [{"A": fails("x", "y"), "B": fails("z")}, {"A": PARTLY, "B": opens()}])

        assert list(background_of(store, names[-1], {}).ages) == [key("A", "x")]


class TestOverdue:
    """Due dates that pass between two nights."""

    def kinds(self, store: Store, before: str, after: str) -> list[str]:
        return [c.kind.value for c in changes_between(store, before, after, MONTH).entries]

    def test_told_once_on_the_day_after_the_due_date(self, store: Store) -> None:
        names = record_all(store, [{"A": fails("x")}] * 13)

        told = [self.kinds(store, *pair) for pair in pairwise(names)]

        assert told == [[]] * 10 + [["overdue"]] + [[]]
        change = changes_between(store, names[10], names[11], MONTH).entries[0]
        assert (change.before, change.now, change.since, change.due) == (FAIL, FAIL, FIRST, day(10))
        assert changes_between(store, names[10], names[11]).entries == ()

    def test_a_leap_over_the_due_date_tells_it(self, store: Store) -> None:
        names = [record(store, n, {"A": fails("x")}, as_of=day(d)) for n, d in enumerate((0, 9, 30, 31))]

        told = [self.kinds(store, *pair) for pair in pairwise(names)]

        assert told == [[], ["overdue"], []]

    def test_it_is_told_when_it_is_seen_again_after_open_nights(self, store: Store) -> None:
        nights: list[Night] = [{"A": fails("x")}, {"A": opens()}, {"A": fails("x")}, {"A": fails("x")}]
        names = [record(store, n, rows, as_of=day(n * 8)) for n, rows in enumerate(nights)]

        told = [self.kinds(store, *pair) for pair in pairwise(names)]

        assert told == [["unjudged"], ["overdue"], []]

    def test_several_nights_on_one_date(self, store: Store) -> None:
        names = [record(store, n, {"A": fails("x")}, as_of=day(d)) for n, d in enumerate((0, 10, 10, 11, 11))]

        told = [self.kinds(store, *pair) for pair in pairwise(names)]

        assert told == [[], [], ["overdue"], []]

    def test_a_clock_set_back_and_forth_tells_nothing_twice(self, store: Store) -> None:
        names = [record(store, n, {"A": fails("x")}, as_of=day(d)) for n, d in enumerate((0, 20, 3, 21))]

        told = [self.kinds(store, *pair) for pair in pairwise(names)]

        assert told == [["overdue"], [], []]

    def test_a_finding_that_began_after_a_night_of_a_wrong_clock_has_its_own_time(self, store: Store) -> None:
        wrong: Night = {"A": passes()}
        names = [record(store, 0, wrong, as_of=day(400))]
        names += [record(store, n, {"A": fails("x")}, as_of=day(d)) for n, d in ((1, 1), (2, 2), (3, 12))]

        told = [self.kinds(store, *pair) for pair in pairwise(names)]

        assert told == [["new"], [], ["overdue"]]

    def test_a_waived_finding_is_overdue_and_marked(self, store: Store) -> None:
        names = [record(store, n, {"A": fails("x", waiver=())}, as_of=day(d)) for n, d in enumerate((0, 30))]

        (change,) = changes_between(store, names[0], names[1], MONTH).entries

        assert (change.kind, change.waived) == (ChangeKind.OVERDUE, True)

    def test_a_class_without_a_period_is_never_overdue(self, store: Store) -> None:
        observed = fails("x", finding_class=FindingClass.OBSERVATION)
        names = [record(store, n, {"A": observed}, as_of=day(d)) for n, d in enumerate((0, 30))]

        assert changes_between(store, names[0], names[1], MONTH).entries == ()
        assert background_of(store, names[-1], MONTH).ages[key("A", "x")].due is None


class TestAnyTwoRuns:
    """Nights far apart, in either order, and runs that are no nights."""

    def test_nights_far_apart_are_compared_at_their_ends(self, store: Store) -> None:
        nights: list[Night] = [
            {"A": fails("x"), "B": passes(), "C": fails("x"), "D": passes()},
            {"A": passes(), "B": fails("y"), "C": opens(), "D": fails("z")},
            {"A": fails("x"), "B": passes(), "C": opens(), "D": fails("z")},
        ]
        record_all(store, nights)

        assert brief(changes_between(store, "run-0", "run-2").entries) == [
            ("new", "D", "z", PASS, FAIL),
            ("unjudged", "C", "", FAIL, ERROR),
        ]

    def test_something_seen_solved_on_the_way_is_solved_though_the_last_night_could_not_tell(
        self, store: Store
    ) -> None:
        nights: list[Night] = [{"A": fails("x", "y")}, {"A": fails("x")}, {"A": PARTLY}]
        record_all(store, nights)

        assert brief(changes_between(store, "run-0", "run-2").entries) == [("solved", "A", "y", FAIL, PASS)]

    def test_backwards(self, store: Store) -> None:
        record_all(store, [{"A": fails("x"), "B": passes()}, {"A": passes()}, {"A": passes()}])

        assert brief(changes_between(store, "run-2", "run-0").entries) == [
            ("back", "A", "x", PASS, FAIL),
            ("added", "B", "", None, PASS),
        ]

    def test_a_run_against_itself(self, store: Store) -> None:
        record_all(store, [{"A": fails("x")}])

        assert changes_between(store, "run-0", "run-0", MONTH).entries == ()

    def test_a_reassessment_is_compared_with_its_original(self, store: Store) -> None:
        record_all(store, [{"A": fails("x"), "B": passes(), "C": fails("z")}, {"A": fails("x"), "B": passes()}])
        other: Night = {"A": fails("x", finding_class=FindingClass.MINOR), "B": fails("y")}
        again = record(store, 2, other, name="again", reassesses="run-1")

        found = changes_between(store, "run-1", again, MONTH)

        assert brief(found.entries) == [("new", "B", "y", PASS, FAIL), ("changed", "A", "x", FAIL, FAIL)]
        assert [c.since for c in found.entries] == [day(2), FIRST]

    def test_a_reassessment_of_an_older_night_knows_nothing_of_later_ones(self, store: Store) -> None:
        record_all(store, [{"A": passes()}, {"A": fails("x")}, {"A": passes()}])
        again = record(store, 3, {"A": fails("x")}, name="again", reassesses="run-0")

        assert brief(changes_between(store, "run-0", again).entries) == [("new", "A", "x", PASS, FAIL)]

    def test_two_reassessments(self, store: Store) -> None:
        record(store, 0, {"A": passes(), "B": fails("x")})
        record(store, 1, {"A": fails("x"), "B": fails("x")}, name="one", reassesses="run-0")
        record(store, 2, {"A": passes(), "B": opens(), "C": passes()}, name="two", reassesses="run-0")

        assert brief(changes_between(store, "one", "two").entries) == [
            ("unjudged", "B", "", FAIL, ERROR),
            ("solved", "A", "x", FAIL, PASS),
            ("added", "C", "", None, PASS),
        ]

    def test_an_audit_of_a_part_is_compared_in_that_part(self, store: Store) -> None:
        record(store, 0, {"A": fails("x"), "B": fails("y"), "C": passes()})
        record(store, 1, {"A": passes()}, name="part", scope="--control A")
        record(store, 2, {"A": fails("x"), "B": passes(), "C": passes()})

        assert brief(changes_between(store, "run-0", "part").entries) == [("solved", "A", "x", FAIL, PASS)]
        assert brief(changes_between(store, "part", "run-2").entries) == [("back", "A", "x", PASS, FAIL)]

    def test_neither_is_a_night_before(self, store: Store) -> None:
        record(store, 0, {"A": fails("x")})
        record(store, 1, {"A": passes()}, name="part", scope="--control A")
        record(store, 2, {"A": passes()}, name="again", reassesses="run-0")
        record(store, 3, {"A": fails("x")})

        assert previous_night(store, "run-3") == "run-0"
        assert previous_night(store, "part") == "run-0"
        assert previous_night(store, "run-0") is None
        found = background_of(store, "run-3", {})
        assert (found.changes is not None and found.changes.entries) == ()
        assert found.ages[key("A", "x")].since == FIRST
        assert [point.run for point in found.trend] == ["run-0", "run-3"]

    def test_their_background_is_ages_alone(self, store: Store) -> None:
        record(store, 0, {"A": fails("x"), "B": fails("y")})
        record(store, 1, {"A": fails("x", "z")}, name="part", scope="--control A")

        found = background_of(store, "part", MONTH)

        assert (found.changes, found.trend) == (None, ())
        assert {k.item: (age.since, age.due) for k, age in found.ages.items()} == {
            "x": (FIRST, day(10)),
            "z": (day(1), day(11)),
        }

    def test_an_interrupted_run_is_no_night(self, store: Store) -> None:
        record(store, 0, {"A": fails("x")})
        record(store, 1, {}, finish=False)
        record(store, 2, {"A": passes()})

        assert previous_night(store, "run-2") == "run-0"
        assert previous_night(store, "run-1") == "run-0"

    def test_runs_that_cannot_be_compared(self, store: Store) -> None:
        record(store, 0, {"A": fails("x")})
        record(store, 1, {}, finish=False)

        with pytest.raises(StoreError) as unknown:
            changes_between(store, "run-0", "nowhere")
        with pytest.raises(StoreError) as unfinished:
            changes_between(store, "run-0", "run-1")

        assert unknown.value.message.code == "store.no_run"
        assert unfinished.value.message.code == "store.run_unfinished"


class TestMeasuredValues:
    """Sentences hold what was measured at the night that they speak of."""

    def night(self, seconds: int, *, state: State = FAIL) -> Night:
        clock = bad("clock", Reason.CLOCK_SKEW, said("clock"), seconds=seconds)
        return {"A": row(part(clock)) if state is FAIL else passes(), "Z": passes()}

    @pytest.mark.parametrize("place", range(3))
    def test_of_the_night_itself(self, store: Store, place: int) -> None:
        names = record_all(store, [self.night(n) for n in (5, 6, 7)])
        solved = record(store, 3, self.night(0, state=PASS))

        (change,) = changes_between(store, names[place], solved).entries

        assert change.summary is not None
        assert change.summary.args == {"seconds": 5 + place}

    def test_of_the_night_on_which_it_became_overdue(self, store: Store) -> None:
        names = [record(store, n, self.night(n), as_of=day(n * 8)) for n in range(3)]

        (change,) = changes_between(store, names[1], names[2], MONTH).entries

        assert change.summary is not None
        assert change.summary.args == {"seconds": 2}

    def test_of_the_right_row_among_many(self, store: Store) -> None:
        def night(number: int) -> Night:
            rows = [(c, s) for c in ("B", "A", "C") for s in ("s3", "s1", "s2") if (c, s) != ("B", "s1")]
            return {
                (c, s): row(part(bad("clock", Reason.CLOCK_SKEW, said("clock"), seconds=100 * number + place)))
                for place, (c, s) in enumerate(rows)
            }

        first, second = night(1), night(2)
        names = record_all(store, [first, second])
        names.append(record(store, 2, dict.fromkeys(second, passes())))

        told = changes_between(store, names[1], names[2]).entries

        assert [c.kind for c in told] == [ChangeKind.SOLVED] * 8
        for change in told:
            item = second[change.key.control, change.key.ref.id].parts[0].items[0]
            assert change.summary is not None
            assert change.summary.args == item.measured

    def test_of_the_whole_row(self, store: Store) -> None:
        slow = row(part(state=UNKNOWN, reason=Reason.EMPTY, measured={"seen": 3}))
        names = record_all(store, [{"A": passes()}, {"A": slow}])

        (change,) = changes_between(store, names[0], names[1]).entries

        assert change.summary is not None
        assert change.summary.args == {"control": "A", "seen": 3}

    def test_names_that_utf8_cannot_hold(self, store: Store) -> None:
        odd = "log-\udc80.csv"
        names = record_all(store, [{"A": passes()}, {"A": fails(odd), "Z": passes()}])

        new, added = changes_between(store, names[0], names[1]).entries

        assert (new.key.item, added.key.control) == (odd, "Z")
