"""Which document on record counts for a subject, and what keeps it from counting.

Shared by the checks that rest on a document: its being in force, its age, the file behind it, and the second person
who looked at that file. A document that no second person has seen is a declaration only (未確認), never a pass.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Literal

from auditor.checks.fields import texts_in
from auditor.checks.filed import file_items, witness_items
from auditor.checks.gaps import absence
from auditor.checks.selecting import can_link, link_fields, of_subject
from auditor.checks.verdicts import without_criterion
from auditor.facts.declared import DeclaredLinkage
from auditor.facts.records import ContractRecord, DocumentRecord
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import OPEN_STATES, Reason, Scope, State, SubjectKind
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import message


class Issuer(StrEnum):
    """Whose document the requirement asks for."""

    COUNTERPARTY = "counterparty"
    CITY = "city"
    ANY = "any"


Candidate = tuple[DocumentRecord, tuple[Item, ...]]
"""A document with everything that keeps it from counting."""


def of_kind(view: FactView, kind: str, issuer: Issuer, *, specific: bool = False) -> tuple[DocumentRecord, ...]:
    """Documents of a kind that speak of the row's subject: recorded for it, or general ones of the right issuer.

    ``specific`` leaves out the general ones.

    A general document names no subject of any kind; on rows about the city only such count.
    """
    parties = _parties(view)
    fields = link_fields(DocumentRecord, view.subject.kind)
    by_linkage = view.subject.kind is SubjectKind.LINKAGE
    found: list[DocumentRecord] = []
    for candidate in view.having(DocumentRecord, Scope.ORGANISATION, kind=(kind,)):
        by_city = not candidate.party
        linked = {text for field in fields for text in texts_in(candidate, field)}
        if view.subject.id in linked:
            if issuer is not Issuer.CITY or by_city:
                found.append(candidate)
        elif not specific and _general(candidate):
            by_party = candidate.party in parties or not (by_linkage or by_city)
            if (issuer is not Issuer.CITY and by_party) or (issuer is not Issuer.COUNTERPARTY and by_city):
                found.append(candidate)
    view.cite(DocumentRecord, found)
    return tuple(found)


_SUBJECTS = ("linkage", "contract", "data_files", "targets", "site", "zone", "cameras")


def _general(record: DocumentRecord) -> bool:
    return not any(texts_in(record, field) for field in _SUBJECTS)


def _parties(view: FactView) -> tuple[str, ...]:
    """Whom the linkage, or the contract that the row is about, is declared with."""
    found = {d.counterparty for d in view.facts(DeclaredLinkage) if d.counterparty}
    about_contract = view.subject.kind is not SubjectKind.ORGANISATION and can_link(ContractRecord, view.subject.kind)
    if about_contract and (ContractRecord, Scope.ORGANISATION) in view.by_need:
        for contract in of_subject(view, ContractRecord):
            found |= set(texts_in(contract, "party"))
    return tuple(sorted(found))


def issuer_items(record: DocumentRecord, view: FactView, issuer: Issuer) -> Iterable[Item]:
    """A counterparty's document must bear the counterparty that the linkage or contract is declared with."""
    if issuer is not Issuer.COUNTERPARTY:
        return
    parties = _parties(view)
    key = f"{record.id}/party"
    if not record.party or not parties:
        yield undecided(key, Reason.MISSING_FIELD, message("documents.no_party", title=record.title), record.place)
    elif record.party not in parties:
        said = message("documents.other_party", title=record.title, party=record.party, expected=parties)
        yield undecided(key, Reason.CONFLICTING_EVIDENCE, said, record.place)


def standing_items(record: DocumentRecord, as_of: date) -> Iterable[Item]:
    """In force on the day."""
    key = f"{record.id}/in_force"
    if record.in_force_from is None:
        yield undecided(key, Reason.MISSING_FIELD, message("documents.no_start", title=record.title), record.place)
    elif record.in_force_from > as_of:
        said = message("documents.not_yet", title=record.title, day=record.in_force_from.isoformat())
        yield violation(key, Reason.NOT_IN_FORCE, said, record.place)
    elif record.in_force_to is not None and record.in_force_to < as_of:
        said = message("documents.ended", title=record.title, day=record.in_force_to.isoformat())
        yield violation(key, Reason.NOT_IN_FORCE, said, record.place)


