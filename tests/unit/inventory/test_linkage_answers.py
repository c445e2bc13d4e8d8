"""What columns and tags of a linkage answer: an empty cell is unknown, never no."""

from typing import Any

import pytest

from auditor.inventory.linkage_answers import answers
from auditor.inventory.linkage_shapes import LinkageShape


def answered(**given: Any) -> dict[str, str]:
    shape = LinkageShape.model_validate({"id": "suido", "title": "水道", "counterparty_logs_on": False, **given})
    return {name: value for name, (value,) in ((n, tuple(v)) for n, v in answers(shape).items())}


@pytest.mark.parametrize("name", ["external_server", "off_purpose", "outsourced"])
@pytest.mark.parametrize(
    ("cell", "tagged", "expected"),
    [
        (None, False, "unknown"),
        (False, False, "no"),
        (True, False, "yes"),
        (None, True, "yes"),
        (False, True, "yes"),
    ],
)
def test_cell_and_tag(name: str, cell: bool | None, tagged: bool, expected: str) -> None:
    assert answered(**{name: cell}, tags=[name] if tagged else [])[name] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"contractor": "第一水道サービス", "peer": "第一水道サービス（委託先）"}, "yes"),
        ({"contractor": "第一 水道サービス株式会社", "counterparty": "（株）第一水道サービス"}, "yes"),
        ({"contractor": "第一水道サービス（委託先）", "counterparty": "第一水道サービス"}, "yes"),
        ({"contractor": "税務システム保守", "peer": "県税事務所"}, "unknown"),
        ({"contractor": "税務システム保守"}, "unknown"),
        ({"contractor": "株式会社", "peer": "県税事務所"}, "unknown"),
        ({"peer": "県税事務所"}, "unknown"),
        ({"contractor": "第一水道サービス", "peer": "第一水道サービス", "outsourced": False}, "no"),
    ],
)
def test_a_contractor_who_is_the_other_party(given: dict[str, Any], expected: str) -> None:
    assert answered(**given)["outsourced"] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "unknown"),
        ({"off_purpose": False}, "no"),
        ({"off_purpose": True}, "yes"),
        ({"tags": ["off_purpose"]}, "yes"),
        ({"off_purpose": False, "tags": ["provision"]}, "yes"),
    ],
)
def test_provision(given: dict[str, Any], expected: str) -> None:
    assert answered(**given)["provision"] == expected
