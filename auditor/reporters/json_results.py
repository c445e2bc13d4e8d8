"""``results.json`` for machines (design section 9, schema ``auditor-results/1``); unknown keys are to be ignored."""

from collections.abc import Iterator
from typing import IO

import msgspec

from auditor.messages.rendering import in_both
from auditor.model.result import Assessment, ControlInfo, PartResult, Result, WaiverNote, Words
from auditor.model.verdict import Item
from auditor.model.words import Language, Scalar
from auditor.reporters import reading
from auditor.reporters.visible import writable

SCHEMA = "auditor-results/1"


class SubjectEntry(msgspec.Struct, kw_only=True, frozen=True):
    """What a row is about."""

    kind: str
    id: str


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


class PartEntry(msgspec.Struct, kw_only=True, frozen=True):
    """How one part of the control came out."""

    id: str
    title: dict[str, str]
    state: str
    reason: str | None
    summary: dict[str, str]
    examined: int
    basis: str | None


class WaiverEntry(msgspec.Struct, kw_only=True, frozen=True):
    """An accepted deviation."""

    id: str
    reason: str
    measure: str
    approver: str
    approved_on: str
    expires: str
    items: tuple[str, ...]


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
    attestation: None = None
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


def write(assessment: Assessment, out: IO[bytes], language: Language = Language.JA) -> None:
    """Write the assessment, a row at a time. The language is of no matter: results.json always has both."""
    encoder = msgspec.json.Encoder()
    out.write(b'{"schema":' + encoder.encode(SCHEMA))
    out.write(b',\n"run":' + _encoded(encoder, assessment.run))
    out.write(b',\n"coverage":' + encoder.encode(assessment.coverage))
    out.write(b',\n"exit_code":' + encoder.encode(int(reading.exit_code(assessment))))
    out.write(b',\n"missed":' + _encoded(encoder, [in_both(m) for m in assessment.missed]))
    out.write(b',\n"targets":' + _encoded(encoder, assessment.targets))
    out.write(b',\n"results":[')
    separator = b"\n"
    for row in rows(assessment):
        out.write(separator + _encoded(encoder, row))
        separator = b",\n"
    out.write(b"\n]}\n")


def rows(assessment: Assessment) -> Iterator[RowEntry]:
    """Every applicable row, in the assessment's order."""
    for result in reading.applicable(assessment):
        yield _row(assessment, assessment.controls[result.control], result)


def _row(assessment: Assessment, control: ControlInfo, result: Result) -> RowEntry:
    subject = reading.subject_of(assessment, result.subject)
    measured = result.measured
    summary = in_both(result.summary, measured)
    return RowEntry(
        control=result.control,
        subject=SubjectEntry(kind=result.subject.kind.value, id=result.subject.id),
        state=result.state.value,
        reason=result.reason.value if result.reason else None,
        finding_class=result.finding_class.value,
        summary=summary,
        items=[_item(part, item) for part in result.parts for item in part.items],
        measured=measured,
        evidence=list(dict.fromkeys(a.digest for a in result.evidence)),
        waiver=_waiver(result.waiver) if result.waiver else None,
        partial=result.partial,
        satisfied=result.satisfied,
        pack=control.pack,
        clause=control.clause,
        document=_both(control.document),
        title=_both(control.title),
        legacy=control.legacy,
        maps_to=control.maps_to,
        revision=result.revision,
        subject_title=subject.title,
        owner=subject.owner,
        parts=[_part(control, part, summary if part.summary == result.summary else None) for part in result.parts],
    )


def _item(part: PartResult, item: Item) -> ItemEntry:
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
    )


def _part(control: ControlInfo, part: PartResult, summary: dict[str, str] | None) -> PartEntry:
    title = control.parts.get(part.id)
    return PartEntry(
        id=part.id,
        title=_both(title) if title else {"ja": part.id, "en": part.id},
        state=part.state.value,
        reason=part.reason.value if part.reason else None,
        summary=summary or in_both(part.summary, part.measured),
        examined=part.examined,
        basis=part.basis.value if part.basis else None,
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


def _both(words: Words) -> dict[str, str]:
    return {"ja": words.ja, "en": words.en}


def _encoded(encoder: msgspec.json.Encoder, value: object) -> bytes:
    try:
        return encoder.encode(value)
    except UnicodeEncodeError:  # a file name that is no UTF-8, as the system hands it over
        return encoder.encode(_writable(msgspec.to_builtins(value)))


def _writable(value: object) -> object:
    match value:
        case str():
            return writable(value)
        case dict():
            return {writable(str(key)): _writable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_writable(inner) for inner in value]
        case _:
            return value
