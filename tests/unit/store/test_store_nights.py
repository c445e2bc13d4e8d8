"""Records and nights: what is read back is what was recorded, and an unchanged night is unchanged."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from auditor.errors import StoreError
from auditor.facts.accounts import Account
from auditor.facts.records import RosterEntry
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.job import Capture, CaptureStatus
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason, SubjectKind
from auditor.model.words import message
from auditor.store.records import RunState
from auditor.store.store import Store
from tests.unit.store import nights
from tests.unit.store.nights import begin, job, run_id, table_rows, unreachable, whole_night


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "auditor.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def test_a_job_is_read_back_as_it_was_recorded(store: Store) -> None:
    run = begin(store, 0)
    outcome, sets = job("ap01", 0)
    store.record_outcome(run, outcome, sets)

    assert store.finished_jobs(run) == {"ap01/ssh"}
    assert store.sets_of(run) == sets
    assert store.outcomes_of(run) == [outcome]


def test_every_detail_of_an_outcome_survives(store: Store) -> None:
    run = begin(store, 0)
    outcome, _ = job("ap01", 0)
    denied = Capture(
        collector="linux", command="shadow", status=CaptureStatus.DENIED, errors=b"sudo: \xff\n", argv=("sudo", "-n")
    )
    volatile_missing = Capture(collector="linux", command="up", status=CaptureStatus.MISSING, volatile=True)
    empty = nights.capture("motd", b"", 0)
    empty_volatile = replace(nights.capture("load", b"", 0, volatile=True), errors=b"warned")
    listing = replace(nights.capture("oplog", b"listing\n", 0), files=nights.files(3), exit_code=None)
    redacted = replace(nights.capture("snmpd", b"community x", 0), redactions=2)
    twice = replace(redacted, output=b"other", digest=nights.digest(b"other"))
    captures = (denied, volatile_missing, empty, empty_volatile, listing, redacted, twice, *outcome.captures)
    given = replace(outcome, captures=captures, reason=Reason.DEADLINE, detail=message("engine.x"), attempts=2)
    store.record_outcome(run, given, [])

    assert store.outcomes_of(run) == [given]


def test_the_order_of_facts_and_equal_facts_survive(store: Store) -> None:
    run = begin(store, 0)
    outcome, (found, skew) = job("ap01", 0, ("zoe", "amy", "root", "amy"))
    same = replace(found, facts=(found.facts[1], found.facts[0], found.facts[1], found.facts[2]))
    store.record_outcome(run, outcome, [same, found, skew, found])

    assert store.sets_of(run) == [same, found, skew, found]


def test_every_night_keeps_its_own_measured_values(store: Store) -> None:
    for night in range(5):
        whole_night(store, night)

    for night in range(5):
        assert store.sets_of(run_id(night)) == [s for t in ("ap01", "ap02") for s in job(t, night)[1]]
        assert store.outcomes_of(run_id(night)) == [job(t, night)[0] for t in ("ap01", "ap02")]


def test_an_unchanged_night_adds_its_own_rows_and_its_targets_bundle_alone(store: Store, path: Path) -> None:
    for night in range(2):
        whole_night(store, night)
    before = table_rows(path)
    whole_night(store, 2)
    after = table_rows(path)

    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "bundles": 2,
        "runs": 1,
    }


def test_a_new_account_adds_its_own_rows_only(store: Store, path: Path) -> None:
    whole_night(store, 0, ("ap01",))
    before = table_rows(path)["spans"]
    begin(store, 1)
    outcome, sets = job("ap01", 1)
    more = [*sets[0].facts, Account(place=Place(origin="ssh:passwd", where="/etc/passwd:3"), name="new")]
    store.record_outcome(run_id(1), outcome, [replace(sets[0], facts=tuple(more)), sets[1]])

    # The account, the frame of its set (it counts its facts) and the frame of the record.
    assert table_rows(path)["spans"] - before == 3
    assert store.sets_of(run_id(0)) == job("ap01", 0)[1]
    assert [f.name for f in store.sets_of(run_id(1))[0].facts] == ["root", "clerk", "new"]


def test_an_unreachable_target_is_absent_that_night_and_its_facts_go_on(store: Store, path: Path) -> None:
    whole_night(store, 0, ("ap01",))
    begin(store, 1)
    outcome, sets = unreachable("ap01", 1)
    store.record_outcome(run_id(1), outcome, sets)
    before = table_rows(path)["spans"]
    begin(store, 2)
    store.record_outcome(run_id(2), *job("ap01", 2))

    assert store.sets_of(run_id(0)) == job("ap01", 0)[1]
    assert store.sets_of(run_id(1)) == sets
    assert store.outcomes_of(run_id(1)) == [outcome]
    assert store.sets_of(run_id(2)) == job("ap01", 2)[1]
    # Frames of the record, two sets, two captures and two references; no fact.
    assert table_rows(path)["spans"] - before == 7


def test_what_was_gone_after_an_absence_ends_with_the_last_night_it_was_seen(store: Store) -> None:
    names = (("root", "clerk"), (), ("root",))
    for night, present in enumerate(names):
        run = begin(store, night)
        store.record_outcome(run, *(job("ap01", night, present) if present else unreachable("ap01", night)))

    assert [len(store.sets_of(run_id(night))[0].facts) for night in range(3)] == [2, 0, 1]


def test_a_job_that_was_not_run_leaves_no_trace_and_closes_nothing(store: Store, path: Path) -> None:
    whole_night(store, 0)
    whole_night(store, 1, ("ap02",))
    before = table_rows(path)["spans"]
    whole_night(store, 2)

    assert store.finished_jobs(run_id(1)) == {"ap02/ssh"}
    assert {s.subject.id for s in store.sets_of(run_id(1))} == {"ap02"}
    assert store.sets_of(run_id(2)) == [s for t in ("ap01", "ap02") for s in job(t, 2)[1]]
    assert table_rows(path)["spans"] == before


def test_a_job_recorded_again_in_the_same_run_is_replaced(store: Store, path: Path) -> None:
    whole_night(store, 0, ("ap01",))
    begin(store, 1)
    store.record_outcome(run_id(1), *unreachable("ap01", 1))
    store.record_outcome(run_id(1), *job("ap01", 1, ("other",)))
    store.record_outcome(run_id(1), *job("ap01", 1))

    assert store.sets_of(run_id(1)) == job("ap01", 1)[1]
    assert store.sets_of(run_id(0)) == job("ap01", 0)[1]


def test_an_interrupted_run_is_taken_up_again(store: Store, path: Path) -> None:
    whole_night(store, 0)
    begin(store, 1)
    store.record_outcome(run_id(1), *job("ap01", 1))
    store.close()

    with Store.open(path) as again:
        assert again.runs()[0].state is RunState.RUNNING
        begin(again, 1)
        assert again.finished_jobs(run_id(1)) == {"ap01/ssh"}
        again.record_outcome(run_id(1), *job("ap02", 1))
        assert again.sets_of(run_id(1)) == [s for t in ("ap01", "ap02") for s in job(t, 1)[1]]


def test_an_interrupted_run_that_is_followed_by_another_is_closed_and_corrupts_nothing(store: Store) -> None:
    whole_night(store, 0)
    begin(store, 1)
    store.record_outcome(run_id(1), *job("ap01", 1, ("root", "intruder")))
    whole_night(store, 2)

    assert [run.state for run in store.runs()] == [RunState.FINISHED, RunState.INTERRUPTED, RunState.FINISHED]
    assert store.sets_of(run_id(1)) == job("ap01", 1, ("root", "intruder"))[1]
    assert store.sets_of(run_id(2)) == [s for t in ("ap01", "ap02") for s in job(t, 2)[1]]
    with pytest.raises(StoreError, match=r"store\.run_closed"):
        store.record_outcome(run_id(1), *job("ap02", 1))
    with pytest.raises(StoreError, match=r"store\.run_exists"):
        begin(store, 1)


def test_a_finished_run_cannot_change(store: Store) -> None:
    given = whole_night(store, 0)
    with pytest.raises(StoreError, match=r"store\.run_closed"):
        store.record_outcome(run_id(0), *job("ap03", 0))
    with pytest.raises(StoreError, match=r"store\.run_closed"):
        store.finish_run(given)
    with pytest.raises(StoreError, match=r"store\.run_exists"):
        begin(store, 0)
    assert store.assessment(run_id(0)) == given


def test_registers_are_recorded_by_name_with_their_bytes(store: Store) -> None:
    run = begin(store, 0)
    data = "entries:\n- {person: 職員1}\n".encode()
    source = ArtefactRef(
        origin="register:roster", target="inventory", digest=nights.digest(data), size=len(data),
        collected_at=nights.at(0),
    )  # fmt: skip
    entry = RosterEntry(place=Place(origin="register:roster", where="roster.yaml:2"), person="職員1")
    sets = [
        replace(
            nights.fact_set(RosterEntry, "x", [entry], [source], 0),
            subject=SubjectRef(SubjectKind.ORGANISATION, "minato"),
            basis=Basis.REGISTER,
        )
    ]
    store.record_sets(run, "register:roster", {source.digest: data}, sets)

    assert store.finished_jobs(run) == frozenset()
    assert store.sets_of(run) == sets
    assert store.artefact(source.digest) == data


def test_partial_sets_and_references_without_bytes_survive(store: Store) -> None:
    run = begin(store, 0)
    outcome, (found, skew) = job("ap01", 0)
    far = ArtefactRef(
        origin="local:oplog", target="fs01", digest=nights.digest(b"far"), size=10**12, collected_at=nights.at(0),
        stored=False, redactions=1,
    )  # fmt: skip
    far_volatile = replace(far, volatile=True, origin="local:other")
    partial = replace(
        found,
        completeness=Completeness.PARTIAL,
        reason=Reason.TRUNCATED,
        detail=message("engine.x", file="/etc/\udc80passwd"),
        artefacts=(far, far_volatile, replace(far, size=1)),
    )
    store.record_outcome(run, outcome, [partial, skew])

    assert store.sets_of(run) == [partial, skew]


def test_a_digest_that_is_not_of_the_bytes_is_a_bug_and_records_nothing(store: Store) -> None:
    run = begin(store, 0)
    outcome, sets = job("ap01", 0)
    wrong = replace(outcome, captures=(replace(outcome.captures[0], output=b"altered"), outcome.captures[1]))
    with pytest.raises(ValueError, match="is not the digest"):
        store.record_outcome(run, wrong, sets)
    assert store.finished_jobs(run) == frozenset()


def test_random_histories_are_read_back_exactly(store: Store) -> None:
    """Accounts come and go, targets go down, jobs are left out or recorded again, runs break off."""
    random = Random(20261120)  # noqa: S311 - a test's made-up history
    expected: dict[str, list[nights.AnyFactSet]] = {}
    for night in range(40):
        run = begin(store, night)
        recorded = {}
        for target in random.sample(["ap01", "ap02", "ap03"], random.randrange(4)):
            for _ in range(random.choice((1, 1, 1, 2))):
                names = random.choices(["root", "clerk", "amy", "zoe"], k=random.randrange(5))
                outcome, sets = unreachable(target, night) if random.random() < 0.3 else job(target, night, names)
                random.shuffle(sets)
                sets = sets[: random.randrange(1, 3)]
                store.record_outcome(run, outcome, sets)
                recorded[target] = sets
        expected[run] = [found for target in sorted(recorded) for found in recorded[target]]

    assert {run: store.sets_of(run) for run in expected} == expected


def test_an_unknown_run_is_said_so(store: Store) -> None:
    with pytest.raises(StoreError, match=r"store\.no_run"):
        store.sets_of("nowhere")
