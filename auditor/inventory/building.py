"""From files without a problem to the inventory that the engine uses."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from auditor.facts.base import FactSet
from auditor.facts.records import LinkageRecord
from auditor.inventory.city_shapes import OrganisationShape, SettingsShape, SiteShape, SubjectShape
from auditor.inventory.declared import Declarer, Spot, artefact
from auditor.inventory.inventory import Inventory, InventoryTarget, Settings, Subject, in_order
from auditor.inventory.linkage_answers import answers
from auditor.inventory.linkage_shapes import CameraShape, LinkageShape
from auditor.inventory.operation import build_operation
from auditor.inventory.reading import InventoryFile, InventoryFiles
from auditor.inventory.target_shapes import TargetShape
from auditor.inventory.targets import build_target, target_subject
from auditor.inventory.vocabulary import LinkageStatus
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Scope, SubjectKind

_KINDS = (
    ("zones", SubjectKind.ZONE),
    ("sites", SubjectKind.SITE),
    ("linkages", SubjectKind.LINKAGE),
    ("contracts", SubjectKind.CONTRACT),
    ("files", SubjectKind.FILE),
    ("targets", SubjectKind.TARGET),
    ("cameras", SubjectKind.CAMERA),
)
_DEFAULT_DEADLINE = timedelta(seconds=60)


def build_inventory(
    files: InventoryFiles, organisation: OrganisationShape, root: Path, collected_at: datetime
) -> Inventory:
    """The inventory of files in which nothing is wrong."""
    return _Builder(files, organisation, root, collected_at).build()


class _Builder:
    def __init__(
        self, files: InventoryFiles, organisation: OrganisationShape, root: Path, collected_at: datetime
    ) -> None:
        self._files = files
        self._root = root
        self._collected_at = collected_at
        self._organisation = organisation
        self._sections = {s.id: s.title for s in organisation.sections}
        self._targets = {t.id: t for _, _, t in self._all("targets", TargetShape)}
        self._zone_kinds = {e.id: e.kind.value for f in files.files if f.shape for e in f.shape.zones}

    def _all(self, section: str, shape: type[Any]) -> Iterator[tuple[InventoryFile, int, Any]]:
        for file in self._files.files:
            for index, entry in enumerate(getattr(file.shape, section)):
                yield file, index, entry

    def build(self) -> Inventory:
        settings = self._settings()
        city = Subject(
            ref=SubjectRef(SubjectKind.ORGANISATION, self._organisation.id),
            title=self._organisation.title,
            owner="",
            attributes={"id": frozenset({self._organisation.id}), "kind": frozenset({"organisation"})},
        )
        subjects = [city]
        lines = {file.source.path: file.source.lines() for file in self._files.files}
        facts: dict[SubjectRef, tuple[FactSet[Any], ...]] = {}
        owners: dict[tuple[SubjectRef, Scope], tuple[SubjectRef, ...]] = {}
        for section, kind in _KINDS:
            for file, index, entry in self._all(section, SubjectShape):
                ref = target_subject(entry) if isinstance(entry, TargetShape) else SubjectRef(kind, entry.id)
                subjects.append(self._subject(ref, entry))
                mark = file.document.place.root.at((section, index))
                facts[ref] = self._facts(ref, entry, Spot(file.source, lines[file.source.path], mark))
                owners.update(self._owners(ref, entry))
        owners.update(self._linkages_of_targets())
        facts[city.ref] = (self._linkages(city.ref, lines),)
        return Inventory(
            organisation=city,
            section_titles=self._sections,
            auditor_zone=next((f.shape.auditor.zone for f in self._files.files if f.shape and f.shape.auditor), ""),
            subjects=in_order(subjects),
            targets=self._build_targets(settings),
            settings=settings,
            files=tuple(f.source for f in self._files.files),
            collected_at=self._collected_at,
            owners=owners,
            facts=facts,
            operation=build_operation([f.shape for f in self._files.files if f.shape], self._root),
        )

    def _linkages_of_targets(self) -> Mapping[tuple[SubjectRef, Scope], tuple[SubjectRef, ...]]:
        """Which linkages, those that have ended apart, run on a target or over a line of it."""
        found: dict[tuple[SubjectRef, Scope], dict[SubjectRef, None]] = {}
        for _, _, entry in self._all("linkages", LinkageShape):
            if entry.status is LinkageStatus.ENDED:
                continue
            for name in (*entry.systems, *(line.target for line in entry.lines)):
                place = (target_subject(self._targets[name]), Scope.LINKAGES)
                found.setdefault(place, {})[SubjectRef(SubjectKind.LINKAGE, entry.id)] = None
        return {place: tuple(sorted(refs, key=lambda ref: ref.id)) for place, refs in found.items()}

    def _linkages(self, city: SubjectRef, lines: Mapping[str, tuple[str, ...]]) -> FactSet[LinkageRecord]:
        """All linkages as one register of the city."""
        found = []
        for file, index, entry in self._all("linkages", LinkageShape):
            spot = Spot(file.source, lines[file.source.path], file.document.place.root.at(("linkages", index)))
            found.append(Declarer(city, spot, self._collected_at).linkage_record(entry))
        holding = [f.source for f in self._files.files if f.shape and f.shape.linkages]
        return FactSet(
            type=LinkageRecord,
            subject=city,
            facts=tuple(found),
            completeness=Completeness.COMPLETE,
            basis=Basis.REGISTER,
            collected_at=self._collected_at,
            artefacts=tuple(
                artefact(source, self._collected_at) for source in holding or [f.source for f in self._files.files]
            ),
        )

    def _settings(self) -> Settings:
        shape = next((f.shape.settings for f in self._files.files if f.shape and f.shape.settings), SettingsShape())
        limits = shape.evidence_validity
        validity = {
            Basis.OFFLINE: limits.offline,
            Basis.SUPPLIED: limits.supplied,
            Basis.PLANNED: limits.planned,
            Basis.REGISTER: limits.register_,
        }
        return Settings(
            workers=shape.workers,
            handshakes_per_host=shape.handshakes_per_host,
            deadline=shape.deadline or _DEFAULT_DEADLINE,
            evidence_validity={basis: period for basis, period in validity.items() if period is not None},
        )

    def _build_targets(self, settings: Settings) -> Mapping[str, InventoryTarget]:
        cameras: dict[str, list[CameraShape]] = {}
        for _, _, camera in self._all("cameras", CameraShape):
            cameras.setdefault(camera.recorder, []).append(camera)
        return {
            name: build_target(
                shape,
                owner=self._owner(shape),
                cameras=sorted(cameras.get(name, ()), key=lambda c: c.id),
                root=self._root,
                deadline=settings.deadline,
            )
            for name, shape in sorted(self._targets.items())
        }

    @staticmethod
    def _owner(shape: SubjectShape) -> str:
        return shape.owner or (shape.section if isinstance(shape, LinkageShape) else None) or ""

    def _subject(self, ref: SubjectRef, shape: SubjectShape) -> Subject:
        return Subject(ref=ref, title=shape.title, owner=self._owner(shape), attributes=self._attributes(ref, shape))

    def _attributes(self, ref: SubjectRef, shape: SubjectShape) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {
            "id": frozenset({shape.id}),
            "kind": frozenset({ref.kind.value}),
            "tags": frozenset(shape.tags),
        }
        if self._owner(shape):
            found["owner"] = frozenset({self._owner(shape)})
        if isinstance(shape, TargetShape):
            found |= self._target_attributes(shape)
        elif isinstance(shape, LinkageShape):
            systems = [self._targets[name] for name in shape.systems]
            lines = {line.line or shape.line for line in shape.lines} | {shape.line}
            found |= {
                "status": frozenset({shape.status.value}),
                "line": frozenset(line.value for line in lines if line),
                "counterparty_logs_on": frozenset({"true" if shape.counterparty_logs_on else "false"}),
                "platform": frozenset(s.platform.value for s in systems),
            }
            found |= answers(shape)
        elif isinstance(shape, CameraShape):
            found |= {k: v for k, v in self._target_attributes(self._targets[shape.recorder]).items() if k != "kind"}
            if shape.site:
                found["site"] = frozenset({shape.site})
        elif isinstance(shape, SiteShape) and shape.kind:
            found["kinds"] = frozenset({shape.kind})
            found["kind"] = frozenset({ref.kind.value, shape.kind})
        elif ref.kind is SubjectKind.ZONE:
            found |= {"zone": frozenset({shape.id}), "zone_kind": frozenset({self._zone_kinds[shape.id]})}
        return found

    def _target_attributes(self, shape: TargetShape) -> dict[str, frozenset[str]]:
        found = {
            "kind": frozenset({shape.kind.value}),
            "platform": frozenset({shape.platform.value}),
            "zone": frozenset({shape.zone}),
            "zone_kind": frozenset({self._zone_kinds[shape.zone]}),
            "basis": frozenset({shape.basis.value}),
        }
        if shape.site:
            found["site"] = frozenset({shape.site})
        return found

    def _facts(self, ref: SubjectRef, shape: SubjectShape, spot: Spot) -> tuple[FactSet[Any], ...]:
        declarer = Declarer(ref, spot, self._collected_at)
        if isinstance(shape, TargetShape):
            return declarer.of_target(shape)
        if isinstance(shape, LinkageShape):
            return declarer.of_linkage(shape)
        if isinstance(shape, CameraShape):
            return declarer.of_camera(shape)
        return ()

    def _owners(
        self, ref: SubjectRef, shape: SubjectShape
    ) -> Iterator[tuple[tuple[SubjectRef, Scope], tuple[SubjectRef, ...]]]:
        if isinstance(shape, LinkageShape):
            devices = dict.fromkeys(line.target for line in shape.lines)
            yield (ref, Scope.SYSTEMS), tuple(target_subject(self._targets[name]) for name in shape.systems)
            yield (ref, Scope.LINES), tuple(target_subject(self._targets[name]) for name in devices)
        elif isinstance(shape, CameraShape):
            yield (ref, Scope.RECORDER), (target_subject(self._targets[shape.recorder]),)
        if isinstance(shape, TargetShape | CameraShape) and shape.site:
            yield (ref, Scope.SITE), (SubjectRef(SubjectKind.SITE, shape.site),)
