"""Subjects that registers bring into being, joined with those of the inventory."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from auditor.facts.records import (
    RECORDS,
    CameraRecord,
    ContractRecord,
    DataFile,
    Provision,
    Record,
    SiteRecord,
)
from auditor.inventory.inventory import Inventory, Subject, in_order
from auditor.inventory.vocabulary import NO_KIND, Answer, LinkageStatus
from auditor.model.subject import SubjectRef
from auditor.model.terms import Scope, SubjectKind
from auditor.registers.registers import Registers

Owners = dict[tuple[SubjectRef, Scope], tuple[SubjectRef, ...]]
Attributes = dict[str, frozenset[str]]

_OF_KINDS = (SubjectKind.CONTRACT, SubjectKind.FILE, SubjectKind.SITE, SubjectKind.CAMERA)
"""Subjects whose kinds controls ask for."""
_HANDLING = frozenset({"processing", "processed_information"})
"""Kinds of contracts under which personal information is handled, whatever the column beside them says."""
_JOINING = frozenset({"linkage", "processing"})
"""Kinds of contracts that make the other end of a linkage a contractor's."""
_PROVIDING = frozenset({"off_purpose_provision", "purpose_provision"})


def joined(inventory: Inventory, registers: Registers, as_of: date) -> Inventory:
    """The inventory with the subjects of contracts, files, sites and cameras on record.

    What the inventory also declares under the same name is the same subject: its title, owner and tags stand, and
    what the register knows beside them is added.
    """
    subjects = dict(inventory.by_ref)
    owners: Owners = dict(inventory.owners)
    for name, record in RECORDS.items():
        if record.DECLARES is None:
            continue
        for fact in registers.records(name):
            ref = SubjectRef(record.DECLARES, fact.key)
            known = subjects.get(ref)
            subjects[ref] = _subject(ref, fact, known, as_of)
            owners.update(_owners(ref, fact, inventory))
    for ref, name in _linkages_told_of(registers):
        if ref in subjects:
            subjects[ref] = _with(subjects[ref], {name: _yes(True)})
    filled = (_with(subject, _left_open(subject)) for subject in subjects.values())
    return replace(inventory, subjects=in_order(filled), owners=owners)


def _with(subject: Subject, more: Mapping[str, frozenset[str]]) -> Subject:
    return replace(subject, attributes={**subject.attributes, **more}) if more else subject


def _left_open(subject: Subject) -> Attributes:
    """What no cell and no record tells of a subject, said so that a control can ask for it all the same."""
    found: Attributes = {}
    if subject.ref.kind in _OF_KINDS and not subject.attributes.get("kinds"):
        found["kinds"] = frozenset({NO_KIND})
    if subject.ref.kind is SubjectKind.CONTRACT and "personal_information" not in subject.attributes:
        found["personal_information"] = _yes(None)
    if subject.ref.kind is SubjectKind.CAMERA and "status" not in subject.attributes:
        found["status"] = frozenset({LinkageStatus.RUNNING.value})
    return found


def _linkages_told_of(registers: Registers) -> Iterator[tuple[SubjectRef, str]]:
    """Linkages of which a register says more than the inventory, with the attribute that is then a yes."""
    for contract in registers.records("contracts"):
        if isinstance(contract, ContractRecord) and not _JOINING.isdisjoint(contract.kinds):
            for name in contract.linkages:
                yield SubjectRef(SubjectKind.LINKAGE, name), "outsourced"
    for provision in registers.records("provisions"):
        if isinstance(provision, Provision) and not _PROVIDING.isdisjoint(provision.kinds) and provision.linkage:
            yield SubjectRef(SubjectKind.LINKAGE, provision.linkage), "provision"


def _yes(cell: bool | None) -> frozenset[str]:
    if cell is None:
        return frozenset({Answer.UNKNOWN.value})
    return frozenset({Answer.YES.value if cell else Answer.NO.value})


def _subject(ref: SubjectRef, fact: Record, known: Subject | None, as_of: date) -> Subject:
    section = getattr(fact, "section", "")
    attributes: Attributes = {
        "id": frozenset({ref.id}),
        "kind": frozenset({ref.kind.value}),
        "tags": frozenset(),
    }
    owner = section
    title = getattr(fact, "title", "") or ref.id
    if known is not None:
        attributes |= known.attributes
        owner, title = known.owner or section, known.title
    if owner:
        attributes["owner"] = frozenset({owner})
    for name, values in _told(fact, as_of).items():
        attributes[name] = attributes.get(name, frozenset()) | values
    return Subject(ref=ref, title=title, owner=owner, attributes=attributes)


def _told(fact: Record, as_of: date) -> Mapping[str, frozenset[str]]:
    """What a record says of its subject that controls may ask for."""
    found: dict[str, frozenset[str]] = {}
    match fact:
        case ContractRecord():
            found["kinds"] = frozenset(fact.kinds)
            found["status"] = _status(fact.starts_on, fact.ends_on, as_of)
            handled = bool(fact.data_files) or not _HANDLING.isdisjoint(fact.kinds)
            found["personal_information"] = _yes(True if handled else fact.personal_information)
        case DataFile():
            found["kinds"] = frozenset(fact.kinds)
            found["status"] = _status(fact.held_since, fact.ended_on, as_of)
        case SiteRecord():
            found["kinds"] = found["kind"] = frozenset({fact.kind} - {""})
        case CameraRecord():
            found["kinds"] = frozenset({fact.kind} - {""})
            found["status"] = _status(fact.installed_on, fact.removed_on, as_of)
            if fact.site:
                found["site"] = frozenset({fact.site})
    return found


def _status(begins: date | None, ends: date | None, as_of: date) -> frozenset[str]:
    """Where it stands on a day; ``ends`` is the last day on which it counts."""
    if ends is not None and ends < as_of:
        return frozenset({LinkageStatus.ENDED.value})
    if begins is not None and begins > as_of:
        return frozenset({LinkageStatus.PLANNED.value})
    return frozenset({LinkageStatus.RUNNING.value})


def _owners(
    ref: SubjectRef, fact: Record, inventory: Inventory
) -> Iterator[tuple[tuple[SubjectRef, Scope], tuple[SubjectRef, ...]]]:
    match fact:
        case ContractRecord():
            cameras = (SubjectRef(SubjectKind.CAMERA, name) for name in fact.cameras)
            yield (ref, Scope.HOLDINGS), (*_targets(fact.targets, inventory), *cameras)
        case DataFile():
            yield (ref, Scope.HOLDINGS), _targets(fact.targets, inventory)
        case CameraRecord() if fact.site and (ref, Scope.SITE) not in inventory.owners:
            yield (ref, Scope.SITE), (SubjectRef(SubjectKind.SITE, fact.site),)


def _targets(names: tuple[str, ...], inventory: Inventory) -> tuple[SubjectRef, ...]:
    kinds = (SubjectKind.TARGET, SubjectKind.RECORDER)
    return tuple(ref for name in names for kind in kinds if (ref := SubjectRef(kind, name)) in inventory.by_ref)
