"""record_on_file: what counts, what does not, and every way of not knowing."""

from typing import Any

import pytest

from auditor.checks import record_on_file as check
from auditor.facts.base import FactSet
from auditor.facts.records import CameraRecord, Filing, Inspection, Permission, Provision
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import CITY, LINKAGE, Case, Row, judge, nothing_of, outcome, part_of, rows
from tests.unit.checks.records import CAMERA, ROOM, YEAR, filed, record, register


def audit(key: str = "i-1", **given: Any) -> Inspection:
    sound = {"kind": "juki_audit", "done_on": "2026-02-03", "done_by": "総務課長", "scope": "全体"}
    return filed(Inspection, key, **(sound | given))


def asked(
    *entries: Inspection, subject: SubjectRef = CITY, register_: FactSet[Any] | None = None, **given: Any
) -> Case:
    sound: dict[str, Any] = {
        "register": "inspections",
        "where": {"kind": ("juki_audit",)},
        "date": "done_on",
        "within": YEAR,
        "required": ("done_by", "scope"),
        "file": True,
    }
    return Case(
        sets=[register_ or register(Inspection, *entries)],
        parameters=check.Parameters(**(sound | given)),
        subject=subject,
    )


GOOD = asked(audit())
BAD = asked(audit(done_on="2025-11-19", seen_on="2025-11-20"))


def test_a_complete_recent_record_is_met() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 1)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"done_on": "2025-11-19", "seen_on": "2025-11-20"}, ("i-1/done_on", "fail", "late")),
        ({"done_on": None}, ("i-1/done_on", "unknown", "missing_field")),
        ({"scope": " "}, ("i-1/scope", "unknown", "missing_field")),
        ({"found_digest": "sha256:" + "b" * 64}, ("i-1/file", "fail", "file_changed")),
        ({"file": "", "file_state": "none"}, ("i-1/file", "notchecked", "declared_only")),
        ({"file_state": "missing", "found_digest": ""}, ("i-1/file", "unknown", "no_evidence")),
        ({"file_state": "unreadable"}, ("i-1/file", "error", "permission_denied")),
        ({"declared_digest": ""}, ("i-1/file", "unknown", "missing_field")),
        ({"seen_by": "総務課長"}, ("i-1/seen", "notchecked", "declared_only")),
        ({"seen_by": ""}, ("i-1/seen", "notchecked", "declared_only")),
        ({"seen_on": "2026-02-02"}, ("i-1/seen", "notchecked", "declared_only")),
    ],
)
def test_what_keeps_a_record_from_counting(given: dict[str, Any], row: Row) -> None:
    verdict = judge(check, asked(audit(**given)))
    assert rows(verdict) == [row]
    assert verdict.outcome is (Outcome.BROKEN if row[1] == "fail" else Outcome.OPEN)


def test_who_made_it_must_be_told_to_know_a_second_person() -> None:
    assert rows(judge(check, asked(audit(done_by="")))) == [
        ("i-1/done_by", "unknown", "missing_field"),
        ("i-1/seen", "unknown", "missing_field"),
    ]


def test_the_last_day_of_the_time_still_counts() -> None:
    assert judge(check, asked(audit(done_on="2025-11-20"))).outcome is Outcome.MET


def test_the_newest_of_equals_and_the_best_of_all_decide() -> None:
    old, new = audit("i-1", done_on="2024-02-03"), audit("i-2", done_on="2025-02-03")
    assert rows(judge(check, asked(old, new))) == [("i-2/done_on", "fail", "late")]
    assert judge(check, asked(old, audit("i-3"), new)).outcome is Outcome.MET


def test_a_day_to_come_has_not_happened() -> None:
    assert rows(judge(check, asked(audit(done_on="2026-11-21")))) == [("inspections", "fail", "missing_record")]


def test_a_check_entered_for_a_day_to_come_takes_nothing_out_of_a_duty() -> None:
    ahead = asked(audit(), audit("i-2", done_on="2027-02-03", scope=""), every=True, file=False)
    assert rows(judge(check, ahead)) == [
        ("i-2/done_on", "unknown", "missing_field"),
        ("i-2/scope", "unknown", "missing_field"),
    ]


