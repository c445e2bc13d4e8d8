"""What happened before, as facts: first digests of logs, line use between two nights."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from auditor.engine.line_use import line_use
from auditor.engine.plan import FactKey
from auditor.engine.pool import FactPool
from auditor.facts.base import F, FactSet
from auditor.facts.logs import FirstDigest, LogDay, LogSource, ProvenSince
from auditor.facts.monitoring import Interface, LineUse
from auditor.model.evidence import Place
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness
from auditor.store.records import LogDigest


class Past(Protocol):
    """The part of the store that remembers."""

    def latest_facts(self, fact_type: type[F], subject: SubjectRef, before_run: str) -> FactSet[F] | None:
        """The newest set of an earlier run in which it was not absent."""
        ...

    def first_digests(self, subject: SubjectRef) -> list[LogDigest]:
        """Every log file ever recorded of a subject."""
        ...


def historical_sets(
    needed: Iterable[FactKey], pool: FactPool, past: Past, run_id: str, now: datetime
) -> tuple[FactSet[Any], ...]:
    """The fact sets about the past that some row needs, from what the store holds and tonight's readings."""
    found: list[FactSet[Any]] = []
    for fact, owner in sorted(needed, key=lambda key: (key[0].__name__, key[1])):
        if fact is FirstDigest:
            found.append(_first_digests(owner, past, now))
        elif fact is ProvenSince:
            found.append(_proven_since(owner, pool, past, now))
        elif fact is LineUse:
            tonight = pool.get(Interface, owner)
            found.append(line_use(past.latest_facts(Interface, owner, run_id), tonight))
    return tuple(found)


def _first_digests(owner: SubjectRef, past: Past, now: datetime) -> FactSet[FirstDigest]:
    """Complete by nature: the store knows all that was ever recorded. On a first night that is nothing."""
    facts = tuple(
        FirstDigest(
            place=Place(origin="store:first_digests", where=f"{known.source}/{known.path}"),
            source=known.source,
            path=known.path,
            digest=known.digest,
            size=known.size,
            recorded=known.recorded,
            day=known.day,
        )
        for known in past.first_digests(owner)
    )
    return _from_store(FirstDigest, owner, facts, now)


def _proven_since(owner: SubjectRef, pool: FactPool, past: Past, now: datetime) -> FactSet[ProvenSince]:
    """Since when digests of each declared source are on record; a source first read tonight is proven from today."""
    recorded = past.first_digests(owner)
    sources = {s.source for s in pool.get(LogSource, owner).facts} or {d.source for d in pool.get(LogDay, owner).facts}
    facts = []
    for source in sorted(sources):
        days = [known.recorded for known in recorded if known.source == source]
        if days:
            place = Place(origin="store:first_digests", where=source)
            facts.append(ProvenSince(place=place, source=source, since=min(days)))
    return _from_store(ProvenSince, owner, tuple(facts), now)


def _from_store(fact: type[F], owner: SubjectRef, facts: tuple[F, ...], now: datetime) -> FactSet[F]:
    return FactSet(
        type=fact,
        subject=owner,
        facts=facts,
        completeness=Completeness.COMPLETE,
        basis=Basis.LIVE,
        collected_at=now,
    )
