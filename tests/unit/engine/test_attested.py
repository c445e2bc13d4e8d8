"""The engine decides over statements: what they may answer, and what never becomes a pass."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine.assess import assess
from auditor.engine.attested import Overlay
from auditor.facts.base import FactSet
from auditor.facts.statements import AttestedFile
from auditor.model.result import PartResult, Result, Words
from auditor.model.terms import Basis, Completeness, Reason, State, state_for
from auditor.model.verdict import undecided
from auditor.model.words import message
from auditor.statements.reading import Statements
from auditor.statements.records import Attestation, Finding
from tests.unit.engine import world
from tests.unit.engine.world import circumstances, door, fact_set
from tests.unit.statements.stated import (
    AS_OF,
    KEY,
    ONE,
    OTHER,
    attestation,
    confirmation,
    file_fact,
    files,
    signer,
    statements,
)

OPEN = fact_set([], completeness=Completeness.ABSENT, reason=Reason.NO_EVIDENCE)


def _inspected(identifier: str = "p") -> Any:
    found = world.part("", identifier, attestable=True)
    found.inspect = Words(ja="施錠", en="lock")
    return found


def _over(
    made: Statements,
    *parts: Any,
    as_of: date = AS_OF,
    join: str = "all",
    sets: tuple[FactSet[Any], ...] = (),
    behind: tuple[AttestedFile, ...] = (file_fact(),),
) -> Result:
    row = world.row(*(parts or (_inspected(),)), join=join)
    result = assess(row, circumstances(*sets))
    return Overlay(made, as_of, files(*behind)).over(row, result)


def _confirmed(one: Attestation) -> Statements:
    return statements([one], [confirmation(one)])


def test_nothing_stated_leaves_the_row_as_it_is() -> None:
    result = _over(statements([]))
    assert (result.state, result.reason, result.attestations) == (State.NOTCHECKED, Reason.MANUAL_REQUIRED, ())


def test_a_declaration_alone_is_not_checked() -> None:
    result = _over(statements([attestation()]))
    assert (result.state, result.reason) == (State.NOTCHECKED, Reason.DECLARED_ONLY)
    assert result.summary.code == "statements.stands_declared"
    (note,) = result.attestations
    assert (note.counts, note.confirmed_how, note.why and note.why.code) == (False, None, "statements.stands_declared")


@pytest.mark.parametrize("how", ["account", "key"])
def test_confirmed_it_passes_with_the_file_as_evidence(how: str) -> None:
    one = attestation()
    made = statements([one], [confirmation(one, KEY if how == "key" else None)], [signer()])
    result = _over(made)
    (part,) = result.parts
    assert (result.state, result.reason, result.satisfied, part.basis) == (State.PASS, None, True, Basis.REGISTER)
    assert [ref.origin for ref in result.evidence] == [
        "register-file:lock.pdf",
        "register:attestations",
        "register:confirmations",
    ]
    assert result.summary.code == f"statements.stands_met_{how}"
    (note,) = result.attestations
    assert (note.counts, note.confirmed_by, note.confirmed_how, note.why) == (True, "総務課長", how, None)


def test_without_the_artefact_there_is_no_pass_whatever_the_standing_says() -> None:
    one = attestation()
    row = world.row(_inspected())
    result = assess(row, circumstances())
    bare = replace(files(file_fact()), artefacts=())
    found = Overlay(_confirmed(one), AS_OF, bare).over(row, result)
    assert (found.state, found.reason) == (State.UNKNOWN, Reason.NO_EVIDENCE)
    assert [n.counts for n in found.attestations] == [False]


def test_not_met_is_a_fail_without_a_second_person() -> None:
    result = _over(statements([attestation(finding=Finding.NOT_MET)]))
    assert (result.state, result.reason) == (State.FAIL, Reason.REQUIREMENT_NOT_MET)
    assert [(i.key, i.state, i.reason) for i in result.items] == [
        ("attested/p", State.FAIL, Reason.REQUIREMENT_NOT_MET)
    ]
    assert [n.counts for n in result.attestations] == [True]


@pytest.mark.parametrize(
    ("one", "behind", "reason", "code"),
    [
        (attestation(valid_until=date(2026, 11, 19)), file_fact(), Reason.EXPIRED, "statements.stands_expired"),
        (attestation(), file_fact(state="missing", digest=""), Reason.NO_EVIDENCE, "statements.stands_file_missing"),
        (
            attestation(),
            file_fact(state="unreadable", digest=""),
            Reason.PERMISSION_DENIED,
            "statements.stands_file_unreadable",
        ),
        (attestation(), file_fact(digest=OTHER), Reason.FILE_CHANGED, "statements.stands_file_changed"),
    ],
)
def test_what_ended_or_went_away(one: Attestation, behind: AttestedFile, reason: Reason, code: str) -> None:
    result = _over(_confirmed(one), behind=(behind,))
    assert (result.state, result.reason, result.summary.code) == (state_for(reason), reason, code)


def test_what_earlier_nights_saw_and_is_gone_bars_the_pass_of_its_row_only() -> None:
    one = attestation()
    row = world.row(_inspected())
    before = assess(row, circumstances())
    for of, reason in ((("C-1", "target:host"), Reason.RECORD_REMOVED), (("C-1", "target:other"), None)):
        found = Overlay(_confirmed(one), AS_OF, files(file_fact()), {of: ("a-0",)}).over(row, before)
        assert found.reason is reason
        assert [n.counts for n in found.attestations] == [reason is None]


def test_two_of_one_day_that_disagree() -> None:
    met, broken = attestation(), attestation(id="a-2", finding=Finding.NOT_MET)
    result = _over(statements([met, broken], [confirmation(met)]))
    assert (result.state, result.reason) == (State.UNKNOWN, Reason.CONFLICTING_EVIDENCE)
    assert sorted(i.key for i in result.items) == ["attested/p/a-1", "attested/p/a-2"]


def test_a_changed_requirement_is_said_and_answers_nothing() -> None:
    result = _over(_confirmed(attestation(revision="r0")))
    assert (result.state, result.reason) == (State.NOTCHECKED, Reason.MANUAL_REQUIRED)
    assert [(i.key, i.summary.code) for i in result.items] == [("attested/p/a-1", "statements.stands_other_revision")]
    assert [n.why and n.why.code for n in result.attestations] == ["statements.stands_other_revision"]


def test_one_to_come_answers_nothing_yet() -> None:
    result = _over(_confirmed(attestation()), as_of=date(2026, 10, 1))
    assert (result.state, result.reason, result.items) == (State.NOTCHECKED, Reason.MANUAL_REQUIRED, ())


def test_a_confirmation_that_does_not_count_is_an_item() -> None:
    one = attestation()
    result = _over(statements([one], [confirmation(one, account=ONE)]))
    assert (result.state, result.reason) == (State.NOTCHECKED, Reason.DECLARED_ONLY)
    assert [(i.key, i.summary.code) for i in result.items] == [
        ("attested/p", "statements.stands_declared"),
        ("attested/p/c-1", "statements.same_account"),
    ]


def test_evidence_that_says_fail_stays() -> None:
    checked = world.part("doors", "p", attestable=True)
    result = _over(_confirmed(attestation()), checked, sets=(fact_set([door("a", locked=False)]),))
    assert (result.state, result.reason) == (State.FAIL, Reason.REQUIREMENT_NOT_MET)
    assert [(n.counts, n.why and n.why.code) for n in result.attestations] == [(False, "statements.not_asked")]


def test_an_open_check_is_answered_only_where_it_may_be_attested() -> None:
    made = _confirmed(attestation())
    open_check = _over(made, world.part("doors", "p", attestable=True), sets=(OPEN,))
    closed = _over(made, world.part("doors", "p"), sets=(OPEN,))
    assert (open_check.state, closed.state, closed.reason) == (State.PASS, State.UNKNOWN, Reason.NO_EVIDENCE)
    assert closed.attestations == ()


@pytest.mark.parametrize("reason", list(Reason))
def test_only_what_nobody_could_see_is_answered(reason: Reason) -> None:
    state = state_for(reason)
    part = PartResult(id="p", state=state, reason=reason, summary=message("engine.inspect", ja="", en=""))
    row = world.row(_inspected())
    before = replace(assess(row, circumstances()), state=state, reason=reason, parts=(part,))
    after = Overlay(_confirmed(attestation()), AS_OF, files(file_fact())).over(row, before)
    answered = {
        Reason.MANUAL_REQUIRED, Reason.NO_COLLECTOR, Reason.OFFLINE_TARGET, Reason.DECLARED_ONLY, Reason.NO_EVIDENCE,
        Reason.NO_REGISTER, Reason.MISSING_FIELD, Reason.EMPTY, Reason.STALE_EVIDENCE, Reason.INSUFFICIENT_HISTORY,
    }  # fmt: skip
    assert (after.state is State.PASS) is (reason in answered)
    assert after.state is (State.PASS if reason in answered else state)


def test_an_item_that_cannot_be_answered_bars_its_part() -> None:
    item = undecided("x", Reason.CONFLICTING_EVIDENCE, message("engine.no_evidence"))
    part = PartResult(
        id="p", state=State.UNKNOWN, reason=Reason.MISSING_FIELD, summary=message("engine.no_evidence"), items=(item,)
    )
    row = world.row(_inspected())
    before = replace(assess(row, circumstances()), parts=(part,), state=State.UNKNOWN, reason=Reason.MISSING_FIELD)
    after = Overlay(_confirmed(attestation()), AS_OF, files(file_fact())).over(row, before)
    assert (after.state, after.reason) == (State.UNKNOWN, Reason.MISSING_FIELD)


@pytest.mark.parametrize(("join", "state"), [("all", State.NOTCHECKED), ("any", State.PASS)])
def test_the_row_is_joined_again(join: str, state: State) -> None:
    result = _over(_confirmed(attestation()), _inspected("p"), _inspected("q"), join=join)
    assert [p.state for p in result.parts] == [State.PASS, State.NOTCHECKED]
    assert (result.state, result.satisfied) == (state, state is State.PASS)


def test_without_a_part_it_speaks_for_all_that_may_be_attested() -> None:
    one = attestation(part="")
    result = _over(_confirmed(one), _inspected("p"), _inspected("q"))
    assert (result.state, [n.part for n in result.attestations]) == (State.PASS, ["p", "q"])


def test_a_fail_beside_an_attested_pass_is_partial() -> None:
    broken = world.part("doors", "d")
    result = _over(_confirmed(attestation()), _inspected("p"), broken, sets=(fact_set([door("a", locked=False)]),))
    assert (result.state, result.partial) == (State.FAIL, True)


_DAYS = st.integers(-40, 40).map(lambda n: AS_OF + timedelta(days=n))


@st.composite
def _stated(draw: st.DrawFn) -> list[Attestation]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        on = draw(_DAYS)
        found.append(
            attestation(
                id=f"a-{number}",
                part=draw(st.sampled_from(["", "p"])),
                on=on,
                valid_until=on + timedelta(days=draw(st.integers(0, 60))),
                finding=draw(st.sampled_from(list(Finding))),
                revision=draw(st.sampled_from(["r1", "r0"])),
                digest=draw(st.sampled_from([file_fact().found_digest, OTHER])),
            )
        )
    return found


@settings(max_examples=150, deadline=None)
@given(_stated(), _DAYS)
def test_no_unconfirmed_statements_make_a_pass(stated: list[Attestation], as_of: date) -> None:
    refused = [confirmation(a, id=f"c-{n}", account=ONE) for n, a in enumerate(stated)]
    assert _over(statements(stated, refused), as_of=as_of).state is not State.PASS


@settings(max_examples=150, deadline=None)
@given(_stated(), st.integers(0, 400))
def test_moving_on_past_every_expiry_never_keeps_a_pass(stated: list[Attestation], later: int) -> None:
    seconds = [confirmation(a, id=f"c-{n}") for n, a in enumerate(stated)]
    last = max(a.valid_until for a in stated)
    result = _over(statements(stated, seconds), as_of=last + timedelta(days=1 + later))
    assert result.state is not State.PASS
    assert cast("Any", [n for n in result.attestations if n.counts]) == []
