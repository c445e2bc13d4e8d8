"""Entries of the registers as facts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.facts.registers import DocumentRecord, Entitlement, Incident, RosterEntry
from auditor.model.evidence import Place
from auditor.registers.documents import FoundFile
from auditor.registers.reading import RegisterFile


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The entries of one register with their places."""

    file: RegisterFile
    origin: str
    found_files: Mapping[str, FoundFile]
    lines: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", self.file.source.lines())

    def __iter__(self) -> Iterator[tuple[Place, Any]]:
        entries = self.file.shape.entries if self.file.shape is not None else None
        for index, entry in enumerate(entries or ()):
            line = self.file.line(index)
            excerpt = self.lines[line - 1] if line <= len(self.lines) else ""
            where = f"{self.file.source.path}:{line}"
            yield Place(origin=self.origin, where=where, excerpt=excerpt), entry


def _roster(rows: Rows) -> Iterator[RosterEntry]:
    for place, e in rows:
        yield RosterEntry(
            place=place,
            person=e.person,
            organisation=e.organisation,
            section=e.section,
            accounts=e.accounts,
            since=e.since,
            left=e.left,
        )


def _entitlements(rows: Rows) -> Iterator[Entitlement]:
    for place, e in rows:
        yield Entitlement(
            place=place,
            id=e.id,
            person=e.person,
            target=e.target or "",
            linkage=e.linkage or "",
            document=e.document or "",
            granted=e.granted,
            ended=e.ended,
            disabled=e.disabled,
        )


def _documents(rows: Rows) -> Iterator[DocumentRecord]:
    for place, e in rows:
        found = rows.found_files[e.id]
        yield DocumentRecord(
            place=place,
            id=e.id,
            kind=e.kind,
            title=e.title,
            linkage=e.linkage or "",
            party=e.party,
            covers=e.covers,
            named=e.named,
            in_force_from=e.in_force_from,
            in_force_to=e.in_force_to,
            approved_on=e.approved_on,
            approved_by=e.approved_by,
            reviewed_on=e.reviewed_on,
            file=e.file or "",
            declared_digest=e.declared_digest or "",
            found_digest=found.digest,
            file_state=found.state,
            seen_by=e.seen_by,
            seen_on=e.seen_on,
            min_length=e.min_length,
            newest_entry=found.newest,
            sampled_on=e.sampled_on,
        )


def _incidents(rows: Rows) -> Iterator[Incident]:
    for place, e in rows:
        yield Incident(
            place=place,
            id=e.id,
            kind=e.kind,
            linkage=e.linkage or "",
            target=e.target or "",
            account=e.account or "",
            found=e.found,
            changed=e.changed,
            closed=e.closed,
        )


FACTS: Mapping[str, Callable[[Rows], Iterator[Any]]] = {
    "roster": _roster,
    "entitlements": _entitlements,
    "documents": _documents,
    "incidents": _incidents,
}
"""For each register, how its entries become facts."""
