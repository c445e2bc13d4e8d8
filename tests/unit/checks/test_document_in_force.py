"""document_in_force, and the rules it shares with the other checks on documents."""

from datetime import date
from typing import Any

import pytest

from auditor.checks import document_in_force as check
from auditor.checks.documents import Issuer
from auditor.facts.declared import DeclaredLinkage
from auditor.facts.records import ContractRecord, DocumentRecord
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import (
    CITY,
    PARTY,
    Case,
    Row,
    document,
    documents,
    judge,
    linkage,
    nothing_of,
    outcome,
    part_of,
    rows,
)
from tests.unit.checks.records import CAMERA, CONTRACT, FILE, RECORDER, ROOM, record, register


def parameters(**given: Any) -> check.Parameters:
    sound: dict[str, Any] = {
        "kind": "access_qualification",
        "validity": Period.parse("P1Y"),
        "issuer": Issuer.COUNTERPARTY,
    }
    return check.Parameters(**(sound | given))


GOOD = Case(sets=[documents(document()), linkage()], parameters=parameters())
BAD = Case(sets=[documents(), linkage()], parameters=parameters())


def test_a_sound_document_is_met() -> None:
    verdict = judge(check, GOOD)
    assert outcome(verdict) == (Outcome.MET, None)
    assert (rows(verdict), verdict.examined) == ([], 1)


def test_no_document_on_a_whole_register_is_a_missing_record() -> None:
    verdict = judge(check, BAD)
    assert outcome(verdict) == (Outcome.BROKEN, Reason.MISSING_RECORD)
    assert rows(verdict) == [("access_qualification", "fail", "missing_record")]


@pytest.mark.parametrize(
    ("register", "reason"),
    [
        (nothing_of(DocumentRecord, CITY, Reason.NO_REGISTER), Reason.NO_REGISTER),
        (part_of(DocumentRecord, CITY, reason=Reason.PARSE_ERROR), Reason.PARSE_ERROR),
    ],
)
def test_no_document_on_a_register_not_read_whole_decides_nothing(register: Any, reason: Reason) -> None:
    verdict = judge(check, Case(sets=[register, linkage()], parameters=parameters()))
    assert outcome(verdict) == (Outcome.OPEN, reason)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"in_force_from": date(2026, 12, 1)}, ("D-1/in_force", "fail", "not_in_force")),
        ({"in_force_to": date(2026, 11, 19)}, ("D-1/in_force", "fail", "not_in_force")),
        ({"found_digest": "sha256:" + "b" * 64}, ("D-1/file", "fail", "file_changed")),
        ({"in_force_from": None}, ("D-1/in_force", "unknown", "missing_field")),
        ({"party": ""}, ("D-1/party", "unknown", "missing_field")),
        ({"party": "別の会社"}, ("D-1/party", "unknown", "conflicting_evidence")),
        ({"approved_on": date(2025, 11, 19)}, ("D-1/reviewed", "unknown", "expired")),
        ({"file": "", "file_state": "none"}, ("D-1/file", "notchecked", "declared_only")),
        ({"file_state": "missing", "found_digest": ""}, ("D-1/file", "unknown", "no_evidence")),
        ({"file_state": "unreadable", "found_digest": ""}, ("D-1/file", "error", "permission_denied")),
        ({"declared_digest": ""}, ("D-1/file", "unknown", "missing_field")),
        ({"seen_by": ""}, ("D-1/seen", "notchecked", "declared_only")),
        ({"seen_on": None}, ("D-1/seen", "notchecked", "declared_only")),
        ({"seen_on": date(2026, 11, 21)}, ("D-1/seen", "notchecked", "declared_only")),
        ({"seen_by": " 水道課長"}, ("D-1/seen", "notchecked", "declared_only")),
        ({"seen_on": date(2026, 3, 31)}, ("D-1/seen", "notchecked", "declared_only")),
        ({"approved_by": "", "seen_by": "第一水道サービス"}, ("D-1/seen", "notchecked", "declared_only")),
    ],
)
def test_what_keeps_a_document_from_counting(given: dict[str, Any], row: tuple[str, str, str]) -> None:
    verdict = judge(check, Case(sets=[documents(document(**given)), linkage()], parameters=parameters()))
    assert rows(verdict) == [row]
    assert verdict.outcome is (Outcome.BROKEN if row[1] == "fail" else Outcome.OPEN)


