"""articles_cited: contracts and memoranda, their articles, and every way of not knowing."""

from typing import Any

import pytest

from auditor.checks import articles_cited as check
from auditor.facts.records import Article, ContractRecord, DocumentRecord
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import CITY, LINKAGE, Case, Row, judge, nothing_of, outcome, rows
from tests.unit.checks.records import CONTRACT, YEAR, filed, record, register

ITEMS = ("secrecy", "subletting")


def contract(key: str = "k-1", /, **given: Any) -> ContractRecord:
    sound = {"title": "保守委託", "party": "会社", "signed_on": "2026-04-01", "ends_on": "2027-03-31"}
    return filed(ContractRecord, key, **(sound | given))


def memorandum(key: str = "d-1", /, **given: Any) -> DocumentRecord:
    sound = {"kind": "memorandum", "title": "覚書", "party": "会社", "in_force_from": "2026-04-01", "contract": "k-1"}
    return filed(DocumentRecord, key, **(sound | given))


def article(item: str, /, **given: Any) -> Article:
    key = f"a-{item}-{'-'.join(sorted(given.values()))}"
    return record(Article, key, **({"contract": "k-1", "article": "第5条", "item": item} | given))


BOTH = (article("secrecy"), article("subletting"))


def asked(
    contracts: tuple[ContractRecord, ...] = (contract(),),
    articles: tuple[Article, ...] = BOTH,
    documents: tuple[DocumentRecord, ...] = (),
    subject: SubjectRef = CONTRACT,
    **given: Any,
) -> Case:
    sets = [register(ContractRecord, *contracts), register(Article, *articles), register(DocumentRecord, *documents)]
    return Case(sets=sets, parameters=check.Parameters(**({"items": ITEMS} | given)), subject=subject)


GOOD = asked()
BAD = asked(articles=BOTH[:1])


@pytest.mark.parametrize(
    ("agreed", "articles", "expected"),
    [
        ({}, BOTH, []),
        ({}, BOTH[:1], [("subletting", "fail", "missing_record")]),
        ({}, (BOTH[0], article("subletting", article="")), [("subletting", "unknown", "missing_field")]),
        ({}, (BOTH[0], article("subletting", contract="k-2")), [("subletting", "fail", "missing_record")]),
        ({"ends_on": "2026-11-19", "seen_on": "2026-05-01"}, BOTH, [("k-1/ends_on", "fail", "not_in_force")]),
        ({"ends_on": "2026-11-20"}, BOTH, []),
        ({"ends_on": None}, BOTH, []),
        ({"starts_on": "2026-12-01"}, BOTH, [("k-1/starts_on", "fail", "not_in_force")]),
        ({"signed_on": None}, BOTH, [("k-1/starts_on", "unknown", "missing_field")]),
        ({"seen_by": ""}, BOTH, [("k-1/seen", "notchecked", "declared_only")]),
        ({"seen_by": "会社"}, BOTH, [("k-1/seen", "notchecked", "declared_only")]),
        ({"file": "", "file_state": "none"}, BOTH, [("k-1/file", "notchecked", "declared_only")]),
        ({"found_digest": "sha256:0"}, BOTH, [("k-1/file", "fail", "file_changed")]),
    ],
)
def test_one_contract(agreed: dict[str, Any], articles: tuple[Article, ...], expected: list[Row]) -> None:
    assert rows(judge(check, asked((contract(**agreed),), articles))) == expected


def test_no_contract_at_all() -> None:
    assert rows(judge(check, asked(()))) == [("contracts", "fail", "missing_record")]
    case = asked((), subject=LINKAGE, of="memorandum")
    assert rows(judge(check, case)) == [("documents", "fail", "missing_record")]


