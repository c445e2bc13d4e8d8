"""All statements of a workspace, read and checked."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from auditor.facts.base import FactSet
from auditor.facts.records.base import FILE_ORIGIN
from auditor.facts.statements import Attested, AttestedFile
from auditor.inventory.inventory import Inventory
from auditor.loading.files import YAML_ENDINGS, SourceFile, read_document, read_source
from auditor.loading.problems import ProblemLog, shown, with_hint
from auditor.loading.shape import validated
from auditor.loading.yamlreader import Document
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness
from auditor.model.words import message
from auditor.policy.control import Policy
from auditor.statements.files import FOLDER, NAMES, SeenFile, look_at
from auditor.statements.people import Identity
from auditor.statements.records import Attestation, Confirmation, Origin, Signer
from auditor.statements.shapes import (
    SHAPES,
    AccountShape,
    AttestationShape,
    ConfirmationShape,
    SignerShape,
    StatementsShape,
    WaiverShape,
)
from auditor.statements.waivers import Waiver

ARTEFACT_TARGET = "inventory"


@dataclass(frozen=True, kw_only=True)
class StatementFile:
    """One file of statements."""

    source: SourceFile
    document: Document
    shape: StatementsShape[Any] | None
    """None when something is wrong with it."""

    def origin(self, index: int) -> Origin:
        """Where an entry stands."""
        line = self.document.place.root.at(("entries", index)).line
        return Origin(file=self.source.path, index=index, line=line)


@dataclass(frozen=True, kw_only=True)
class Statements:
    """Everything that people stated; what does not count any more included."""

    attestations: tuple[Attestation, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    signers: tuple[Signer, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    found: Mapping[str, SeenFile] = field(default_factory=dict, repr=False)
    """The files behind attestations, by name."""
    kept: Mapping[str, StatementFile] = field(default_factory=dict, repr=False)

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that they stand in."""
        return tuple(file.source for file in self.kept.values())

    def attestation(self, identifier: str) -> Attestation | None:
        """The attestation of that name."""
        return next((a for a in self.attestations if a.id == identifier), None)

    def fact_sets(self, organisation: SubjectRef, collected_at: datetime) -> tuple[FactSet[Any], ...]:
        """The attestations and the files behind them as facts, with the registers that name them; none without any."""
        if not self.attestations:
            return ()
        first = {a.file: a for a in reversed(self.attestations)}
        facts = tuple(_fact(first[name], seen) for name, seen in sorted(self.found.items()) if name in first)
        refs = [
            ArtefactRef(
                origin=f"register:{name}",
                target=ARTEFACT_TARGET,
                digest=file.source.digest,
                size=len(file.source.content),
                collected_at=collected_at,
            )
            for name, file in self.kept.items()
            if name != "waivers"
        ]
        refs += [
            ArtefactRef(
                origin=f"{FILE_ORIGIN}{name}",
                target=ARTEFACT_TARGET,
                digest=seen.digest,
                size=seen.size,
                collected_at=collected_at,
                stored=False,
            )
            for name, seen in sorted(self.found.items())
            if seen.state == "present"
        ]
        stated = tuple(
            Attested(
                place=Place(origin="register:attestations", where=f"{a.origin.file}:{a.origin.line}"),
                id=a.id,
                control=a.control,
                subject=str(a.subject),
                digest=a.own_digest,
            )
            for a in self.attestations
        )
        return (
            FactSet(
                type=Attested,
                subject=organisation,
                facts=stated,
                completeness=Completeness.COMPLETE,
                basis=Basis.REGISTER,
                collected_at=collected_at,
                artefacts=tuple(ref for ref in refs if ref.origin == "register:attestations"),
            ),
            FactSet(
                type=AttestedFile,
                subject=organisation,
                facts=facts,
                completeness=Completeness.COMPLETE,
                basis=Basis.REGISTER,
                collected_at=collected_at,
                artefacts=tuple(refs),
            ),
        )


NO_STATEMENTS = Statements()


def _fact(attestation: Attestation, seen: SeenFile) -> AttestedFile:
    place = Place(origin="register:attestations", where=f"{attestation.origin.file}:{attestation.origin.line}")
    return AttestedFile(place=place, file=attestation.file, state=seen.state, found_digest=seen.digest)


