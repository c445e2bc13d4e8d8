from typing import Any

import pytest

from auditor.checks import password_statement as check
from auditor.facts.records import DocumentRecord
from auditor.model.periods import Period
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import CITY, Case, document, documents, judge, linkage, nothing_of, outcome, rows

ASKED = check.Parameters(min_length=10, validity=Period.parse("P1Y"), covers=("no_empty_password",))


def statement(**given: Any) -> DocumentRecord:
    sound: dict[str, Any] = {"kind": "password_statement", "covers": ("no_empty_password",), "min_length": 10}
    return document(**(sound | given))


GOOD = Case(sets=[documents(statement()), linkage()], parameters=ASKED)
BAD = Case(sets=[documents(statement(min_length=9)), linkage()], parameters=ASKED)


def test_a_statement_of_enough_length_is_met() -> None:
    assert outcome(judge(check, GOOD)) == (Outcome.MET, None)


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"min_length": 9}, ("D-1/min_length", "fail", "weak_password_policy")),
        ({"min_length": None}, ("D-1/min_length", "unknown", "missing_field")),
        ({"covers": ()}, ("D-1/no_empty_password", "fail", "requirement_not_met")),
        ({"seen_by": ""}, ("D-1/seen", "notchecked", "declared_only")),
    ],
)
def test_what_a_statement_may_lack(given: dict[str, Any], row: tuple[str, str, str]) -> None:
    verdict = judge(check, Case(sets=[documents(statement(**given)), linkage()], parameters=ASKED))
    assert rows(verdict) == [row]


def test_no_statement_at_all() -> None:
    verdict = judge(check, Case(sets=[documents(), linkage()], parameters=ASKED))
    assert rows(verdict) == [("password_statement", "fail", "missing_record")]
    absent = nothing_of(DocumentRecord, CITY, Reason.NO_REGISTER)
    verdict = judge(check, Case(sets=[absent, linkage()], parameters=ASKED))
    assert outcome(verdict) == (Outcome.OPEN, Reason.NO_REGISTER)
