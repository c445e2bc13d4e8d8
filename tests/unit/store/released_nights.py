"""The nights in ``tests/fixtures/store/v0_1_0.db.gz``, as the released 0.1.0 recorded them.

The file was made, once, by 0.1.0's own code: in its tree (with this file beside its ``nights.py``)
``python -m tests.unit.store.released_nights auditor.db`` and then ``gzip -9 --no-name``. What `tests.unit.store.nights`
gives for these nights must stay as it is; where it has to change, copy the old way here.
"""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from auditor.facts.logs import LogDay
from auditor.facts.records import RosterEntry
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.result import Assessment
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, State, SubjectKind
from auditor.model.words import message
from auditor.store.store import Store
from tests.unit.store import nights
from tests.unit.store.nights import AnyFactSet, begin, job, result, run_id

ROSTER = "register: roster\nentries:\n- {person: 職員1}\n".encode()
POLICY = b"profile: starter\npacks: [in]\n"
RUNNING = 5
"""The night that was at work when the file was closed."""


def listing(night: int) -> bytes:
    """A folder's listing with a line a day more, so that it is stored as a difference."""
    return b"".join(b"oplog-%d.csv %s\n" % (n, nights.digest(b"%d" % n).encode()) for n in range(40 + night))


def load_average(night: int) -> bytes:
    """A volatile artefact that no fact quotes."""
    return b"load average in night %d: 0.0%d\n" % (night, night)


def city(store: Store, night: int, names: tuple[str, ...] = ("root", "clerk")) -> list[AnyFactSet]:
    """Record two targets, a register, a policy file and a log folder; gives the fact sets of ap01."""
    run = begin(store, night)
    outcome, sets = job("ap01", night, names)
    logs = replace(nights.capture("oplog", listing(night), night), files=nights.files(30 + night))
    load = nights.capture("load", load_average(night), night, volatile=True)
    days = [nights.log_day(n, b"%d" % n) for n in range(8)]
    more = nights.fact_set(LogDay, "ap01", days, [nights.ref(logs, "ap01")], night)
    store.record_outcome(run, replace(outcome, captures=(*outcome.captures, logs, load)), [*sets, more])
    store.record_outcome(run, *(nights.unreachable if night == 1 else job)("ap02", night))
    source = ArtefactRef(
        origin="register:roster",
        target="inventory",
        digest=nights.digest(ROSTER),
        size=len(ROSTER),
        collected_at=nights.at(night),
    )
    entry = RosterEntry(place=Place(origin="register:roster", where="roster.yaml:3"), person="職員1\udc80")
    roster = replace(
        nights.fact_set(RosterEntry, "x", [entry], [source], night),
        subject=SubjectRef(SubjectKind.ORGANISATION, "minato"),
        basis=Basis.REGISTER,
    )
    store.record_sets(run, "registers", {nights.digest(ROSTER): ROSTER}, [roster])
    store.record_sets(run, "policies", {nights.digest(POLICY): POLICY}, [])
    return sets


def judged(night: int, sets: list[AnyFactSet], *, run: str | None = None, broken: bool = True) -> Assessment:
    """Results of ap01: a pass, a fail under a waiver, and an open question whose words are no UTF-8."""
    state = State.FAIL if broken else State.PASS
    odd = replace(result("IN-30-1", "ap01", night, sets), state=State.UNKNOWN, satisfied=False)
    rows = [
        result("IN-14-1", "ap01", night, sets),
        result("IN-22-1", "ap01", night, sets, state=state),
        replace(odd, summary=message("engine.x", file="/etc/\udc80passwd\x1a")),
    ]
    return nights.assessment(night, rows, run=run)


def record(store: Store) -> Mapping[str, Assessment]:
    """Record everything; gives the assessments by run."""
    given = []
    for night in (0, 1):
        given.append(judged(night, city(store, night)))
        store.finish_run(given[-1])
    store.quarantine("ssh-auditor", "v1", "ap02", nights.at(1))
    city(store, 2, ("root", "intruder"))  # broken off
    given.append(judged(3, city(store, 3, ("root", "clerk", "amy")), broken=False))
    store.finish_run(given[-1])
    store.begin_run("again", nights.as_of(1), nights.at(4), "strict", "みなと市", "q" * 64, reassesses=run_id(1))
    given.append(judged(4, store.sets_of("again")[:2], run="again"))
    store.finish_run(given[-1])
    city(store, RUNNING)
    return {found.run.id: found for found in given}


if __name__ == "__main__":
    with Store.open(Path(sys.argv[1])) as made:
        record(made)
