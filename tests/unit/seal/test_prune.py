"""Evidence goes by its retention: what is named goes, tombstones are sealed in the same step, and the seals hold."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from auditor.errors import SealError, StoreError, UsageError
from auditor.model.periods import Period
from auditor.seal.prune import prune_evidence, retention_day, would_prune
from auditor.seal.rotation import declare_lost
from auditor.seal.sealer import Sealer
from auditor.seal.statements import PrunedStatement, read_statement
from auditor.seal.verify import verify
from auditor.store.protection import Protection
from auditor.store.store import Store
from tests.unit.seal.sealed_nights import KEY, OTHER, PROTECTION, clock, private, sealed_night
from tests.unit.seal.test_rotation import Holder
from tests.unit.store.nights import as_of, digest, run_id

SEALER = Sealer(KEY, clock(5))


def passwd(*names: str) -> str:
    """The digest of an account file with these names."""
    return digest("\n".join(names).encode())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Four nights; the account file changes on the third, and each night has a clock of its own."""
    with Store.open(tmp_path / "auditor.db", protection=PROTECTION) as opened:
        for night in range(4):
            sealed_night(opened, night, names=("root", "clerk", *(("guest",) if night > 1 else ())))
        yield opened


def statements(store: Store) -> list[PrunedStatement]:
    with store.reading() as connection:
        rows = connection.execute("SELECT statement FROM seals WHERE kind = 'pruned' ORDER BY number").fetchall()
    found = [read_statement(row[0]) for row in rows]
    return [statement for statement in found if isinstance(statement, PrunedStatement)]


