"""What checks and commands ask of earlier nights."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.facts.accounts import Account, PasswordPolicy
from auditor.facts.host import ClockSkew
from auditor.facts.logs import LogDay
from auditor.model.subject import target_ref
from auditor.model.terms import Basis
from auditor.store.records import LogDigest, Quarantine
from auditor.store.store import Store
from tests.unit.store import nights
from tests.unit.store.nights import as_of, at, begin, digest, fact_set, job, log_day, run_id, unreachable, whole_night

AP01 = target_ref("ap01")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "state" / "auditor.db") as opened:
        yield opened


def record_logs(store: Store, night: int, days: list[LogDay], basis: Basis = Basis.LIVE) -> None:
    run = begin(store, night)
    outcome, _ = job("ap01", night)
    store.record_outcome(run, outcome, [replace(fact_set(LogDay, "ap01", days, (), night), basis=basis)])


def test_the_latest_facts_are_those_of_the_night_before_with_its_measured_values(store: Store) -> None:
    for night in range(3):
        whole_night(store, night)
    run = begin(store, 3)
    store.record_outcome(run, *job("ap01", 3))

    assert store.latest_facts(ClockSkew, AP01, run) == job("ap01", 2)[1][1]
    assert store.latest_facts(Account, AP01, run_id(1)) == job("ap01", 0)[1][0]
    assert store.latest_facts(Account, AP01, run_id(0)) is None
    assert store.latest_facts(PasswordPolicy, AP01, run) is None
    assert store.latest_facts(Account, target_ref("nowhere"), run) is None


def test_the_latest_facts_pass_over_absent_nights_and_nights_without_the_job(store: Store) -> None:
    whole_night(store, 0)
    whole_night(store, 1)
    store.record_outcome(begin(store, 2), *unreachable("ap01", 2))
    whole_night(store, 3, ("ap02",))
    begin(store, 4)

    assert store.latest_facts(Account, AP01, run_id(4)) == job("ap01", 1)[1][0]
    assert store.latest_facts(Account, AP01, run_id(2)) == job("ap01", 1)[1][0]
    assert store.latest_facts(Account, AP01, run_id(1)) == job("ap01", 0)[1][0]


def test_the_latest_keys_are_those_of_the_latest_facts(store: Store) -> None:
    whole_night(store, 0)
    whole_night(store, 1)
    store.record_outcome(begin(store, 2), *unreachable("ap01", 2))
    asked: dict[type[Account], str] = {Account: "name"}

    for before in (run_id(2), None):
        facts = store.latest_facts(Account, AP01, before)
        assert facts is not None
        assert store.latest_keys(asked, AP01, before) == {Account: {fact.name for fact in facts.facts}}
    assert store.latest_keys(asked, AP01, run_id(0)) == {}


def test_the_latest_of_two_jobs_that_give_the_same_facts(store: Store) -> None:
    outcome, sets = job("ap01", 0)
    store.record_outcome(begin(store, 0), replace(outcome, job="ap01/snmp"), sets[1:])
    later, later_sets = job("ap01", 1)
    store.record_outcome(begin(store, 1), later, later_sets)
    begin(store, 2)

    assert store.latest_facts(ClockSkew, AP01, run_id(2)) == later_sets[1]
    assert store.latest_facts(ClockSkew, AP01, run_id(1)) == sets[1]


def test_the_first_digest_of_a_log_file_is_never_overwritten(store: Store) -> None:
    record_logs(store, 0, [log_day(0, b"one"), log_day(1, b"two")])
    record_logs(store, 1, [log_day(0, b"altered"), log_day(2, b"three")])
    record_logs(store, 2, [log_day(0, b"altered"), log_day(2, b"three")])

    def expected(number: int, first: bytes, night: int, current: bytes | None) -> LogDigest:
        return LogDigest(
            source="operation",
            path=log_day(number).path,
            day=log_day(number).day,
            digest=digest(first),
            size=len(first),
            recorded=as_of(night),
            current=None if current is None else digest(current),
        )

    assert store.first_digests(AP01) == [
        expected(0, b"one", 0, b"altered"),
        expected(1, b"two", 0, None),
        expected(2, b"three", 1, b"three"),
    ]
    assert store.proven_since(AP01, "operation") == as_of(0)
    assert store.proven_since(AP01, "access") is None
    assert store.proven_since(target_ref("ap02"), "operation") is None
    assert store.first_digests(target_ref("ap02")) == []


def test_the_file_of_the_audits_own_day_is_not_yet_fixed(store: Store) -> None:
    today = (as_of(0) - date(2026, 11, 1)).days
    record_logs(store, 0, [log_day(today, b"half")])
    assert store.first_digests(AP01) == []
    # Nothing else changes, so the record is an unchanged one; the day is over all the same.
    record_logs(store, 1, [log_day(today, b"half")])
    assert [(found.digest, found.recorded) for found in store.first_digests(AP01)] == [(digest(b"half"), as_of(1))]


def test_unread_files_and_planned_ones_prove_nothing(store: Store) -> None:
    record_logs(store, 0, [replace(log_day(0), digest="")])
    record_logs(store, 1, [log_day(1, b"planned")], Basis.PLANNED)
    assert store.first_digests(AP01) == []


def test_paths_that_are_no_utf8_are_kept(store: Store) -> None:
    record_logs(store, 0, [log_day(0, b"x", path="\udc83\udc8d.csv")])
    assert [found.path for found in store.first_digests(AP01)] == ["\udc83\udc8d.csv"]


def test_a_quarantine_lasts_until_the_credential_changes_or_is_released(store: Store) -> None:
    store.quarantine("ssh-auditor", "v1", "ap01", at(0))
    store.quarantine("ssh-auditor", "v1", "ap02", at(1))
    store.quarantine("snmp-auditor", "v7", "sw01", at(1))
    first = Quarantine(target="ap01", since=at(0), version="v1")
    assert store.quarantined() == {
        "snmp-auditor": Quarantine(target="sw01", since=at(1), version="v7"),
        "ssh-auditor": first,
    }

    store.quarantine("ssh-auditor", "v2", "ap03", at(2))
    store.release("snmp-auditor")
    store.release("snmp-auditor")
    assert store.quarantined() == {"ssh-auditor": Quarantine(target="ap03", since=at(2), version="v2")}


def test_artefacts_are_found_by_digest(store: Store) -> None:
    whole_night(store, 0)
    outcome, _ = job("ap01", 0)
    passwd, clock = outcome.captures

    assert store.artefact(passwd.digest) == passwd.output
    assert store.artefact(passwd.digest, run_id(0)) == passwd.output
    assert store.artefact(clock.digest, run_id(0)) == clock.output
    with pytest.raises(StoreError, match=r"store\.no_artefact"):
        store.artefact(clock.digest)
    with pytest.raises(StoreError, match=r"store\.no_artefact"):
        store.artefact(digest(b"never"), run_id(0))


def test_a_listing_costs_its_new_lines(tmp_path: Path) -> None:
    path = tmp_path / "state" / "auditor.db"
    sizes = []
    for night in range(4):
        outcome, _ = job("ap01", night)
        lines = [b"oplog-%d.csv %s\n" % (n, digest(b"%d" % n).encode()) for n in range(night, 900 + night)]
        listing = replace(nights.capture("oplog", b"".join(lines), night), files=nights.files(900 + night)[night:])
        with Store.open(path) as store:
            run = begin(store, night)
            store.record_outcome(run, replace(outcome, captures=(listing,)), [])
            assert store.outcomes_of(run)[0].captures == (listing,)
        sizes.append(path.stat().st_size)

    # Whole, each of these two listings takes more than 20 kB compressed.
    assert sizes[3] - sizes[1] <= 8192
