"""Results to forms and back: what identifies a row and what a night measured of it.

The form holds no subject and no control, and names evidence by origin, so that the same verdict on two hundred targets
is one form. The night part holds what may change while the row stays the same: measured values, the number of things
examined, excerpts, and references that are not those of the night's fact sets.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from auditor.model.evidence import ArtefactRef, Place
from auditor.model.result import AttestationNote, PartResult, Result, WaiverNote
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, FindingClass, Reason, State
from auditor.model.verdict import Item
from auditor.model.words import Message, Scalar
from auditor.store.encoding import to_json

Refs: TypeAlias = Mapping[tuple[str, str], ArtefactRef]
"""The references of a run's fact sets, by target and origin."""


class ItemForm(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Stable part of an item."""

    key: str
    state: State
    summary: Message
    reason: Reason | None = None
    places: tuple[tuple[str, str], ...] = ()
    """Origin and position."""


class PartForm(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Stable part of a part's result."""

    id: str
    state: State
    summary: Message
    reason: Reason | None = None
    basis: Basis | None = None
    items: tuple[ItemForm, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    """Origin and target; the target is empty where it is the row's own subject."""
    incomplete: Reason | None = None


class ResultForm(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Stable part of a result."""

    revision: str
    state: State
    finding_class: FindingClass
    summary: Message
    reason: Reason | None = None
    partial: bool = False
    satisfied: bool = False
    waiver: WaiverNote | None = None
    parts: tuple[PartForm, ...] = ()
    attestations: tuple[AttestationNote, ...] = ()
    lapsed: WaiverNote | None = None


class ItemNight(msgspec.Struct, array_like=True, omit_defaults=True):
    """What a night measured of an item."""

    measured: dict[str, Scalar] = {}
    excerpts: tuple[str, ...] = ()
    """Of its places; empty when all of them are."""


class PartNight(msgspec.Struct, array_like=True, omit_defaults=True):
    """What a night measured of a part."""

    examined: int = 0
    measured: dict[str, Scalar] = {}
    items: tuple[ItemNight, ...] = ()
    refs: tuple[tuple[int, ArtefactRef], ...] = ()
    """References that are not those of the night's fact sets, by their number."""


ResultNight: TypeAlias = tuple[PartNight, ...]
"""What a night measured of a result, part by part."""


def form_of(result: Result) -> ResultForm:
    """The stable part of a result."""
    own = result.subject.id
    return ResultForm(
        revision=result.revision,
        state=result.state,
        finding_class=result.finding_class,
        summary=result.summary,
        reason=result.reason,
        partial=result.partial,
        satisfied=result.satisfied,
        waiver=result.waiver,
        parts=tuple(
            PartForm(
                id=part.id,
                state=part.state,
                summary=part.summary,
                reason=part.reason,
                basis=part.basis,
                items=tuple(_item_form(item) for item in part.items),
                evidence=tuple((ref.origin, "" if ref.target == own else ref.target) for ref in part.evidence),
                incomplete=part.incomplete,
            )
            for part in result.parts
        ),
        attestations=result.attestations,
        lapsed=result.lapsed,
    )


def night_of(result: Result, refs: Refs) -> ResultNight:
    """What the night measured of a result."""
    return tuple(
        PartNight(
            part.examined,
            dict(part.measured),
            tuple(_item_night(item) for item in part.items),
            tuple((n, ref) for n, ref in enumerate(part.evidence) if refs.get((ref.target, ref.origin)) != ref),
        )
        for part in result.parts
    )


def rebuild_result(control: str, subject: SubjectRef, form: ResultForm, night: ResultNight, refs: Refs) -> Result:
    """The result again. Raises msgspec.DecodeError when its evidence is nowhere to be found."""
    return Result(
        control=control,
        revision=form.revision,
        subject=subject,
        state=form.state,
        reason=form.reason,
        finding_class=form.finding_class,
        summary=form.summary,
        parts=tuple(_part(p, n, subject.id, refs) for p, n in zip(form.parts, night, strict=True)),
        partial=form.partial,
        waiver=form.waiver,
        satisfied=form.satisfied,
        attestations=form.attestations,
        lapsed=form.lapsed,
    )


def result_identity(result: Result) -> str:
    """SHA-256 (hexadecimal) of what makes a result the same one: no measured value, no evidence, no waiver.

    An attestation is named by the part's own words where it decides; beside them it makes no difference.
    """
    form = form_of(result)
    for part in form.parts:
        part.evidence = ()
    form.waiver, form.satisfied = None, False
    form.attestations, form.lapsed = (), None
    return hashlib.sha256(to_json([result.control, str(result.subject), form])).hexdigest()


def _item_form(item: Item) -> ItemForm:
    return ItemForm(
        key=item.key,
        state=item.state,
        summary=item.summary,
        reason=item.reason,
        places=tuple((place.origin, place.where) for place in item.places),
    )


def _item_night(item: Item) -> ItemNight:
    excerpts = tuple(place.excerpt for place in item.places)
    return ItemNight(dict(item.measured), excerpts if any(excerpts) else ())


def _part(form: PartForm, night: PartNight, own: str, refs: Refs) -> PartResult:
    evidence: list[ArtefactRef] = []
    apart = dict(night.refs)
    for number, (origin, target) in enumerate(form.evidence):
        ref = apart.get(number) or refs.get((target or own, origin))
        if ref is None:
            raise msgspec.DecodeError(f"the evidence {origin} of a result is missing")
        evidence.append(ref)
    return PartResult(
        id=form.id,
        state=form.state,
        reason=form.reason,
        summary=form.summary,
        items=_items(form.items, night.items),
        examined=night.examined,
        measured=night.measured,
        evidence=tuple(evidence),
        basis=form.basis,
        incomplete=form.incomplete,
    )


def _items(forms: Sequence[ItemForm], nights: Sequence[ItemNight]) -> tuple[Item, ...]:
    found = []
    for form, night in zip(forms, nights, strict=True):
        excerpts = night.excerpts or ("",) * len(form.places)
        places = zip(form.places, excerpts, strict=True)
        found.append(
            Item(
                key=form.key,
                state=form.state,
                reason=form.reason,
                summary=form.summary,
                places=tuple(Place(origin=o, where=w, excerpt=e) for (o, w), e in places),
                measured=night.measured,
            )
        )
    return tuple(found)
