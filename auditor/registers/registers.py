"""The registers as the engine uses them: fact sets of the city."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from auditor import resources
from auditor.facts.base import FactSet
from auditor.facts.records import RECORDS, Record
from auditor.facts.records.base import FILE_ORIGIN, FiledRecord
from auditor.inventory.crosschecks import Names
from auditor.loading.files import SourceFile
from auditor.loading.problems import ProblemLog
from auditor.model.evidence import ArtefactRef
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason
from auditor.model.words import message
from auditor.registers.entries import entries_from, facts_from, origin_of
from auditor.registers.files import FilesBehind, FoundFile
from auditor.registers.reading import FILES_FOLDER, RawRegister, RawRegisters, read_rows
from auditor.registers.vocabulary import Vocabulary, read_vocabulary

ARTEFACT_TARGET = "inventory"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One register that is kept."""

    facts: tuple[Record, ...] = field(repr=False)
    files: tuple[SourceFile, ...] = field(repr=False)
    """The files that hold it."""


@dataclass(frozen=True, kw_only=True)
class Registers:
    """All registers that are kept."""

    kept: Mapping[str, Kept] = field(repr=False)
    found_files: Mapping[str, FoundFile] = field(repr=False)
    """The files behind records, by path."""
    files: tuple[SourceFile, ...]
    vocabulary: Vocabulary = field(default_factory=Vocabulary, repr=False)

    def records(self, name: str) -> tuple[Record, ...]:
        """The entries of a register; none when it is not kept."""
        kept = self.kept.get(name)
        return kept.facts if kept is not None else ()

    def fact_sets(self, organisation: SubjectRef, collected_at: datetime) -> tuple[FactSet[Any], ...]:
        """One set for each register (`auditor.facts.records.RECORDS`), in that order.

        A register that is not kept is an absent set; one that is kept and empty is a complete one without facts.
        """
        return tuple(self._set(name, record, organisation, collected_at) for name, record in RECORDS.items())

    def _set(
        self, name: str, record: type[Record], organisation: SubjectRef, collected_at: datetime
    ) -> FactSet[Record]:
        kept = self.kept.get(name)
        if kept is None:
            return FactSet(
                type=record,
                subject=organisation,
                completeness=Completeness.ABSENT,
                reason=Reason.NO_REGISTER,
                detail=message("registers.not_kept", ja=record.TITLE.ja, en=record.TITLE.en, register=name),
                basis=Basis.REGISTER,
                collected_at=collected_at,
            )
        return FactSet(
            type=record,
            subject=organisation,
            facts=kept.facts,
            completeness=Completeness.COMPLETE,
            basis=Basis.REGISTER,
            collected_at=collected_at,
            artefacts=self._artefacts(name, kept, collected_at),
        )

    def _artefacts(self, name: str, kept: Kept, collected_at: datetime) -> tuple[ArtefactRef, ...]:
        found = [
            ArtefactRef(
                origin=origin_of(name, source.path),
                target=ARTEFACT_TARGET,
                digest=source.digest,
                size=len(source.content),
                collected_at=collected_at,
            )
            for source in kept.files
        ]
        behind = {fact.file for fact in kept.facts if isinstance(fact, FiledRecord) and fact.file_state == "present"}
        found.extend(
            ArtefactRef(
                origin=f"{FILE_ORIGIN}{path}",
                target=ARTEFACT_TARGET,
                digest=self.found_files[path].digest,
                size=self.found_files[path].size,
                collected_at=collected_at,
                stored=False,
            )
            for path in sorted(behind)
        )
        return tuple(found)


def load_registers(
    root: Path,
    names: Names,
    log: ProblemLog,
    *,
    vocabulary: Vocabulary | None = None,
    raw: RawRegisters | None = None,
) -> Registers:
    """Read the registers of a workspace; every problem goes into the log, and then what is wrong does not count.

    ``raw``: the rows, when they have been read already (`read_rows`).
    """
    words = vocabulary or read_vocabulary(resources.policies(), root, log)
    rows = raw or read_rows(root, words, log)
    if not rows.complete or rows.declared():
        names = _with_registered(names, rows)
    files = FilesBehind(folder=root / FILES_FOLDER)
    kept: dict[str, Kept] = {}
    for name, register in rows.by_name.items():
        entries = entries_from(name, register.rows, vocabulary=words, names=names, log=log)
        kept[name] = Kept(facts=tuple(facts_from(name, entries, files, log)), files=_sources(register))
    return Registers(
        kept=kept,
        found_files=files.found,
        files=tuple(rows.files),
        vocabulary=words,
    )


def _sources(register: RawRegister) -> tuple[SourceFile, ...]:
    return tuple({source.path: source for source in register.files}.values())


def _with_registered(names: Names, rows: RawRegisters) -> Names:
    """The inventory's names with those that registers declare."""
    return Names(by_list=names.by_list, complete=names.complete and rows.complete, registered=rows.declared())
