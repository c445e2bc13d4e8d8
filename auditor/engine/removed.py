"""Entries that vanished from a register: while nobody says why, no pass rests on that register.

Whoever deletes the record of a training that came late, or of a card never returned, must not turn a fail into a pass.
So each night holds every register against what earlier nights saw in it. An entry that is gone stays missing until it
is back, or until the register of removals says by whom and why it was taken out.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from fnmatch import translate
from typing import Protocol

from auditor.engine.pool import FactPool
from auditor.facts.base import F, FactSet
from auditor.facts.records import RECORDS, Record, Removal
from auditor.facts.removed import RemovedRecord
from auditor.model.evidence import Place
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason
from auditor.model.words import message

SHOWN_NAMES = 5
"""Entries that a message names; it tells how many there are in all."""
_ORIGIN = "store:registers"


class RegisterPast(Protocol):
    """The part of the store that remembers registers."""

    def latest_facts(self, fact_type: type[F], subject: SubjectRef, before_run: str | None) -> FactSet[F] | None:
        """The newest set of an earlier run in which it was not absent."""
        ...

    def latest_keys(
        self, fact_types: Mapping[type[Record], str], subject: SubjectRef, before_run: str | None
    ) -> Mapping[type[Record], Collection[str]]:
        """The keys of such sets, by type; ``fact_types`` names the field that holds the key."""
        ...


def removed_records(
    pool: FactPool, past: RegisterPast, city: SubjectRef, run_id: str | None, now: datetime
) -> tuple[FactSet[RemovedRecord], ...]:
    """What is missing tonight, as a fact set to be recorded; none when nothing is, and nothing was the night before.

    What removals explain is in it all the same: it is missing again when the explanation goes. ``run_id``: the run
    before which the past lies; None for everything that was ever recorded.
    """
    kept = {name: found for name, record in RECORDS.items() if (found := pool.get(record, city)).complete}
    known = past.latest_keys({RECORDS[name]: RECORDS[name].KEY for name in kept}, city, run_id)
    earlier = past.latest_facts(RemovedRecord, city, run_id)
    missing = {(fact.register, fact.record) for fact in earlier.facts} if earlier is not None else set()
    missing |= {(name, key) for name in kept for key in known.get(RECORDS[name], ())}
    for name, found in kept.items():
        missing -= {(name, fact.key) for fact in found.facts}
    if not missing and (earlier is None or not earlier.facts):
        return ()
    return (
        FactSet(
            type=RemovedRecord,
            subject=city,
            facts=tuple(_fact(register, record) for register, record in sorted(missing)),
            completeness=Completeness.COMPLETE,
            basis=Basis.REGISTER,
            collected_at=now,
        ),
    )


def bar_passes(pool: FactPool, removed: Iterable[FactSet[RemovedRecord]], city: SubjectRef, as_of: date) -> None:
    """Make every register set partial that lacks entries for which no removal is on record."""
    missing: dict[str, list[str]] = {}
    for found in removed:
        for fact in found.facts:
            missing.setdefault(fact.register, []).append(fact.record)
    explained = _Explained(pool.get(Removal, city).facts, as_of) if missing else None
    for register, records in missing.items():
        record = RECORDS.get(register)
        if record is None or explained is None:
            continue
        open_ = [name for name in records if not explained.covers(register, name)]
        if open_:
            detail = message(
                "removed.entries_gone",
                ja=record.TITLE.ja,
                en=record.TITLE.en,
                count=len(open_),
                names=tuple(open_[:SHOWN_NAMES]),
            )
            pool.lacks(record, city, Reason.RECORD_REMOVED, detail)


def is_explained(pool: FactPool, city: SubjectRef, as_of: date, register: str, record: str) -> bool:
    """Whether a removal on record says who took an entry out and why."""
    return _Explained(pool.get(Removal, city).facts, as_of).covers(register, record)


class _Explained:
    """What the register of removals tells of a day."""

    def __init__(self, removals: Iterable[Removal], as_of: date) -> None:
        self._names: dict[str, set[str]] = {}
        self._patterns: dict[str, list[re.Pattern[str]]] = {}
        for removal in removals:
            if removal.removed_on is None or removal.removed_on > as_of or not removal.approved_by.strip():
                continue
            if "*" in removal.record:
                escaped = removal.record.replace("[", "[[]").replace("?", "[?]")
                self._patterns.setdefault(removal.register, []).append(re.compile(translate(escaped)))
            else:
                self._names.setdefault(removal.register, set()).add(removal.record)

    def covers(self, register: str, record: str) -> bool:
        if record in self._names.get(register, ()):
            return True
        return any(pattern.match(record) for pattern in self._patterns.get(register, ()))


def _fact(register: str, record: str) -> RemovedRecord:
    place = Place(origin=_ORIGIN, where=f"{register}/{record}")
    return RemovedRecord(place=place, register=register, record=record)
