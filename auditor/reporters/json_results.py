"""``results.json`` for machines (design section 9, schema ``auditor-results/1``); unknown keys are to be ignored."""

from collections.abc import Iterator, Mapping
from typing import IO

import msgspec

from auditor.messages.rendering import in_both
from auditor.model.background import Background, FindingAge
from auditor.model.result import Assessment, AttestationNote, ControlInfo, PartResult, Result, WaiverNote
from auditor.model.terms import State
from auditor.model.verdict import Item
from auditor.model.words import Language, Scalar
from auditor.reporters import NO_BACKGROUND, reading
from auditor.reporters.history_entries import (
    SubjectEntry,
    both,
    changes_entry,
    encoded,
    seal_entry,
    subject_entry,
    trend_entries,
)

SCHEMA = "auditor-results/1"


class PlaceEntry(msgspec.Struct, kw_only=True, frozen=True):
    """A place in the evidence."""

    where: str
    excerpt: str


class ItemEntry(msgspec.Struct, kw_only=True, frozen=True):
    """One violation, open item or remark."""

    key: str
    state: str
    reason: str | None
    where: str
    excerpt: str
    summary: dict[str, str]
    part: str
    places: list[PlaceEntry]
    measured: dict[str, Scalar]
    since: str | None
    due: str | None


class PartEntry(msgspec.Struct, kw_only=True, frozen=True):
    """How one part of the control came out."""

    id: str
    title: dict[str, str]
    state: str
    reason: str | None
    summary: dict[str, str]
    examined: int
    basis: str | None
    incomplete: str | None


class WaiverEntry(msgspec.Struct, kw_only=True, frozen=True):
    """An accepted deviation."""

    id: str
    reason: str
    measure: str
    approver: str
    approved_on: str
    expires: str
    items: tuple[str, ...]


class AttestationEntry(msgspec.Struct, kw_only=True, frozen=True):
    """What a person stated of a part."""

    id: str
    part: str
    by: str
    on: str
    looked_at: str
    file: str
    finding: str
    valid_until: str
    confirmed_by: str | None
    confirmed_on: str | None
    confirmed_how: str | None
    counts: bool
    why: dict[str, str] | None


class RowEntry(msgspec.Struct, kw_only=True, frozen=True, rename={"finding_class": "class"}):
    """One control on one subject."""

    control: str
    subject: SubjectEntry
    state: str
    reason: str | None
    finding_class: str
    summary: dict[str, str]
    items: list[ItemEntry]
    measured: dict[str, Scalar]
    evidence: list[str]
    waiver: WaiverEntry | None
    attestation: AttestationEntry | None
    """The one that decides; else the first there is."""
    attestations: list[AttestationEntry]
    lapsed_waiver: WaiverEntry | None
    partial: bool
    satisfied: bool
    pack: str
    clause: str
    document: dict[str, str]
    title: dict[str, str]
    legacy: bool
    maps_to: tuple[str, ...]
    revision: str
    subject_title: str
    owner: str
    parts: list[PartEntry]
    since: str | None
    due: str | None


def write(
    assessment: Assessment,
    out: IO[bytes],
    language: Language = Language.JA,
    background: Background = NO_BACKGROUND,
) -> None:
    """Write the assessment, a row at a time. The language is of no matter: results.json always has both."""
    encoder = msgspec.json.Encoder()
    changes, seal = background.changes, background.seal
    out.write(b'{"schema":' + encoder.encode(SCHEMA))
    out.write(b',\n"run":' + encoded(encoder, assessment.run))
    out.write(b',\n"coverage":' + encoder.encode(assessment.coverage))
    out.write(b',\n"exit_code":' + encoder.encode(int(reading.exit_code(assessment))))
    out.write(b',\n"missed":' + encoded(encoder, [in_both(m) for m in assessment.missed]))
    out.write(b',\n"targets":' + encoded(encoder, assessment.targets))
    out.write(b',\n"seal":' + encoder.encode(None if seal is None else seal_entry(seal)))
    out.write(b',\n"changes":' + encoded(encoder, None if changes is None else changes_entry(changes)))
    out.write(b',\n"trend":' + encoded(encoder, trend_entries(background.trend)))
    out.write(b',\n"results":[')
    separator = b"\n"
    for row in rows(assessment, background):
        out.write(separator + encoded(encoder, row))
        separator = b",\n"
    out.write(b"\n]}\n")