def dump(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        query = "SELECT digest, base, body, pruned FROM bodies UNION ALL SELECT run, part, bodies, 0 FROM bundles"
        return sorted(connection.execute(query).fetchall(), key=repr)


def test_what_only_past_nights_rest_on_goes_and_that_is_sealed(store: Store) -> None:
    found = prune_evidence(store, SEALER, as_of(2))
    assert (found.artefacts, found.volatile, found.targets, found.last_run) == (1, 2, ("ap01", "ap02"), run_id(1))
    assert found.size > 0
    with pytest.raises(StoreError) as told:
        store.artefact(passwd("root", "clerk"))
    assert told.value.message.code == "store.artefact_pruned"
    assert store.artefact(passwd("root", "clerk", "guest")) == b"root\nclerk\nguest"
    (statement,) = statements(store)
    assert statement.before == as_of(2).isoformat()
    assert [a.digest for a in statement.artefacts if a.now is None] == [passwd("root", "clerk")]
    assert sorted({bundle.run for bundle in statement.bundles}) == [run_id(0), run_id(1)]


def test_the_seals_still_hold_and_the_deletion_is_remarked_upon(store: Store) -> None:
    prune_evidence(store, SEALER, as_of(2))
    found = verify(store, reports=None, trusted=KEY.public)
    assert found.faults == ()
    assert found.proven == tuple(run_id(night) for night in range(4))
    assert "seal.pruned" in {remark.code for remark in found.remarks}


def test_results_and_facts_of_pruned_nights_can_be_read(store: Store) -> None:
    before = [(store.assessment(run_id(night)), store.sets_of(run_id(night))) for night in range(4)]
    prune_evidence(store, SEALER, as_of(3))
    assert [(store.assessment(run_id(night)), store.sets_of(run_id(night))) for night in range(4)] == before


def test_a_rehearsal_says_the_same_and_changes_nothing(store: Store) -> None:
    before = dump(store)
    rehearsed = would_prune(store, as_of(2))
    assert dump(store) == before
    assert statements(store) == []
    assert prune_evidence(store, SEALER, as_of(2)) == rehearsed


def test_a_second_pruning_finds_nothing_and_seals_nothing(store: Store) -> None:
    prune_evidence(store, SEALER, as_of(2))
    assert prune_evidence(store, SEALER, as_of(2)).is_empty
    assert len(statements(store)) == 1
    assert not prune_evidence(store, SEALER, as_of(3)).is_empty
    assert len(statements(store)) == 2
    assert verify(store, reports=None).faults == ()


def test_nights_go_on_after_a_pruning(store: Store) -> None:
    """The account file of the first nights comes back: its bytes are stored and sealed again."""
    prune_evidence(store, SEALER, as_of(3))
    sealed_night(store, 4, names=("root", "clerk"))
    assert store.artefact(passwd("root", "clerk")) == b"root\nclerk"
    assert verify(store, reports=None).faults == ()


def test_a_day_after_the_newest_night_is_refused(store: Store) -> None:
    before = dump(store)
    for day in (as_of(4), date.max):
        for attempt in (would_prune, lambda s, d: prune_evidence(s, SEALER, d)):
            with pytest.raises(UsageError) as told:
                attempt(store, day)
            assert told.value.message.code == "prune.too_late"
    assert dump(store) == before
    prune_evidence(store, SEALER, as_of(3))
    assert store.artefact(passwd("root", "clerk", "guest"))


def test_a_store_without_nights_has_nothing_to_prune(tmp_path: Path) -> None:
    with Store.open(tmp_path / "auditor.db") as empty:
        with pytest.raises(UsageError) as told:
            would_prune(empty, date(2026, 1, 1))
        assert told.value.message.code == "cli.no_runs"
        assert retention_day(empty, Period.parse("P1Y"), date(2026, 11, 20)) == date(2025, 11, 20)


def test_the_retention_gives_the_day_but_never_one_after_the_newest_night(store: Store) -> None:
    today = as_of(3) + timedelta(days=10)
    assert retention_day(store, Period.parse("P12D"), today) == as_of(1)
    assert retention_day(store, Period.parse("P1D"), today) == as_of(3)
    assert retention_day(store, Period.parse("P9999Y"), today) == date.min
    assert would_prune(store, date.min).is_empty


def test_a_deletion_that_cannot_be_sealed_does_not_happen(store: Store) -> None:
    before = dump(store)
    with pytest.raises(SealError):
        prune_evidence(store, Sealer(OTHER, clock(5)), as_of(2))
    assert dump(store) == before


def test_bytes_put_back_or_taken_away_beside_the_tombstones_are_told(store: Store) -> None:
    prune_evidence(store, SEALER, as_of(2))
    with store.writing() as connection:
        connection.execute("UPDATE bodies SET body = x'00' WHERE pruned IS NOT NULL")
    assert not verify(store, reports=None).holds
    with store.writing() as connection:
        connection.execute("UPDATE bodies SET body = x'' WHERE pruned IS NOT NULL")
    assert verify(store, reports=None).holds
    with store.writing() as connection:
        connection.execute("UPDATE bodies SET body = x'', pruned = '2026-11-22' WHERE pruned IS NULL")
    assert not verify(store, reports=None).holds


class Interrupted(Sealer):
    """Is cut off when it is to seal."""

    def append(self, *_: object, **__: object) -> int:
        raise KeyboardInterrupt


def test_a_pruning_cut_off_in_the_middle_leaves_everything_there(store: Store) -> None:
    """The deletion and its statement are one transaction: before its end there is neither."""
    before = dump(store)
    with pytest.raises(KeyboardInterrupt):
        prune_evidence(store, Interrupted(KEY, clock(5)), as_of(2))
    assert dump(store) == before
    assert statements(store) == []


def test_artefacts_under_a_lost_key_are_given_up_and_the_seals_hold(tmp_path: Path) -> None:
    path = tmp_path / "auditor.db"
    with Store.open(path, protection=PROTECTION) as store:
        for night in range(2):
            sealed_night(store, night)
    new = Protection(private(9))
    with pytest.raises(StoreError), Store.open(path, protection=new):
        pass
    with Store.open(path) as store:
        lost = declare_lost(store, Holder(OTHER.private, artefact_key=new.key), clock(2), reason="火災", by="課長")
        assert lost.artefacts == 1
    with Store.open(path, protection=new) as store:
        with pytest.raises(StoreError) as told:
            store.artefact(passwd("root", "clerk"))
        assert told.value.message.code == "store.artefact_pruned"
        sealed_night(store, 2, key=OTHER)
        assert store.artefact(passwd("root", "clerk")) == b"root\nclerk"
        found = verify(store, reports=None, trusted=OTHER.public)
    assert found.faults == ()
    assert {"seal.key_lost", "seal.pruned"} <= {remark.code for remark in found.remarks}
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM seals WHERE kind = 'pruned'").fetchone() == (1,)
    connection.close()