def test_neither_author_nor_issuer_leaves_the_second_person_open() -> None:
    record = document(linkage="suido", party="", approved_by="")
    asked = Case(sets=[documents(record), linkage()], parameters=parameters(issuer=Issuer.ANY))
    assert rows(judge(check, asked)) == [("D-1/seen", "unknown", "missing_field")]


def test_a_document_that_was_never_approved_lacks_its_date() -> None:
    asked = Case(sets=[documents(document(approved_on=None)), linkage()], parameters=parameters())
    assert rows(judge(check, asked)) == [
        ("D-1/approved", "unknown", "missing_field"),
        ("D-1/reviewed", "unknown", "missing_field"),
    ]


def test_an_approval_still_to_come_has_not_happened() -> None:
    record = document(approved_on=date(2026, 12, 1), seen_on=date(2026, 11, 1))
    asked = Case(sets=[documents(record), linkage()], parameters=parameters())
    assert rows(judge(check, asked)) == [
        ("D-1/reviewed", "unknown", "missing_field"),
        ("D-1/seen", "notchecked", "declared_only"),
    ]


def test_validity_ends_on_the_day_a_year_after_the_review() -> None:
    old = document(approved_on=date(2024, 4, 1), reviewed_on=date(2025, 11, 20), seen_on=date(2024, 4, 2))
    assert judge(check, Case(sets=[documents(old), linkage()], parameters=parameters())).outcome is Outcome.MET


def test_items_and_names_asked_for() -> None:
    asked = parameters(covers=("use_monitored", "use_recorded"), needs_named=True)
    record = document(covers=("use_recorded",))
    assert rows(judge(check, Case(sets=[documents(record), linkage()], parameters=asked))) == [
        ("D-1/use_monitored", "fail", "requirement_not_met"),
        ("D-1/named", "unknown", "missing_field"),
    ]
    record = document(covers=("use_recorded", "use_monitored"), named="情報管理部長")
    assert judge(check, Case(sets=[documents(record), linkage()], parameters=asked)).outcome is Outcome.MET


def test_the_best_of_several_documents_decides() -> None:
    ended = document("D-0", in_force_to=date(2025, 3, 31))
    unseen = document("D-2", seen_by="")
    both = Case(sets=[documents(ended, unseen), linkage()], parameters=parameters())
    assert rows(judge(check, both)) == [("D-2/seen", "notchecked", "declared_only")]
    sound = Case(sets=[documents(ended, unseen, document()), linkage()], parameters=parameters())
    assert judge(check, sound).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("given", "issuer", "counts"),
    [
        ({"linkage": "other"}, Issuer.ANY, False),
        ({"kind": "other"}, Issuer.ANY, False),
        ({"linkage": ""}, Issuer.COUNTERPARTY, True),
        ({"linkage": "", "party": ""}, Issuer.COUNTERPARTY, False),
        ({"linkage": "", "party": ""}, Issuer.CITY, True),
        ({"linkage": ""}, Issuer.CITY, False),
        ({}, Issuer.CITY, False),
        ({"linkage": "", "party": "別の会社"}, Issuer.ANY, False),
    ],
)
def test_which_documents_speak_of_the_linkage(given: dict[str, Any], issuer: Issuer, counts: bool) -> None:
    asked = Case(sets=[documents(document(**given)), linkage()], parameters=parameters(issuer=issuer))
    assert judge(check, asked).outcome is (Outcome.MET if counts else Outcome.BROKEN)


