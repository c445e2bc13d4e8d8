"""Statements: what is written is read again, and nothing else is one."""

import json
from typing import Any

import msgspec
import pytest

from auditor.seal.statements import (
    KeyEvent,
    KeyStatement,
    Statement,
    StatementKind,
    digest_of,
    first_key,
    loss,
    read_statement,
    rotation,
    write_statement,
)
from tests.unit.seal.sealed_city import KEY, OTHER

HEAD = Statement(
    schema="auditor-seal/1",
    number=1,
    kind=StatementKind.KEY,
    previous=None,
    made="2026-11-20T01:00:00+00:00",
    key=KEY.public.fingerprint,
)


def test_the_first_statement_carries_the_first_key() -> None:
    data = write_statement(first_key(KEY.public), HEAD)
    assert json.loads(data) == {
        "by": "",
        "event": "first",
        "key": KEY.public.fingerprint,
        "kind": "key",
        "made": "2026-11-20T01:00:00+00:00",
        "number": 1,
        "previous": None,
        "public_key": KEY.public.text,
        "reason": "",
        "replaces": None,
        "schema": "auditor-seal/1",
    }
    found = read_statement(data)
    assert isinstance(found, KeyStatement)
    assert (found.event, found.public_key) == (KeyEvent.FIRST, KEY.public.text)


def test_rotation_and_loss_name_both_keys() -> None:
    handed = rotation(OTHER.public, KEY.public, reason="四月の異動", by="情報政策課長")
    assert (handed["public_key"], handed["replaces"]) == (OTHER.public.text, KEY.public.fingerprint)
    lost = loss(OTHER.public, KEY.public.fingerprint, reason="金庫の破損", by="情報政策課長")
    assert (lost["event"], lost["replaces"], lost["by"]) == (KeyEvent.LOSS, KEY.public.fingerprint, "情報政策課長")


def altered(**changes: Any) -> bytes:
    found = json.loads(write_statement(first_key(KEY.public), HEAD))
    found |= changes
    return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        altered(kind="other"),
        altered(schema="auditor-seal/2"),
        altered(number="1"),
        altered(event="found"),
        altered(more=1),
        altered() + b" ",
        altered().replace(b'"by":""', b'"by": ""'),
        altered().replace(b'"by":""', b'"by":"\\ud800"'),
        altered(kind="run"),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        read_statement(data)


def test_content_that_does_not_fit_its_kind_is_not_written() -> None:
    with pytest.raises(ValueError, match="no statement"):
        write_statement({"run": "x"}, HEAD)


def test_the_digest_is_that_of_the_bytes() -> None:
    assert digest_of(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