def age_items(record: DocumentRecord, dated: Sequence[date | None], validity: Period, as_of: date) -> Iterable[Item]:
    """Approved, reviewed or handed over within the validity. A date still to come has not happened."""
    past = [day for day in dated if day is not None and day <= as_of]
    key = f"{record.id}/reviewed"
    if not past:
        yield undecided(key, Reason.MISSING_FIELD, message("documents.no_date", title=record.title), record.place)
    elif validity.after(max(past)) < as_of:
        said = message("documents.expired", title=record.title, day=max(past).isoformat(), validity=str(validity))
        yield undecided(key, Reason.EXPIRED, said, record.place)


def coverage_items(record: DocumentRecord, covers: Iterable[str], needs_named: bool) -> Iterable[Item]:
    """It says what it must say, and names whom it must name."""
    for topic in covers:
        if topic not in record.covers:
            said = message("documents.not_covered", title=record.title, topic=topic)
            yield violation(f"{record.id}/{topic}", Reason.REQUIREMENT_NOT_MET, said, record.place)
    if needs_named and not record.named.strip():
        said = message("documents.nobody_named", title=record.title)
        yield undecided(f"{record.id}/named", Reason.MISSING_FIELD, said, record.place)


def review_items(record: DocumentRecord, within: Period, as_of: date) -> Iterable[Item]:
    """Looked through again, or approved, within the time that the requirement names."""
    past = [day for day in (record.approved_on, record.reviewed_on) if day is not None and day <= as_of]
    if past and within.after(max(past)) < as_of:
        said = message("documents.review_late", title=record.title, day=max(past).isoformat(), within=str(within))
        yield violation(f"{record.id}/review", Reason.LATE, said, record.place)


def rule_items(record: DocumentRecord, view: FactView, issuer: Issuer, validity: Period) -> Iterable[Item]:
    """What keeps a rule, procedure or statement from counting, its contents apart."""
    yield from standing_items(record, view.as_of)
    yield from issuer_items(record, view, issuer)
    if record.approved_on is None:
        said = message("documents.not_approved", title=record.title)
        yield undecided(f"{record.id}/approved", Reason.MISSING_FIELD, said, record.place)
    yield from age_items(record, (record.approved_on, record.reviewed_on), validity, view.as_of)
    yield from file_items(record)
    yield from witness_items(record, view.as_of)


def _grade(candidate: Candidate) -> int:
    states = {item.state for item in candidate[1]}
    if State.FAIL in states:
        return 2
    return 1 if states & OPEN_STATES else 0


def document_verdict(
    view: FactView, kind: str, candidates: Sequence[Candidate], *, absent: Literal["fail", "no_criterion"] = "fail"
) -> Verdict:
    """The verdict on the best of several documents: one that counts, else one that may, else one that does not.

    Superseded documents stay on record for years; that they no longer count is no finding.
    """
    if not candidates:
        sets = view.sets(DocumentRecord, Scope.ORGANISATION)
        none = message("documents.none", kind=kind)
        missing = absence(kind, sets, Reason.MISSING_RECORD, none)
        if absent == "no_criterion":
            missing = without_criterion(kind, sets, none)
        return judged(examined=0, met=missing.summary, broken=missing.summary, items=[missing])
    newest_first = sorted(candidates, key=lambda c: c[0].in_force_from or date.min, reverse=True)
    record, items = min(newest_first, key=_grade)
    first = next((i.summary for i in items if i.state is State.FAIL), None)
    return judged(
        examined=1,
        met=message("documents.counts", title=record.title, document=record.id),
        broken=first or message("documents.counts", title=record.title, document=record.id),
        items=items,
    )
