"""Heads of a chain stamped by the real `openssl ts`, and what verification says of the stamps years later."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.errors import StampError
from auditor.model.sealing import FaultKind
from auditor.seal.keys import SealingKey
from auditor.seal.notes import head
from auditor.seal.sealer import Sealer
from auditor.seal.timestamp import stamp_head, stamps_of, verify_stamps
from auditor.store.store import Store
from tests.integration.servers.timestamping import Authority, timestamp_server
from tests.unit.seal.sealed_nights import KEY, PROTECTION, sealed_night


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "other")


def statement_made_at(store: Store, clock: Callable[[], datetime]) -> None:
    """Something sealed at a time of ours."""
    with store.writing() as connection:
        Sealer(SealingKey(KEY.private), clock).append(
            connection, "pruned", {"before": "2020-01-01", "artefacts": (), "bundles": ()}
        )


def now() -> datetime:
    return datetime.now(UTC)


def test_the_head_is_stamped_once_and_openssl_agrees(tmp_path: Path, authority: Authority) -> None:
    with Store.open(tmp_path / "auditor.db", protection=PROTECTION) as store, timestamp_server(authority) as server:
        sealed_night(store, 0)
        stamp_head(store, server.declared)
        stamp_head(store, server.declared)
        assert len(server.asked) == 1
        note = head(store)
        (stamped,) = stamps_of(store)
    assert note is not None
    assert note.stamped
    assert stamped.number == note.number
    assert note.digest == "sha256:" + hashlib.sha256(stamped.statement).hexdigest()
    assert authority.verifies(stamped.stamp, note.digest.removeprefix("sha256:"))


def test_stamps_of_several_heads_hold_offline(tmp_path: Path, authority: Authority) -> None:
    with Store.open(tmp_path / "auditor.db", protection=PROTECTION) as store:
        with timestamp_server(authority) as server:
            for _ in range(2):
                statement_made_at(store, now)
                stamp_head(store, server.declared)
        found = verify_stamps(stamps_of(store), authority.ca_file)
    assert found.faults == ()
    (remark,) = found.remarks
    assert (remark.code, remark.args["count"], remark.args["number"]) == ("stamp.hold", 2, 3)


def test_a_statement_that_says_it_was_made_after_its_stamp_is_remarked_upon(
    tmp_path: Path, authority: Authority
) -> None:
    with Store.open(tmp_path / "auditor.db", protection=PROTECTION) as store:
        with timestamp_server(authority) as server:
            statement_made_at(store, lambda: now() + timedelta(hours=1))
            stamp_head(store, server.declared)
        found = verify_stamps(stamps_of(store), authority.ca_file)
    assert found.faults == ()
    assert [remark.code for remark in found.remarks] == ["stamp.before_made", "stamp.hold"]


def test_certificates_of_another_authority_do_not_bear_stamps_out(
    tmp_path: Path, authority: Authority, other: Authority
) -> None:
    with Store.open(tmp_path / "auditor.db", protection=PROTECTION) as store:
        with timestamp_server(authority) as server:
            statement_made_at(store, now)
            stamp_head(store, server.declared)
        stamped = stamps_of(store)
    (fault,) = verify_stamps(stamped, other.ca_file).faults
    assert (fault.kind, fault.what.code, fault.what.args["number"]) == (
        FaultKind.ALTERED,
        "stamp.fault_not_borne_out",
        2,
    )
    both = tmp_path / "both.pem"
    both.write_bytes(other.ca_file.read_bytes() + authority.ca_file.read_bytes())
    assert verify_stamps(stamped, both).faults == ()


@pytest.mark.parametrize(
    ("altered", "code"),
    [
        (lambda _a, _s: b"", "stamp.fault_garbage"),
        (lambda _a, stamp: stamp[:-1], "stamp.fault_garbage"),
        (lambda authority, _s: authority.stamp(b"something else"), "stamp.fault_of_something_else"),
        (lambda _a, stamp: stamp[:-1] + bytes([stamp[-1] ^ 1]), "stamp.fault_not_borne_out"),
    ],
    ids=["emptied", "cut off", "of something else", "signature altered"],
)
def test_a_stamp_that_was_exchanged_is_told(
    tmp_path: Path, authority: Authority, altered: Callable[[Authority, bytes], bytes], code: str
) -> None:
    with Store.open(tmp_path / "auditor.db", protection=PROTECTION) as store:
        with timestamp_server(authority) as server:
            statement_made_at(store, now)
            stamp_head(store, server.declared)
        (stamped,) = stamps_of(store)
    found = verify_stamps([stamped._replace(stamp=altered(authority, stamped.stamp))], authority.ca_file)
    assert [fault.what.code for fault in found.faults] == [code]
    assert found.remarks == ()


def test_a_refused_stamp_leaves_the_chain_as_it_was(tmp_path: Path, authority: Authority, other: Authority) -> None:
    with Store.open(tmp_path / "auditor.db", protection=PROTECTION) as store:
        statement_made_at(store, now)
        with timestamp_server(other) as server, pytest.raises(StampError):
            stamp_head(store, type(server.declared)(url=server.url, ca_file=authority.ca_file))
        assert stamps_of(store) == ()