@pytest.mark.parametrize(
    ("subject", "given", "issuer", "counts"),
    [
        (CITY, {"linkage": "", "party": ""}, Issuer.CITY, True),
        (CITY, {"linkage": "", "party": "", "cameras": ("cam01",)}, Issuer.CITY, False),
        (CITY, {"party": ""}, Issuer.CITY, False),
        (CAMERA, {"linkage": "", "cameras": ("cam01", "cam02")}, Issuer.ANY, True),
        (CAMERA, {"linkage": "", "cameras": ("cam02",)}, Issuer.ANY, False),
        (CAMERA, {"linkage": ""}, Issuer.ANY, True),
        (FILE, {"linkage": "", "data_files": ("f-juki",)}, Issuer.CITY, False),
        (FILE, {"linkage": "", "data_files": ("f-juki",), "party": ""}, Issuer.CITY, True),
        (RECORDER, {"linkage": "", "targets": ("rec-a",)}, Issuer.ANY, True),
        (ROOM, {"linkage": "", "site": "server-room"}, Issuer.ANY, True),
        (ROOM, {"linkage": "", "site": "other"}, Issuer.ANY, False),
        (CONTRACT, {"linkage": "", "contract": "k-1"}, Issuer.COUNTERPARTY, True),
    ],
)
def test_which_documents_speak_of_other_subjects(
    subject: SubjectRef, given: dict[str, Any], issuer: Issuer, counts: bool
) -> None:
    contracts = register(ContractRecord, record(ContractRecord, "k-1", party=PARTY))
    sets = [documents(document(**given)), nothing_of(DeclaredLinkage, subject, Reason.NO_EVIDENCE), contracts]
    asked = Case(sets=sets, parameters=parameters(issuer=issuer), subject=subject)
    assert judge(check, asked).outcome is (Outcome.MET if counts else Outcome.BROKEN)


def test_a_contracts_counterparty_is_its_own() -> None:
    contracts = register(ContractRecord, record(ContractRecord, "k-1", party="別の会社"))
    sets = [documents(document(linkage="", contract="k-1")), contracts]
    asked = Case(sets=sets, parameters=parameters(), subject=CONTRACT)
    assert rows(judge(check, asked)) == [("D-1/party", "unknown", "conflicting_evidence")]


@pytest.mark.parametrize(
    ("reviewed", "expected"),
    [
        (date(2026, 5, 20), []),
        (date(2026, 5, 19), [("D-1/review", "fail", "late")]),
        (None, [("D-1/review", "fail", "late")]),
    ],
)
def test_a_review_asked_for_within_a_time(reviewed: date | None, expected: list[Row]) -> None:
    asked = parameters(review_within=Period.parse("P6M"))
    given = document(approved_on=date(2026, 4, 1), reviewed_on=reviewed)
    assert rows(judge(check, Case(sets=[documents(given), linkage()], parameters=asked))) == expected


def test_only_what_names_the_subject_where_that_is_asked() -> None:
    general = document(linkage="", party="")
    given = {"issuer": Issuer.ANY}
    assert (
        judge(check, Case(sets=[documents(general), linkage()], parameters=parameters(**given))).outcome is Outcome.MET
    )
    for entry, expected in ((general, [("access_qualification", "fail", "missing_record")]), (document(), [])):
        case = Case(sets=[documents(entry), linkage()], parameters=parameters(specific=True, **given))
        assert rows(judge(check, case)) == expected


def test_without_what_others_are_held_against_nothing_is_decided() -> None:
    case = Case(sets=[documents(), linkage()], parameters=parameters(absent="no_criterion"))
    assert rows(judge(check, case)) == [("access_qualification", "unknown", "no_criterion")]
    partly = part_of(DocumentRecord, CITY, reason=Reason.PARSE_ERROR)
    case = Case(sets=[partly, linkage()], parameters=parameters(absent="no_criterion"))
    assert outcome(judge(check, case)) == (Outcome.OPEN, Reason.PARSE_ERROR)