def load_statements(root: Path, log: ProblemLog) -> Statements:
    """Read the statements of a workspace; every problem goes into the log."""
    kept = {name: file for name in NAMES if (file := _read(root, name, log)) is not None}
    attestations = tuple(_attestation(shape, origin) for shape, origin in _entries(kept, "attestations"))
    return Statements(
        attestations=attestations,
        confirmations=tuple(_confirmation(shape, origin) for shape, origin in _entries(kept, "confirmations")),
        signers=tuple(_signer(shape, origin) for shape, origin in _entries(kept, "signers")),
        waivers=tuple(_waiver(shape, origin) for shape, origin in _entries(kept, "waivers")),
        found={name: look_at(root, name) for name in sorted({a.file for a in attestations})},
        kept=kept,
    )


def _read(root: Path, name: str, log: ProblemLog) -> StatementFile | None:
    paths = [
        f"{FOLDER}/{name}{ending}" for ending in YAML_ENDINGS if os.path.lexists(root / FOLDER / f"{name}{ending}")
    ]
    if len(paths) > 1:
        log.tell(paths[1], None, message("statements.two_files", name=name, first=paths[0]))
    if not paths:
        return None
    source = read_source(root, paths[0], log)
    document = read_document(source, log)
    if source is None or document is None or document.data == {}:
        return None
    shape = validated(SHAPES[name], document, log)
    if shape is not None and shape.register_ != name:
        log.at(document.place, ("register",), "statements.wrong_name", name=name, found=shown(shape.register_))
    if shape is not None:
        _check_ids(document, shape, log)
    return StatementFile(source=source, document=document, shape=shape)


def _check_ids(document: Document, shape: StatementsShape[Any], log: ProblemLog) -> None:
    seen: dict[str, int] = {}
    for index, entry in enumerate(shape.entries or ()):
        identifier = getattr(entry, "id", None)
        if identifier is None:
            continue
        path = ("entries", index, "id")
        if identifier in seen:
            log.at(document.place, path, "statements.duplicate", value=identifier, first=seen[identifier])
        seen.setdefault(identifier, document.place.root.at(path).line)


def _entries(kept: Mapping[str, StatementFile], name: str) -> Iterator[tuple[Any, Origin]]:
    file = kept.get(name)
    if file is None or file.shape is None:
        return
    for index, entry in enumerate(file.shape.entries or ()):
        yield entry, file.origin(index)


def _identity(shape: AccountShape) -> Identity:
    return Identity(uid=shape.uid, name=shape.name)


def _attestation(a: AttestationShape, origin: Origin) -> Attestation:
    return Attestation(
        id=a.id,
        control=a.control,
        revision=a.revision,
        subject=a.subject,
        part=a.part or "",
        by=a.by,
        looked_at=a.looked_at,
        file=a.file,
        digest=a.digest,
        finding=a.finding,
        on=a.on,
        valid_until=a.valid_until,
        account=_identity(a.account),
        entered=a.entered,
        origin=origin,
    )


def _confirmation(c: ConfirmationShape, origin: Origin) -> Confirmation:
    return Confirmation(
        id=c.id,
        attestation=c.attestation,
        attestation_digest=c.attestation_digest,
        file_digest=c.file_digest,
        by=c.by,
        on=c.on,
        account=_identity(c.account),
        entered=c.entered,
        key=c.key or "",
        signature=c.signature or "",
        origin=origin,
    )


def _signer(s: SignerShape, origin: Origin) -> Signer:
    return Signer(
        person=s.person, key=s.key, account=_identity(s.account), entered=s.entered, ended=s.ended, origin=origin
    )


def _waiver(w: WaiverShape, origin: Origin) -> Waiver:
    return Waiver(
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
        file=origin.file,
        line=origin.line,
    )


def check_waivers(statements: Statements, inventory: Inventory | None, policy: Policy, log: ProblemLog) -> None:
    """A waiver that speaks of nothing there is would quietly cover nothing.

    An attestation that does only leaves its row open; it stays on record when a linkage has ended.
    """
    file = statements.kept.get("waivers")
    if file is None:
        return
    known = [c.id for c in (*policy.controls, *policy.not_in_force)]
    for index, waiver in enumerate(statements.waivers):
        mark = file.document.place.root.at(("entries", index))
        if waiver.control not in known:
            said = with_hint("policy.unknown_control", waiver.control, known, name=waiver.control)
            log.tell(waiver.file, mark.at(("control",)), said)
        if inventory is not None and waiver.subject not in inventory.by_ref:
            name = str(waiver.subject)
            said = with_hint("inventory.unknown_subject", name, [str(s.ref) for s in inventory.subjects], name=name)
            log.tell(waiver.file, mark.at(("subject",)), said)
