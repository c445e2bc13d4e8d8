"""A new key takes over; whatever is cut off on the way, the vault and the store agree again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from auditor.errors import SealError, UsageError
from auditor.seal.keys import PublicKey, SealingKey
from auditor.seal.rotation import current_key, declare_lost, rotate, signing_key
from auditor.seal.statements import KeyEvent, KeyStatement, read_statement
from auditor.store.store import Store
from tests.unit.seal.sealed_nights import KEY, OTHER, PROTECTION, clock, private, sealed_city, sealed_night


class Cut(Exception):
    """The power goes."""


@dataclass
class Holder:
    """A vault in memory; ``cut`` names the call before or after which the power goes."""

    sealing_key: bytes
    next_sealing_key: bytes = b""
    artefact_key: bytes = PROTECTION.key
    cut: str = ""
    calls: list[str] = field(default_factory=list)

    def announce_sealing_key(self, private: bytes) -> None:
        self._call("announce")
        self.next_sealing_key = private
        self._called("announce")

    def replace_sealing_key(self, private: bytes) -> bytes:
        self._call("replace")
        self.sealing_key, self.next_sealing_key = private, b""
        self._called("replace")
        return private

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if self.cut == f"before {name}":
            raise Cut

    def _called(self, name: str) -> None:
        if self.cut == f"after {name}":
            raise Cut


def token(number: int) -> Callable[[int], bytes]:
    return lambda _: private(number)


def key_of(store: Store) -> PublicKey | None:
    with store.reading() as connection:
        return current_key(connection)


def newest(store: Store) -> tuple[object, bytes, bytes | None, bytes]:
    """The newest statement, its bytes, its endorsement and its signature."""
    with store.reading() as connection:
        statement, signature, endorsement = connection.execute(
            "SELECT statement, signature, endorsement FROM seals ORDER BY number DESC LIMIT 1"
        ).fetchone()
    return read_statement(statement), statement, endorsement, signature


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(sealed_city(tmp_path, 2), protection=PROTECTION) as opened:
        yield opened


def test_the_key_in_use_is_the_first_one_until_it_is_rotated(store: Store) -> None:
    holder = Holder(KEY.private)
    assert key_of(store) == KEY.public
    assert signing_key(store, holder) == KEY
    assert rotate(store, holder, clock(2), reason="yearly", by="部長", token=token(2)) == OTHER.public
    assert key_of(store) == OTHER.public
    assert (holder.sealing_key, holder.next_sealing_key) == (OTHER.private, b"")
    assert signing_key(store, holder) == OTHER


def test_the_hand_over_is_signed_by_the_old_key_and_endorsed_by_the_new_one(store: Store) -> None:
    rotate(store, Holder(KEY.private), clock(2), reason="yearly", by="部長", token=token(2))
    found, statement, endorsement, signature = newest(store)
    assert isinstance(found, KeyStatement)
    assert (found.event, found.reason, found.by) == (KeyEvent.ROTATION, "yearly", "部長")
    assert (found.key, found.replaces, found.public_key) == (
        KEY.public.fingerprint,
        KEY.public.fingerprint,
        OTHER.public.text,
    )
    assert endorsement is not None
    KEY.public.verify(signature, statement)
    OTHER.public.verify(endorsement, statement)


def test_the_next_night_is_sealed_by_the_new_key_only(store: Store) -> None:
    rotate(store, Holder(KEY.private), clock(2), token=token(2))
    with pytest.raises(SealError):
        sealed_night(store, 2, key=KEY)


def test_nothing_is_rotated_before_something_is_sealed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "auditor.db") as store:
        holder = Holder(KEY.private)
        assert signing_key(store, holder) == KEY
        with pytest.raises(UsageError) as told:
            rotate(store, holder, clock(0), token=token(2))
        assert told.value.message.code == "rotation.nothing_sealed"
        assert (holder.sealing_key, holder.next_sealing_key) == (KEY.private, b"")
        with pytest.raises(UsageError) as told:
            declare_lost(store, holder, clock(0), reason="r", by="b")
        assert told.value.message.code == "rotation.nothing_sealed"


@pytest.mark.parametrize("cut", ["before announce", "after announce", "before replace", "after replace"])
def test_wherever_the_power_goes_the_vault_holds_the_key_in_use(store: Store, cut: str) -> None:
    holder = Holder(KEY.private, cut=cut)
    with pytest.raises(Cut):
        rotate(store, holder, clock(2), token=token(2))
    holder.cut = ""
    handed_over = cut in ("before replace", "after replace")
    assert key_of(store) == (OTHER if handed_over else KEY).public
    assert signing_key(store, holder).public == key_of(store)
    sealed_night(store, 2, key=SealingKey(holder.sealing_key))
    third = SealingKey(private(3)).public
    assert rotate(store, holder, clock(3), token=token(3)) == third
    assert key_of(store) == third
    assert (holder.sealing_key, holder.next_sealing_key) == (private(3), b"")


def test_a_rotation_that_the_store_refuses_changes_no_key(store: Store, tmp_path: Path) -> None:
    holder = Holder(KEY.private)

    def broken(_: int) -> bytes:
        return b"short"

    with pytest.raises(ValueError, match="32 bytes"):
        rotate(store, holder, clock(2), token=broken)
    assert holder.calls == []
    assert key_of(store) == KEY.public


def test_a_vault_from_before_the_rotation_is_not_sealed_with(store: Store) -> None:
    rotate(store, Holder(KEY.private), clock(2), token=token(2))
    with pytest.raises(SealError) as told:
        signing_key(store, Holder(KEY.private))
    assert told.value.message.code == "rotation.other_key"
    assert told.value.message.args == {"expected": OTHER.public.fingerprint, "found": KEY.public.fingerprint}


def test_a_lost_key_is_declared_by_the_new_one_alone(store: Store) -> None:
    lost = declare_lost(store, Holder(OTHER.private), clock(2), reason="火災", by="課長")
    assert (lost.key, lost.artefacts) == (OTHER.public, 0)
    found, statement, endorsement, signature = newest(store)
    assert isinstance(found, KeyStatement)
    assert (found.event, found.reason, found.by) == (KeyEvent.LOSS, "火災", "課長")
    assert (found.key, found.replaces) == (OTHER.public.fingerprint, KEY.public.fingerprint)
    assert endorsement is None
    OTHER.public.verify(signature, statement)
    assert key_of(store) == OTHER.public
    sealed_night(store, 2, key=OTHER)


@pytest.mark.parametrize("waiting", [False, True])
def test_a_key_that_the_vault_holds_is_not_lost(store: Store, waiting: bool) -> None:
    """Nor is one that a rotation was cut off over."""
    holder = Holder(KEY.private)
    if waiting:
        holder.cut = "before replace"
        with pytest.raises(Cut):
            rotate(store, holder, clock(2), token=token(2))
        holder.cut = ""
    with pytest.raises(UsageError) as told:
        declare_lost(store, holder, clock(3), reason="r", by="b")
    assert told.value.message.code == "rotation.not_lost"


@pytest.mark.parametrize("content", [b"", b"{}", b"no json", b'{"schema":"auditor-seal/1"}'])
def test_a_statement_about_keys_that_cannot_be_read_is_told(store: Store, content: bytes) -> None:
    with store.writing() as connection:
        connection.execute("UPDATE seals SET statement = ? WHERE kind = 'key'", (content,))
    with pytest.raises(SealError) as told:
        key_of(store)
    assert told.value.message.code == "rotation.unreadable"
