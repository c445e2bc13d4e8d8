"""Attestations that vanished or were altered: while nobody says why, no attestation makes their row pass.

Whoever deletes the newer statement that something is not met must not bring an older, confirmed one back to life.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from auditor.engine.pool import FactPool
from auditor.engine.removed import is_explained
from auditor.facts.base import F, FactSet
from auditor.facts.statements import Attested, RemovedAttestation
from auditor.model.evidence import Place
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness

REGISTER = "attestations"


class StatementPast(Protocol):
    """The part of the store that remembers statements."""

    def latest_facts(self, fact_type: type[F], subject: SubjectRef, before_run: str | None) -> FactSet[F] | None:
        """The newest set of an earlier run in which it was not absent."""
        ...


def removed_attestations(
    pool: FactPool, past: StatementPast, city: SubjectRef, run_id: str | None, now: datetime
) -> tuple[FactSet[RemovedAttestation], ...]:
    """What is missing tonight, as a fact set to be recorded; none when nothing is, and nothing was the night before.

    ``run_id``: the run before which the past lies; None for everything that was ever recorded.
    """
    before = past.latest_facts(Attested, city, run_id)
    earlier = past.latest_facts(RemovedAttestation, city, run_id)
    known: dict[str, Attested | RemovedAttestation] = {}
    for found in (earlier, before):
        known |= {fact.key: fact for fact in (found.facts if found is not None else ())}
    present = {fact.key for fact in pool.get(Attested, city).facts}
    missing = [fact for key, fact in sorted(known.items()) if key not in present]
    if not missing and (earlier is None or not earlier.facts):
        return ()
    return (
        FactSet(
            type=RemovedAttestation,
            subject=city,
            facts=tuple(_removed(fact) for fact in missing),
            completeness=Completeness.COMPLETE,
            basis=Basis.REGISTER,
            collected_at=now,
        ),
    )


def unexplained(pool: FactPool, city: SubjectRef, as_of: date) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """By control and subject, the attestations that are missing and that no removal on record explains."""
    found: dict[tuple[str, str], set[str]] = {}
    for fact in pool.get(RemovedAttestation, city).facts:
        if not is_explained(pool, city, as_of, REGISTER, fact.id):
            found.setdefault((fact.control, fact.subject), set()).add(fact.id)
    return {row: tuple(sorted(names)) for row, names in found.items()}


def _removed(fact: Attested | RemovedAttestation) -> RemovedAttestation:
    place = Place(origin="store:attestations", where=fact.id)
    return RemovedAttestation(place=place, id=fact.id, control=fact.control, subject=fact.subject, digest=fact.digest)