def test_every_running_contract_of_a_linkage_must_say_it() -> None:
    first, second = contract(linkages=("suido",)), contract("k-2", linkages=("suido",))
    ended = contract("k-0", linkages=("suido",), ends_on="2026-05-01")
    case = asked((first, second, ended), subject=LINKAGE)
    assert rows(judge(check, case)) == [
        ("k-2/secrecy", "fail", "missing_record"),
        ("k-2/subletting", "fail", "missing_record"),
    ]
    assert judge(check, asked((first, ended), subject=LINKAGE)).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("documents", "given", "expected"),
    [
        ((memorandum(),), {"of": "either"}, []),
        ((memorandum(),), {"of": "either", "kinds": ("other",)}, [("subletting", "fail", "missing_record")]),
        ((memorandum(in_force_to="2026-11-19"),), {"of": "either"}, [("d-1/in_force", "fail", "not_in_force")]),
        ((memorandum(seen_by=""),), {"of": "either"}, [("d-1/seen", "notchecked", "declared_only")]),
        ((memorandum(contract="k-2"),), {"of": "either"}, [("subletting", "fail", "missing_record")]),
        ((memorandum(),), {}, [("subletting", "fail", "missing_record")]),
    ],
)
def test_a_memorandum_beside_the_contract(
    documents: tuple[DocumentRecord, ...], given: dict[str, Any], expected: list[Row]
) -> None:
    articles = (BOTH[0], article("subletting", contract="", document="d-1"))
    assert rows(judge(check, asked(articles=articles, documents=documents, **given))) == expected


def test_one_memorandum_that_says_it_is_enough() -> None:
    articles = tuple(article(item, contract="", document="d-1") for item in ITEMS)
    mine = memorandum(linkage="suido", contract="")
    empty = memorandum("d-2", linkage="suido", contract="", in_force_from="2026-05-01")
    case = asked((), articles, (mine, empty), LINKAGE, of="memorandum")
    assert judge(check, case).outcome is Outcome.MET
    case = asked((), articles, (empty,), LINKAGE, of="memorandum")
    assert rows(judge(check, case)) == [(item, "fail", "missing_record") for item in ITEMS]


@pytest.mark.parametrize("kind", [Article, ContractRecord])
def test_a_register_that_is_not_kept(kind: Any) -> None:
    sets = [nothing_of(kind, CITY, Reason.NO_REGISTER) if s.type is kind else s for s in GOOD.sets]
    verdict = judge(check, Case(sets=sets, parameters=GOOD.parameters, subject=CONTRACT))
    assert outcome(verdict) == (Outcome.OPEN, Reason.NO_REGISTER)


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ({"approved_on": "2026-04-01"}, []),
        ({"approved_on": "2005-04-01"}, [("d-1/reviewed", "unknown", "expired")]),
        ({"approved_on": "2005-04-01", "reviewed_on": "2025-11-20"}, []),
        ({"approved_on": "2005-04-01", "reviewed_on": "2025-11-19"}, [("d-1/reviewed", "unknown", "expired")]),
        ({"approved_on": None}, [("d-1/reviewed", "unknown", "missing_field")]),
        ({"approved_on": None, "reviewed_on": "2026-12-01"}, [("d-1/reviewed", "unknown", "missing_field")]),
    ],
)
def test_how_long_the_review_of_a_memorandum_counts(dated: dict[str, Any], expected: list[Row]) -> None:
    agreed = memorandum(linkage="suido", contract="", **({"approved_by": "課長"} | dated))
    articles = tuple(article(item, contract="", document="d-1") for item in ITEMS)
    case = asked((), articles, (agreed,), subject=LINKAGE, of="memorandum", validity=YEAR)
    assert rows(judge(check, case)) == expected


def test_a_memorandum_beside_a_contract_ages_and_the_contract_does_not() -> None:
    old = memorandum(approved_on="2005-04-01")
    articles = (BOTH[0], article("subletting", contract="", document="d-1"))
    case = asked((contract(signed_on="2005-04-01"),), articles, (old,), of="either", validity=YEAR)
    assert rows(judge(check, case)) == [("d-1/reviewed", "unknown", "expired")]