@pytest.mark.parametrize(
    ("none", "expected"),
    [
        ("fail", (Outcome.BROKEN, Reason.MISSING_RECORD)),
        ("met", (Outcome.MET, None)),
        ("open", (Outcome.OPEN, Reason.EMPTY)),
    ],
)
def test_what_no_record_means(none: str, expected: tuple[Outcome, Reason | None]) -> None:
    assert outcome(judge(check, asked(audit(kind="self_check"), none=none))) == expected


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (nothing_of(Inspection, CITY, Reason.NO_REGISTER), Reason.NO_REGISTER),
        (part_of(Inspection, CITY, reason=Reason.PARSE_ERROR), Reason.PARSE_ERROR),
        (part_of(Inspection, CITY, audit(done_on="2020-01-01"), reason=Reason.PARSE_ERROR), Reason.PARSE_ERROR),
    ],
)
def test_a_register_not_read_whole_decides_nothing(given: FactSet[Any], reason: Reason) -> None:
    assert outcome(judge(check, asked(register_=given))) == (Outcome.OPEN, reason)


@pytest.mark.parametrize("none", ["fail", "met", "open"])
def test_an_empty_cell_in_the_condition_leaves_it_open(none: str) -> None:
    verdict = judge(check, asked(audit(kind=""), none=none))
    assert rows(verdict) == [("i-1/kind", "unknown", "missing_field")]


def test_whose_records_count() -> None:
    mine, others, general = audit("i-1", linkage="suido"), audit("i-2", linkage="kaigo"), audit("i-3")
    assert judge(check, asked(mine, subject=LINKAGE)).outcome is Outcome.MET
    assert judge(check, asked(others, general, subject=LINKAGE)).outcome is Outcome.BROKEN
    assert judge(check, asked(others, general, subject=LINKAGE, general=True)).outcome is Outcome.MET
    assert judge(check, asked(others, subject=LINKAGE, general=True)).outcome is Outcome.BROKEN


def test_a_register_that_cannot_name_the_subject_crashes_rather_than_passes() -> None:
    held = register(Provision)
    case = Case(sets=[held], parameters=check.Parameters(register="provisions", none="met"), subject=ROOM)
    with pytest.raises(ValueError, match="names no site"):
        judge(check, case)


def permission(key: str = "e-1", **given: Any) -> Permission:
    return record(Permission, key, **({"kind": "entry", "site": "server-room", "since": "2026-04-01"} | given))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"until": None}, []),
        ({"until": "2026-11-20"}, []),
        ({"until": "2026-11-19"}, [("e-1/until", "fail", "not_in_force")]),
        ({"since": "2026-11-21"}, [("e-1/since", "fail", "not_in_force")]),
        ({"since": None}, [("e-1/since", "unknown", "missing_field")]),
    ],
)
def test_it_counts_on_the_day(given: dict[str, Any], expected: list[Row]) -> None:
    parameters = check.Parameters(register="permissions", since="since", until="until")
    case = Case(sets=[register(Permission, permission(**given))], parameters=parameters, subject=ROOM)
    assert rows(judge(check, case)) == expected


def provision(key: str = "v-1", **given: Any) -> Provision:
    return record(Provision, key, **({"kinds": ("off_purpose",), "in_writing": True, "purpose": "統計"} | given))


def every(*entries: Provision, **given: Any) -> Case:
    parameters = check.Parameters(
        register="provisions",
        every=True,
        none="met",
        values={"in_writing": ("yes",)},
        one_of=("purpose", "content"),
        **given,
    )
    return Case(sets=[register(Provision, *entries)], parameters=parameters, subject=CITY)


def test_every_record_must_comply_where_it_is_a_duty() -> None:
    verdict = judge(check, every(provision(), provision("v-2", in_writing=False), provision("v-3", in_writing=None)))
    assert rows(verdict) == [
        ("v-2/in_writing", "fail", "requirement_not_met"),
        ("v-3/in_writing", "unknown", "missing_field"),
    ]
    assert verdict.examined == 3
    assert judge(check, every(provision())).outcome is Outcome.MET


def test_one_of_several_fields_is_enough() -> None:
    assert judge(check, every(provision(purpose="", content="氏名"))).outcome is Outcome.MET
    assert rows(judge(check, every(provision(purpose="")))) == [("v-1/purpose", "unknown", "missing_field")]


def test_the_exempt_need_nothing_more_and_doubt_is_no_violation() -> None:
    exempt: dict[str, Any] = {"exempt": {"compelling": ("yes",)}}
    wrong: dict[str, Any] = {"in_writing": False}
    assert judge(check, every(provision(compelling=True, **wrong), **exempt)).outcome is Outcome.MET
    assert judge(check, every(provision(compelling=False, **wrong), **exempt)).outcome is Outcome.BROKEN
    assert rows(judge(check, every(provision(**wrong), **exempt))) == [("v-1/compelling", "unknown", "missing_field")]


