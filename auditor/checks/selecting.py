"""Which records of a register belong to the row's subject and fulfil a condition.

On rows about the city all records count; else those that name the subject, or are the subject (a contract, a file, a
room, a camera, a linkage). Records are looked up by what they name, so that many subjects and many records together
stay cheap.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from auditor.checks.fields import day_of, happened, not_filled, texts_in
from auditor.checks.where import Match, Where, matches
from auditor.facts.base import FactSet
from auditor.facts.records import LinkageRecord, Record
from auditor.facts.records.columns import columns_of
from auditor.facts.view import FactView
from auditor.model.terms import Scope, SubjectKind
from auditor.model.verdict import Item

R = TypeVar("R", bound=Record)

_LINKS: Mapping[SubjectKind, tuple[str, ...]] = {
    SubjectKind.FILE: ("data_file", "data_files"),
    SubjectKind.RECORDER: ("recorder", "recorders", "target", "targets"),
    **{
        kind: (kind.value, f"{kind.value}s")
        for kind in (
            SubjectKind.ZONE,
            SubjectKind.SITE,
            SubjectKind.LINKAGE,
            SubjectKind.CONTRACT,
            SubjectKind.TARGET,
            SubjectKind.CAMERA,
        )
    },
}


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Records that a question is about."""

    record: type[Record]
    sure: tuple[Record, ...]
    """Those that fulfil the condition."""
    doubtful: tuple[tuple[Record, tuple[str, ...]], ...]
    """Those of which an empty cell leaves that open, with the empty fields."""
    sets: tuple[FactSet[Any], ...]
    """Where they were looked for."""

    def doubts(self) -> tuple[Item, ...]:
        """What keeps a duty from being judged: it is open whether these are under it."""
        return tuple(not_filled(record, *fields) for record, fields in self.doubtful)


def select(view: FactView, record: type[Record], where: Where, *, general: bool = False) -> Selection:
    """The records of a register about the row's subject that fulfil a condition, in the register's order."""
    sets = view.sets(record, Scope.ORGANISATION)
    sure: list[Record] = []
    doubtful: list[tuple[Record, tuple[str, ...]]] = []
    for candidate in of_subject(view, record, general=general):
        match, empty = matches(candidate, where, view.as_of)
        if match is Match.YES:
            sure.append(candidate)
        elif match is Match.OPEN:
            doubtful.append((candidate, empty))
    view.cite(record, (*sure, *(one for one, _ in doubtful)))
    return Selection(record=record, sure=tuple(sure), doubtful=tuple(doubtful), sets=sets)


def of_subject(view: FactView, record: type[R], *, general: bool = False) -> tuple[R, ...]:
    """Those about the row's subject; with ``general`` also those that name no subject of its kind."""
    kind = view.subject.kind
    if kind is SubjectKind.ORGANISATION:
        return view.facts(record, Scope.ORGANISATION)
    fields = link_fields(record, kind)
    if not fields:
        if general:
            return view.facts(record, Scope.ORGANISATION)
        raise ValueError(f"{record.REGISTER} names no {kind.value}")
    mine = view.having(record, Scope.ORGANISATION, None, **dict.fromkeys(fields, (view.subject.id,)))
    return (*mine, *_general(view, record, fields)) if general else mine


def _general(view: FactView, record: type[R], fields: tuple[str, ...]) -> tuple[R, ...]:
    """Records with nothing in any of the fields; found once for all rows of a run."""
    found: list[R] = []
    for one in view.sets(record, Scope.ORGANISATION):
        key = (id(one), f"none of {', '.join(fields)}", None)
        known = view.indexes.get(key)
        if known is None or known[0] is not one:
            places = [n for n, fact in enumerate(one.facts) if not any(texts_in(fact, field) for field in fields)]
            known = view.indexes[key] = (one, {"": places})
        found.extend(one.facts[place] for place in known[1][""])
    return tuple(found)


def link_fields(record: type[Record], kind: SubjectKind) -> tuple[str, ...]:
    """The fields by which a register names subjects of a kind; its own key where its entries are such subjects."""
    if record.DECLARES is kind or (record is LinkageRecord and kind is SubjectKind.LINKAGE):
        return (record.KEY,)
    return tuple(field for field in _LINKS.get(kind, ()) if field in columns_of(record))


def can_link(record: type[Record], kind: SubjectKind) -> bool:
    """Whether records of a register can be told by subjects of a kind."""
    return kind is SubjectKind.ORGANISATION or bool(link_fields(record, kind))


def newest_first(records: Iterable[Record], field: str, as_of: date) -> list[Record]:
    """Records by a date, the newest that has come first; those without one last."""

    def age(record: Record) -> int:
        at = happened(record, field, as_of) if field else None
        return -day_of(at).toordinal() if at is not None else 0

    return sorted(records, key=age)
