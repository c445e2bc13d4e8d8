"""What the inventory declares, as facts with the basis ``register`` that cite file and line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditor.facts.base import F, FactSet
from auditor.facts.declared import (
    DeclaredLine,
    DeclaredLinkage,
    DeclaredLogDestination,
    DeclaredService,
    DeclaredSharedAccount,
    DeclaredUnit,
)
from auditor.facts.logs import LogSource
from auditor.facts.recordings import DeclaredCamera
from auditor.facts.records import LinkageRecord
from auditor.facts.records.columns import columns_of
from auditor.inventory.linkage_shapes import CameraShape, LinkageShape
from auditor.inventory.target_shapes import TargetShape
from auditor.loading.files import SourceFile
from auditor.loading.marks import Mark
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness

ARTEFACT_TARGET = "inventory"
"""``target`` of the artefacts that are the inventory's own files."""


def artefact(source: SourceFile, collected_at: datetime) -> ArtefactRef:
    """An inventory file as evidence."""
    return ArtefactRef(
        origin=f"inventory:{source.path}",
        target=ARTEFACT_TARGET,
        digest=source.digest,
        size=len(source.content),
        collected_at=collected_at,
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """An entry's mark in its file."""

    source: SourceFile
    lines: tuple[str, ...]
    """Lines of that file, split once for all its entries."""
    mark: Mark

    def place(self, *path: str | int) -> Place:
        """The place of a value of the entry."""
        line = self.mark.at(path).line
        path_of_file = self.source.path
        excerpt = self.lines[line - 1] if line <= len(self.lines) else ""
        return Place(origin=f"inventory:{path_of_file}", where=f"{path_of_file}:{line}", excerpt=excerpt)


@dataclass(frozen=True, slots=True)
class Declarer:
    """Builds the fact sets of one subject's entry."""

    subject: SubjectRef
    spot: Spot
    collected_at: datetime

    def _set(self, fact: type[F], facts: Iterable[F]) -> FactSet[F]:
        return FactSet(
            type=fact,
            subject=self.subject,
            facts=tuple(facts),
            completeness=Completeness.COMPLETE,
            basis=Basis.REGISTER,
            collected_at=self.collected_at,
            artefacts=(artefact(self.spot.source, self.collected_at),),
        )

    def of_target(self, shape: TargetShape) -> tuple[FactSet[Any], ...]:
        """Services, units, log destinations, shared accounts and logs of a target or recorder."""
        place = self.spot.place
        return (
            self._set(
                DeclaredService,
                (
                    DeclaredService(place=place("services", n), protocol=s.protocol, port=s.port, purpose=s.purpose)
                    for n, s in enumerate(shape.services)
                ),
            ),
            self._set(DeclaredUnit, (DeclaredUnit(place=place("units", n), name=u) for n, u in enumerate(shape.units))),
            self._set(
                DeclaredLogDestination,
                (
                    DeclaredLogDestination(place=place("log_destinations", n), destination=d)
                    for n, d in enumerate(shape.log_destinations)
                ),
            ),
            self._set(
                DeclaredSharedAccount,
                (
                    DeclaredSharedAccount(
                        place=place("shared_accounts", n), account=a.account, reason=a.reason, custodian=a.custodian
                    )
                    for n, a in enumerate(shape.shared_accounts)
                ),
            ),
            self._set(
                LogSource,
                (
                    LogSource(
                        place=place("logs", n),
                        source=log.source,
                        started=log.started,
                        expected=log.expected,
                        closed_days=tuple(log.closed_days),
                    )
                    for n, log in enumerate(shape.logs)
                ),
            ),
        )

    def of_linkage(self, shape: LinkageShape) -> tuple[FactSet[Any], ...]:
        """Lines and terms of a linkage."""
        place = self.spot.place
        lines = (
            DeclaredLine(
                place=place("lines", n),
                target=line.target,
                interface=line.interface,
                line=(line.line or shape.line or ""),
            )
            for n, line in enumerate(shape.lines)
        )
        terms = DeclaredLinkage(
            place=place("counterparty_logs_on"),
            linkage=shape.id,
            counterparty=shape.counterparty or shape.peer,
            counterparty_logs_on=shape.counterparty_logs_on,
        )
        return (self._set(DeclaredLine, lines), self._set(DeclaredLinkage, (terms,)))

    def linkage_record(self, shape: LinkageShape) -> LinkageRecord:
        """A linkage with the columns of form 9, as checks read it like a register's entry."""
        values = {name: getattr(shape, name) for name in columns_of(LinkageRecord) if name in type(shape).model_fields}
        values |= {
            "status": shape.status.value,
            "section": shape.section or shape.owner or "",
            "begins": shape.started or shape.planned_start,
            "sensitive": bool(shape.sensitive_items),
            "line": shape.line.value if shape.line else "",
            "retention": str(shape.retention) if shape.retention else "",
        }
        return LinkageRecord(place=self.spot.place(), **values)

    def of_camera(self, shape: CameraShape) -> tuple[FactSet[Any], ...]:
        """How long a camera's pictures may be kept, and who decided so."""
        fact = DeclaredCamera(
            place=self.spot.place("retention"),
            camera=shape.id,
            retention_days=shape.retention.exact.days if shape.retention else None,
            reason=shape.retention_reason,
            decided_on=shape.decided_on.isoformat() if shape.decided_on else "",
            decided_by=shape.decided_by,
            manager_decision=shape.manager_decision.isoformat() if shape.manager_decision else "",
            counted_from=shape.counted_from,
        )
        return (self._set(DeclaredCamera, (fact,)),)