def test_a_file_that_is_named_is_held_against_its_digest_unasked() -> None:
    changed = filed(
        Provision, "v-1", kinds=("off_purpose",), in_writing=True, purpose="統計", found_digest="sha256:" + "b" * 64
    )
    assert rows(judge(check, every(changed))) == [("v-1/file", "fail", "file_changed")]


def camera(**given: Any) -> CameraRecord:
    return record(CameraRecord, "cam01", **({"sign_shows": ("installer", "recording"), "purpose": "防犯"} | given))


def sign(*entries: CameraRecord, words: tuple[str, ...] = ("installer", "contact"), **given: Any) -> Case:
    parameters = check.Parameters(register="cameras", words_in="sign_shows", words=words, **given)
    return Case(sets=[register(CameraRecord, *entries)], parameters=parameters, subject=CAMERA)


def test_each_word_needs_a_record_that_holds_it() -> None:
    assert rows(judge(check, sign(camera()))) == [("contact", "fail", "missing_record")]
    assert judge(check, sign(camera(), words=("installer",))).outcome is Outcome.MET
    assert rows(judge(check, sign(camera(sign_shows=())))) == [
        ("installer", "unknown", "missing_field"),
        ("contact", "unknown", "missing_field"),
    ]
    wrong = judge(check, sign(camera(purpose=""), words=("installer",), required=("purpose",)))
    assert rows(wrong) == [("installer/cam01/purpose", "unknown", "missing_field")]


def test_words_and_records_that_need_none() -> None:
    ground: dict[str, Any] = {"exempt": {"no_sign_ground": ("*",)}}
    assert judge(check, sign(camera(no_sign_ground="法令", sign_shows=()), **ground)).outcome is Outcome.MET
    assert rows(judge(check, sign(camera(), **ground))) == [("contact", "fail", "missing_record")]
    assert judge(check, sign(none="met")).outcome is Outcome.MET
    assert judge(check, sign()).outcome is Outcome.BROKEN


def test_how_many_words_there_are() -> None:
    parameters = check.Parameters(register="cameras", values={"sign_shows": (">=2",)})
    for words, met in ((("installer", "contact"), True), (("installer",), False)):
        case = Case(sets=[register(CameraRecord, camera(sign_shows=words))], parameters=parameters, subject=CAMERA)
        assert (judge(check, case).outcome is Outcome.MET) is met


def filing(key: str, *columns: str) -> Filing:
    return record(Filing, key, form="form_4", columns_filled=columns)


@pytest.mark.parametrize(
    ("filings", "every", "expected"),
    [
        ((filing("fl-1", "a", "b", "c"),), True, []),
        ((filing("fl-1", "a"), filing("fl-2", "b")), True, [("fl-1/b", "fail"), ("fl-2/a", "fail")]),
        ((filing("fl-1", "a"), filing("fl-2", "b")), False, [("fl-1/b", "fail")]),
        ((filing("fl-1", "a"), filing("fl-2", "a", "b")), False, []),
        ((filing("fl-1"),), True, [("fl-1/columns_filled", "unknown")]),
    ],
)
def test_each_record_holds_every_word(
    filings: tuple[Filing, ...], every: bool, expected: list[tuple[str, str]]
) -> None:
    parameters = check.Parameters(register="filings", words_in="columns_filled", holds=("a", "b"), every=every)
    verdict = judge(check, Case(sets=[register(Filing, *filings)], parameters=parameters, subject=CITY))
    reason = {"fail": "requirement_not_met", "unknown": "missing_field"}
    assert rows(verdict) == [(key, state, reason[state]) for key, state in expected]


def test_an_empty_field_of_words_is_told_once() -> None:
    given: dict[str, Any] = {
        "words_in": "columns_filled",
        "holds": ("a", "b"),
        "required": ("columns_filled",),
        "every": True,
    }
    parameters = check.Parameters(register="filings", **given)
    case = Case(sets=[register(Filing, filing("fl-1"))], parameters=parameters, subject=CITY)
    assert rows(judge(check, case)) == [("fl-1/columns_filled", "unknown", "missing_field")]


def test_without_what_others_are_held_against_nothing_is_decided() -> None:
    verdict = judge(check, asked(none="no_criterion"))
    assert rows(verdict) == [("inspections", "unknown", "no_criterion")]
    partly = part_of(Inspection, CITY, reason=Reason.PARSE_ERROR)
    verdict = judge(check, asked(register_=partly, none="no_criterion"))
    assert outcome(verdict) == (Outcome.OPEN, Reason.PARSE_ERROR)
