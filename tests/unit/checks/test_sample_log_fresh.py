from datetime import date, datetime
from typing import Any

import pytest

from auditor.checks import sample_log_fresh as check
from auditor.facts.records import DocumentRecord
from auditor.model.periods import Period
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import CITY, Case, document, documents, jst, judge, linkage, nothing_of, outcome, rows

ASKED = check.Parameters(max_age=Period.parse("PT26H"), validity=Period.parse("P1Y"))


def sample(newest: datetime | None, **given: Any) -> DocumentRecord:
    """Handed over on 10 November; no approval is asked of a sample."""
    sound: dict[str, Any] = {
        "kind": "usage_log_sample",
        "approved_on": None,
        "approved_by": "",
        "in_force_from": None,
        "sampled_on": date(2026, 11, 10),
        "seen_on": date(2026, 11, 10),
        "newest_entry": newest,
    }
    return document(**(sound | given))


GOOD = Case(sets=[documents(sample(jst(9, 22))), linkage()], parameters=ASKED)
BAD = Case(sets=[documents(sample(jst(8, 21))), linkage()], parameters=ASKED)


def test_fresh_even_if_handed_over_at_the_end_of_the_day() -> None:
    assert outcome(judge(check, GOOD)) == (Outcome.MET, None)


@pytest.mark.parametrize(
    ("newest", "row"),
    [
        (jst(8, 21, 59), ("D-1/newest_entry", "fail", "stale_log")),
        (jst(8, 22), ("D-1/newest_entry", "unknown", "missing_field")),
        (jst(9, 21, 59), ("D-1/newest_entry", "unknown", "missing_field")),
        (jst(11, 0), ("D-1/newest_entry", "unknown", "conflicting_evidence")),
        (None, ("D-1/newest_entry", "unknown", "missing_field")),
    ],
)
def test_the_hour_of_the_hand_over_is_not_known(newest: datetime | None, row: tuple[str, str, str]) -> None:
    verdict = judge(check, Case(sets=[documents(sample(newest)), linkage()], parameters=ASKED))
    assert rows(verdict) == [row]


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"sampled_on": None}, ("D-1/reviewed", "unknown", "missing_field")),
        ({"found_digest": "sha256:00"}, ("D-1/file", "fail", "file_changed")),
        ({"seen_by": "第一水道サービス"}, ("D-1/seen", "notchecked", "declared_only")),
        ({"seen_on": date(2026, 11, 9)}, ("D-1/seen", "notchecked", "declared_only")),
    ],
)
def test_a_sample_must_count_as_a_document(given: dict[str, Any], row: tuple[str, str, str]) -> None:
    verdict = judge(check, Case(sets=[documents(sample(jst(10, 9), **given)), linkage()], parameters=ASKED))
    assert rows(verdict) == [row]


def test_an_old_sample_has_expired() -> None:
    day = date(2025, 11, 19)
    old = sample(datetime.fromisoformat("2025-11-19T09:00:00+09:00"), sampled_on=day, seen_on=day)
    verdict = judge(check, Case(sets=[documents(old), linkage()], parameters=ASKED))
    assert rows(verdict) == [("D-1/reviewed", "unknown", "expired")]


def test_no_sample() -> None:
    verdict = judge(check, Case(sets=[documents(), linkage()], parameters=ASKED))
    assert rows(verdict) == [("usage_log_sample", "fail", "missing_record")]
    absent = nothing_of(DocumentRecord, CITY, Reason.NO_REGISTER)
    verdict = judge(check, Case(sets=[absent, linkage()], parameters=ASKED))
    assert outcome(verdict) == (Outcome.OPEN, Reason.NO_REGISTER)
