"""Stamps beside the chain: kept with the head, checked offline, counted where there are no certificates."""

from datetime import timedelta
from pathlib import Path

import pytest

from auditor.errors import StampError
from auditor.model.operation import TimestampAuthority
from auditor.seal.timestamp import Stamped, stamp_head, stamps_of, verify_stamps
from auditor.store.store import Store

NOWHERE = TimestampAuthority(url="http://127.0.0.1:9/", ca_file=Path("/nonexistent/ca.pem"))


def test_a_store_without_seals_has_nothing_to_stamp(tmp_path: Path) -> None:
    with Store.open(tmp_path / "auditor.db") as store:
        with pytest.raises(StampError) as told:
            stamp_head(store, NOWHERE, timedelta(seconds=1))
        assert stamps_of(store) == ()
    assert told.value.message.code == "stamp.nothing_sealed"


def test_without_certificates_stamps_are_counted_and_no_fault() -> None:
    found = verify_stamps([Stamped(1, b"{}", b"x"), Stamped(3, b"{}", b"y")], None)
    assert found.faults == ()
    assert [(remark.code, remark.args) for remark in found.remarks] == [("stamp.unchecked", {"count": 2})]


def test_where_there_are_no_stamps_nothing_is_said() -> None:
    found = verify_stamps([], Path("/nonexistent/ca.pem"))
    assert (found.faults, found.remarks) == ((), ())


def test_a_certificate_file_that_cannot_be_read_is_told() -> None:
    with pytest.raises(StampError) as told:
        verify_stamps([Stamped(1, b"{}", b"x")], Path("/nonexistent/ca.pem"))
    assert told.value.message.code == "stamp.ca_unreadable"
