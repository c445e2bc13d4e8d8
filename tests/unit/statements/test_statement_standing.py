"""Which statement speaks for a part, and whether a second person's confirmation counts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from auditor.seal.keys import SealingKey
from auditor.statements.people import Identity
from auditor.statements.records import Attestation, Finding, How
from auditor.statements.standing import Standing, objection, stand
from tests.unit.statements.stated import (
    AS_OF,
    ENTERED,
    KEY,
    ONE,
    OTHER,
    TWO,
    attestation,
    confirmation,
    file_fact,
    on_day,
    signer,
    statements,
)


def _standings(*every: Attestation, as_of: date = AS_OF, **more: Any) -> list[tuple[str, Standing]]:
    day = on_day(statements(every, **more), as_of)
    return [(s.attestation.id, s.standing) for s in stand(every, "r1", day)]


def test_a_statement_alone_is_a_declaration() -> None:
    assert _standings(attestation()) == [("a-1", Standing.DECLARED)]


def test_confirmed_from_another_account() -> None:
    one = attestation()
    (stood,) = stand([one], "r1", on_day(statements([one], [confirmation(one)])))
    assert (stood.standing, stood.how, stood.confirmation) == (Standing.MET, How.ACCOUNT, confirmation(one))


def test_confirmed_with_ones_own_key_from_any_account() -> None:
    one = attestation()
    made = statements([one], [confirmation(one, KEY, account=ONE)], [signer()])
    (stood,) = stand([one], "r1", on_day(made))
    assert (stood.standing, stood.how, stood.refused) == (Standing.MET, How.KEY, ())


def test_what_is_not_met_needs_no_second_person() -> None:
    assert _standings(attestation(finding=Finding.NOT_MET)) == [("a-1", Standing.NOT_MET)]


def test_it_counts_on_its_last_day_and_not_after() -> None:
    one = attestation(valid_until=AS_OF)
    second = [confirmation(one)]
    assert _standings(one, confirmations=second) == [("a-1", Standing.MET)]
    assert _standings(one, as_of=AS_OF + timedelta(days=1), confirmations=second) == [("a-1", Standing.EXPIRED)]


def test_a_statement_or_confirmation_to_come_has_not_happened() -> None:
    one = attestation()
    assert _standings(one, as_of=date(2026, 10, 31)) == [("a-1", Standing.NOT_YET)]
    assert _standings(one, as_of=one.on, confirmations=[confirmation(one)]) == [("a-1", Standing.DECLARED)]


def test_a_changed_requirement_ends_it() -> None:
    one = attestation(revision="r0")
    assert _standings(one, confirmations=[confirmation(one)]) == [("a-1", Standing.OTHER_REVISION)]


@pytest.mark.parametrize(
    ("state", "digest", "standing"),
    [
        ("missing", "", Standing.FILE_MISSING),
        ("unreadable", "", Standing.FILE_UNREADABLE),
        ("present", OTHER, Standing.FILE_CHANGED),
    ],
)
def test_the_file_behind_it(state: str, digest: str, standing: Standing) -> None:
    one = attestation()
    day = on_day(statements([one], [confirmation(one)]), AS_OF, file_fact(state=state, digest=digest))
    assert [s.standing for s in stand([one], "r1", day)] == [standing]


def test_a_fail_does_not_go_away_with_its_file() -> None:
    one = attestation(finding=Finding.NOT_MET)
    day = on_day(statements([one]), AS_OF, file_fact(state="missing", digest=""))
    assert [s.standing for s in stand([one], "r1", day)] == [Standing.NOT_MET]


@pytest.mark.parametrize("finding", list(Finding))
def test_the_newer_one_speaks_also_when_it_is_worse(finding: Finding) -> None:
    older = attestation(finding=Finding.MET if finding is Finding.NOT_MET else Finding.NOT_MET)
    newer = attestation(id="a-2", on=date(2026, 11, 10), finding=finding)
    found = _standings(older, newer, confirmations=[confirmation(older)])
    assert found == [
        ("a-2", Standing.NOT_MET if finding is Finding.NOT_MET else Standing.DECLARED),
        ("a-1", Standing.SUPERSEDED),
    ]


def test_a_newer_one_that_expired_is_not_replaced_by_the_older() -> None:
    older = attestation()
    newer = attestation(id="a-2", on=date(2026, 11, 10), valid_until=date(2026, 11, 15))
    found = _standings(older, newer, confirmations=[confirmation(older)])
    assert found == [("a-2", Standing.EXPIRED), ("a-1", Standing.SUPERSEDED)]


def test_two_of_one_day_that_disagree_are_a_conflict() -> None:
    met, broken = attestation(), attestation(id="a-2", finding=Finding.NOT_MET)
    found = _standings(met, broken, confirmations=[confirmation(met)])
    assert sorted(found) == [("a-1", Standing.CONFLICT), ("a-2", Standing.CONFLICT)]


def test_of_two_of_one_day_that_agree_the_confirmed_one_speaks() -> None:
    one, two = attestation(), attestation(id="a-2")
    assert _standings(one, two, confirmations=[confirmation(two)]) == [
        ("a-2", Standing.MET),
        ("a-1", Standing.DECLARED),
    ]


def _objection(one: Attestation, made: Any, *signers: Any) -> str | None:
    said = objection(made, one, signers)
    return said.code if said is not None else None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"by": "情報政策課長"}, "statements.same_person"),
        ({"by": "情報 政策課長"}, "statements.same_person"),
        ({"account": ONE}, "statements.same_account"),
        ({"account": Identity(uid=7, name="tantou")}, "statements.same_account"),
        ({"account": Identity(uid=1001, name="other")}, "statements.same_account"),
        ({"attestation_digest": OTHER}, "statements.altered"),
        ({"file_digest": OTHER}, "statements.other_file"),
        ({"on": date(2026, 10, 31)}, "statements.before_attestation"),
        ({"entered": ENTERED - timedelta(hours=1)}, "statements.before_attestation"),
        ({"signature": "AAAA"}, "statements.unknown_key"),
    ],
)
def test_a_second_account(changes: dict[str, Any], code: str | None) -> None:
    one = attestation()
    assert _objection(one, confirmation(one, **changes)) == code


@pytest.mark.parametrize(
    "change",
    [
        {"looked_at": "別のもの"},
        {"valid_until": date(2027, 5, 1)},
        {"by": "防災課長"},
        {"subject": replace(attestation().subject, id="other")},
        {"digest": OTHER},
    ],
)
def test_an_altered_attestation_loses_its_confirmation(change: dict[str, Any]) -> None:
    one = attestation()
    made = [confirmation(one), confirmation(one, KEY)]
    altered = replace(one, **change)
    assert [_objection(altered, m, signer()) for m in made] == ["statements.altered"] * 2


OTHER_KEY = SealingKey(b"\7" * 32)


@pytest.mark.parametrize(
    ("signers", "code"),
    [
        ((), "statements.unknown_key"),
        ((signer("防災課長"),), "statements.unknown_key"),
        ((signer(key=OTHER_KEY),), "statements.unknown_key"),
        ((signer(entered=ENTERED + timedelta(days=2)),), "statements.unknown_key"),
        ((signer(ended=date(2026, 11, 1)),), "statements.unknown_key"),
        ((signer(ended=date(2026, 11, 2)),), None),
        ((signer(), signer("情報政策課長")), "statements.key_of_attester"),
        ((signer("総務 課長"),), None),
    ],
)
def test_a_key_counts_that_was_registered_for_the_person_beforehand(signers: tuple[Any, ...], code: str | None) -> None:
    one = attestation()
    assert _objection(one, confirmation(one, KEY), *signers) == code


def test_a_signature_is_over_both_statements() -> None:
    one = attestation()
    good = confirmation(one, KEY)
    for bad in (
        replace(good, signature=confirmation(one, OTHER_KEY).signature),
        replace(good, id="c-2"),
        replace(good, account=Identity(uid=9, name="x")),
        replace(good, signature=""),
    ):
        assert _objection(one, bad, signer()) == "statements.bad_signature"


def test_a_confirmation_that_does_not_count_is_kept_with_its_reason() -> None:
    one = attestation()
    made = statements([one], [confirmation(one, account=ONE), confirmation(one, id="c-2", by="情報政策課長")])
    (stood,) = stand([one], "r1", on_day(made))
    assert stood.standing is Standing.DECLARED
    assert [(c.id, why.code) for c, why in stood.refused] == [
        ("c-1", "statements.same_account"),
        ("c-2", "statements.same_person"),
    ]
    assert TWO.same(TWO)