def rows(assessment: Assessment, background: Background = NO_BACKGROUND) -> Iterator[RowEntry]:
    """Every applicable row, in the assessment's order."""
    for result in reading.applicable(assessment):
        yield _row(assessment, assessment.controls[result.control], result, background)


def _row(assessment: Assessment, control: ControlInfo, result: Result, background: Background) -> RowEntry:
    subject = reading.subject_of(assessment, result.subject)
    measured = result.measured
    summary = in_both(result.summary, measured)
    ages = reading.ages_of(background, result)
    since, due = _age(reading.oldest_age(background, result))
    return RowEntry(
        control=result.control,
        subject=subject_entry(result.subject),
        state=result.state.value,
        reason=result.reason.value if result.reason else None,
        finding_class=result.finding_class.value,
        summary=summary,
        items=[_item(part, item, ages) for part in result.parts for item in part.items],
        measured=measured,
        evidence=list(dict.fromkeys(a.digest for a in result.evidence)),
        waiver=_waiver(result.waiver) if result.waiver else None,
        attestation=_attestation(stated) if (stated := reading.attestation_of(result)) else None,
        attestations=[_attestation(note) for note in result.attestations],
        lapsed_waiver=_waiver(result.lapsed) if result.lapsed else None,
        partial=result.partial,
        satisfied=result.satisfied,
        pack=control.pack,
        clause=control.clause,
        document=both(control.document),
        title=both(control.title),
        legacy=control.legacy,
        maps_to=control.maps_to,
        revision=result.revision,
        subject_title=subject.title,
        owner=subject.owner,
        parts=[_part(control, part, summary if part.summary == result.summary else None) for part in result.parts],
        since=since,
        due=due,
    )


def _age(age: FindingAge | None) -> tuple[str | None, str | None]:
    if age is None:
        return None, None
    return age.since.isoformat(), age.due.isoformat() if age.due else None


def _item(part: PartResult, item: Item, ages: Mapping[str, FindingAge]) -> ItemEntry:
    since, due = _age(ages.get(item.key) if item.state is State.FAIL else None)
    places = [PlaceEntry(where=reading.where(place), excerpt=place.excerpt) for place in item.places]
    return ItemEntry(
        key=item.key,
        state=item.state.value,
        reason=item.reason.value if item.reason else None,
        where=places[0].where if places else "",
        excerpt=places[0].excerpt if places else "",
        summary=in_both(item.summary, item.measured),
        part=part.id,
        places=places,
        measured=dict(item.measured),
        since=since,
        due=due,
    )


def _part(control: ControlInfo, part: PartResult, summary: dict[str, str] | None) -> PartEntry:
    title = control.parts.get(part.id)
    return PartEntry(
        id=part.id,
        title=both(title) if title else {"ja": part.id, "en": part.id},
        state=part.state.value,
        reason=part.reason.value if part.reason else None,
        summary=summary or in_both(part.summary, part.measured),
        examined=part.examined,
        basis=part.basis.value if part.basis else None,
        incomplete=part.incomplete.value if part.incomplete else None,
    )


def _attestation(note: AttestationNote) -> AttestationEntry:
    return AttestationEntry(
        id=note.id,
        part=note.part,
        by=note.by,
        on=note.on.isoformat(),
        looked_at=note.looked_at,
        file=note.file,
        finding=note.finding,
        valid_until=note.valid_until.isoformat(),
        confirmed_by=note.confirmed_by or None,
        confirmed_on=note.confirmed_on.isoformat() if note.confirmed_on else None,
        confirmed_how=note.confirmed_how,
        counts=note.counts,
        why=in_both(note.why) if note.why else None,
    )


def _waiver(note: WaiverNote) -> WaiverEntry:
    return WaiverEntry(
        id=note.id,
        reason=note.reason,
        measure=note.measure,
        approver=note.approver,
        approved_on=note.approved_on.isoformat(),
        expires=note.expires.isoformat(),
        items=note.items,
    )
