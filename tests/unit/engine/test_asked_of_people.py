"""Parts that await a collector or a person, and parts derived from the results of others."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from auditor.engine.assess import assess
from auditor.engine.derive import derive
from auditor.model.result import Words
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason, Scope, State, SubjectKind
from auditor.policy.control import Part
from tests.unit.engine.world import HOST, circumstances, door, fact_set, part, row

ROOM = SubjectRef(SubjectKind.SITE, "room1")
WHAT = Words(ja="端末の媒体接続の履歴", en="the terminals' history of media")
PASSING = fact_set([door("a", locked=True)])
FAILING = fact_set([door("a", locked=False)])


def asked(**way: Words) -> Part:
    return Part(id="asked", title=Words(ja="t", en="t"), check="", attestable=True, **cast("Any", way))


def test_what_no_collector_brings_is_said_and_never_passes() -> None:
    result = assess(row(asked(awaits=WHAT), part("doors")), circumstances(PASSING))
    assert (result.state, result.reason) == (State.NOTCHECKED, Reason.NO_COLLECTOR)
    assert result.parts[0].summary.args == {"ja": WHAT.ja, "en": WHAT.en}


def test_what_a_person_must_look_at_is_said() -> None:
    result = assess(row(asked(inspect=WHAT)), circumstances(PASSING))
    assert (result.state, result.reason) == (State.NOTCHECKED, Reason.MANUAL_REQUIRED)


def test_a_violation_beside_it_is_still_a_fail() -> None:
    assert assess(row(asked(awaits=WHAT), part("doors")), circumstances(FAILING)).state is State.FAIL


def test_results_of_the_room_in_which_a_target_stands() -> None:
    one = SimpleNamespace(id="room", derived_from=("A",), of=Scope.SITE, check="")
    of_room = replace(assess(row(part("doors"), control="A"), circumstances(FAILING)), subject=ROOM)
    of_host = assess(row(part("doors"), control="A"), circumstances(PASSING))
    results = {("A", ROOM): of_room, ("A", HOST): of_host}
    found = derive(row(cast("Any", one), control="D"), results, _site, _unused)
    assert (found.state, [i.key for i in found.items]) == (State.FAIL, ["room1/A"])


def test_a_derived_control_may_have_a_check_of_its_own() -> None:
    one = SimpleNamespace(id="room", derived_from=("A",), of=Scope.SUBJECT, check="")
    results = {("A", HOST): assess(row(part("doors"), control="A"), circumstances(PASSING))}
    failing = circumstances(FAILING)
    mixed = row(cast("Any", one), part("doors"), control="D")
    from auditor.engine.assess import judge_part

    found = derive(mixed, results, _site, lambda p, s: judge_part(p, s, failing))
    assert [p.state for p in found.parts] == [State.PASS, State.FAIL]


def _site(subject: SubjectRef, scope: Scope) -> tuple[SubjectRef, ...]:
    return (subject,) if scope is Scope.SUBJECT else (ROOM,)


def _unused(*_: object) -> Any:
    raise AssertionError("no part has a check")
