"""Which document on record counts for a linkage, and what keeps it from counting.

Shared by the checks that rest on a document: its being in force, its age, the file behind it, and the second person
who looked at that file. A document that no second person has seen is a declaration only (未確認), never a pass.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from auditor.checks.gaps import absence
from auditor.facts.declared import DeclaredLinkage
from auditor.facts.registers import DocumentRecord
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import OPEN_STATES, Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import message


class Issuer(StrEnum):
    """Whose document the requirement asks for."""

    COUNTERPARTY = "counterparty"
    CITY = "city"
    ANY = "any"


Candidate = tuple[DocumentRecord, tuple[Item, ...]]
"""A document with everything that keeps it from counting."""


def of_linkage(view: FactView, kind: str, issuer: Issuer) -> tuple[DocumentRecord, ...]:
    """Documents of a kind that speak of the row's linkage: recorded for it, or general ones of the right issuer."""
    parties = {d.counterparty for d in view.facts(DeclaredLinkage) if d.counterparty}
    found = []
    for record in view.facts(DocumentRecord, Scope.ORGANISATION):
        if record.kind != kind:
            continue
        if record.linkage == view.subject.id and not (issuer is Issuer.CITY and record.party):
            found.append(record)
        elif not record.linkage:
            by_party = record.party in parties
            by_city = not record.party
            if (issuer is not Issuer.CITY and by_party) or (issuer is not Issuer.COUNTERPARTY and by_city):
                found.append(record)
    return tuple(found)


def issuer_items(record: DocumentRecord, view: FactView, issuer: Issuer) -> Iterable[Item]:
    """A counterparty's document must bear the counterparty that the linkage is declared with."""
    if issuer is not Issuer.COUNTERPARTY:
        return
    parties = tuple(sorted({d.counterparty for d in view.facts(DeclaredLinkage) if d.counterparty}))
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


def file_items(record: DocumentRecord) -> Iterable[Item]:
    """The file behind it is there and is the one that was recorded."""
    key = f"{record.id}/file"
    if not record.file or record.file_state == "none":
        said = message("documents.no_file", title=record.title)
        yield undecided(key, Reason.DECLARED_ONLY, said, record.place)
    elif record.file_state == "unreadable":
        said = message("documents.file_unreadable", title=record.title, file=record.file)
        yield undecided(key, Reason.PERMISSION_DENIED, said, record.place)
    elif record.file_state != "present" or not record.found_digest:
        said = message("documents.file_missing", title=record.title, file=record.file)
        yield undecided(key, Reason.NO_EVIDENCE, said, record.place)
    elif not record.declared_digest:
        yield undecided(key, Reason.MISSING_FIELD, message("documents.no_digest", title=record.title), record.place)
    elif record.found_digest != record.declared_digest:
        said = message("documents.file_changed", title=record.title, file=record.file)
        yield violation(key, Reason.FILE_CHANGED, said, record.place)


def witness_items(record: DocumentRecord, since: date | None, as_of: date) -> Iterable[Item]:
    """A second person has looked at the file: not who approved or issued it, not before it was what it is now."""
    key = f"{record.id}/seen"
    authors = {plain_name(name) for name in (record.approved_by, record.party)} - {""}
    if not record.seen_by.strip() or record.seen_on is None or record.seen_on > as_of:
        yield undecided(key, Reason.DECLARED_ONLY, message("documents.not_seen", title=record.title), record.place)
    elif not authors:
        yield undecided(key, Reason.MISSING_FIELD, message("documents.no_author", title=record.title), record.place)
    elif plain_name(record.seen_by) in authors:
        said = message("documents.seen_by_author", title=record.title, person=record.seen_by.strip())
        yield undecided(key, Reason.DECLARED_ONLY, said, record.place)
    elif since is not None and record.seen_on < since:
        said = message(
            "documents.seen_before", title=record.title, seen=record.seen_on.isoformat(), since=since.isoformat()
        )
        yield undecided(key, Reason.DECLARED_ONLY, said, record.place)


def plain_name(name: str) -> str:
    """A post or person however it is written: width, case and spaces tell no two apart."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def coverage_items(record: DocumentRecord, covers: Iterable[str], needs_named: bool) -> Iterable[Item]:
    """It says what it must say, and names whom it must name."""
    for topic in covers:
        if topic not in record.covers:
            said = message("documents.not_covered", title=record.title, topic=topic)
            yield violation(f"{record.id}/{topic}", Reason.REQUIREMENT_NOT_MET, said, record.place)
    if needs_named and not record.named.strip():
        said = message("documents.nobody_named", title=record.title)
        yield undecided(f"{record.id}/named", Reason.MISSING_FIELD, said, record.place)


def rule_items(record: DocumentRecord, view: FactView, issuer: Issuer, validity: Period) -> Iterable[Item]:
    """What keeps a rule, procedure or statement from counting, its contents apart."""
    yield from standing_items(record, view.as_of)
    yield from issuer_items(record, view, issuer)
    if record.approved_on is None:
        said = message("documents.not_approved", title=record.title)
        yield undecided(f"{record.id}/approved", Reason.MISSING_FIELD, said, record.place)
    yield from age_items(record, (record.approved_on, record.reviewed_on), validity, view.as_of)
    yield from file_items(record)
    yield from witness_items(record, record.approved_on, view.as_of)


def _grade(candidate: Candidate) -> int:
    states = {item.state for item in candidate[1]}
    if State.FAIL in states:
        return 2
    return 1 if states & OPEN_STATES else 0


def document_verdict(view: FactView, kind: str, candidates: Sequence[Candidate]) -> Verdict:
    """The verdict on the best of several documents: one that counts, else one that may, else one that does not.

    Superseded documents stay on record for years; that they no longer count is no finding.
    """
    if not candidates:
        sets = view.sets(DocumentRecord, Scope.ORGANISATION)
        missing = absence(kind, sets, Reason.MISSING_RECORD, message("documents.none", kind=kind))
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
