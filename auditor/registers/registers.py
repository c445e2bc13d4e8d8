"""The registers as the engine uses them: fact sets of the city, and waivers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from auditor.facts.base import F, FactSet
from auditor.facts.registers import DocumentRecord, Entitlement, Incident, RosterEntry
from auditor.inventory.crosschecks import Names
from auditor.inventory.reading import REGISTERS_FOLDER
from auditor.loading.files import SourceFile
from auditor.loading.problems import ProblemLog
from auditor.model.evidence import ArtefactRef
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason
from auditor.model.words import message
from auditor.registers.documents import FoundFile, look_at
from auditor.registers.entries import FACTS, Rows
from auditor.registers.reading import FILES_FOLDER, RegisterFile, read_registers
from auditor.registers.waivers import Waiver

ARTEFACT_TARGET = "inventory"


@dataclass(frozen=True, kw_only=True)
class Registers:
    """All registers that are kept."""

    kept: Mapping[str, RegisterFile] = field(repr=False)
    found_files: Mapping[str, FoundFile] = field(repr=False)
    """The file behind each document, by the document's identifier."""
    waivers: tuple[Waiver, ...]
    files: tuple[SourceFile, ...]

    def fact_sets(self, organisation: SubjectRef, collected_at: datetime) -> tuple[FactSet[Any], ...]:
        """One set for each of roster, entitlements, documents and incidents.

        A register that is not kept is an absent set; one that is kept and empty is a complete one without facts.
        """
        return (
            self._set("roster", RosterEntry, organisation, collected_at),
            self._set("entitlements", Entitlement, organisation, collected_at),
            self._set("documents", DocumentRecord, organisation, collected_at),
            self._set("incidents", Incident, organisation, collected_at),
        )

    def _set(self, name: str, fact: type[F], organisation: SubjectRef, collected_at: datetime) -> FactSet[F]:
        file = self.kept.get(name)
        if file is None:
            return FactSet(
                type=fact,
                subject=organisation,
                completeness=Completeness.ABSENT,
                reason=Reason.NO_REGISTER,
                detail=message("registers.not_kept", file=f"{REGISTERS_FOLDER}/{name}.yaml"),
                basis=Basis.REGISTER,
                collected_at=collected_at,
            )
        rows = Rows(file=file, origin=f"register:{name}", found_files=self.found_files)
        return FactSet(
            type=fact,
            subject=organisation,
            facts=tuple(FACTS[name](rows)),
            completeness=Completeness.COMPLETE,
            basis=Basis.REGISTER,
            collected_at=collected_at,
            artefacts=self._artefacts(name, file, collected_at),
        )

    def _artefacts(self, name: str, file: RegisterFile, collected_at: datetime) -> tuple[ArtefactRef, ...]:
        source = file.source
        found = [
            ArtefactRef(
                origin=f"register:{name}",
                target=ARTEFACT_TARGET,
                digest=source.digest,
                size=len(source.content),
                collected_at=collected_at,
            )
        ]
        behind: dict[str, FoundFile] = {}
        if name == "documents" and file.shape is not None:
            for entry in file.shape.entries or ():
                if entry.file is not None:
                    behind[entry.file] = self.found_files[entry.id]
        found.extend(
            ArtefactRef(
                origin=f"register-file:{path}",
                target=ARTEFACT_TARGET,
                digest=seen.digest,
                size=seen.size,
                collected_at=collected_at,
                stored=False,
            )
            for path, seen in sorted(behind.items())
            if seen.state == "present"
        )
        return tuple(found)


def load_registers(root: Path, names: Names, log: ProblemLog) -> Registers:
    """Read the registers of a workspace; every problem goes into the log, and then nothing of that register counts."""
    kept = read_registers(root, names, log)
    found: dict[str, FoundFile] = {}
    documents = kept.get("documents")
    if documents is not None and documents.shape is not None:
        for index, entry in enumerate(documents.shape.entries or ()):
            found[entry.id] = look_at(root / FILES_FOLDER, entry)
            if found[entry.id].escapes:
                place = documents.document.place
                log.at(place, ("entries", index, "file"), "problems.leaves_workspace")
    return Registers(
        kept={name: file for name, file in kept.items() if file.shape is not None},
        found_files=found,
        waivers=_waivers(kept.get("waivers")),
        files=tuple(file.source for file in kept.values()),
    )


def _waivers(file: RegisterFile | None) -> tuple[Waiver, ...]:
    if file is None or file.shape is None:
        return ()
    return tuple(
        Waiver(
            id=w.id,
            control=w.control,
            revision=w.revision or "",
            subject=w.subject,
            items=w.items,
            reason=w.reason,
            measure=w.measure,
            approver=w.approver,
            approved_on=w.approved_on,
            expires=w.expires,
            file=file.source.path,
            line=file.line(index, "id"),
        )
        for index, w in enumerate(file.shape.entries or ())
    )
