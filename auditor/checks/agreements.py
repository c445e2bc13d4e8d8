"""Contracts and memoranda about the row's subject, and whether they count on the audit's day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auditor.checks.documents import age_items, standing_items
from auditor.checks.fields import about, day_of, moment, not_filled
from auditor.checks.filed import file_items, witness_items
from auditor.checks.selecting import of_subject
from auditor.facts.records import ContractRecord, DocumentRecord
from auditor.facts.view import FactView
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Item, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """A contract, or a memorandum."""

    id: str
    title: str
    fields: tuple[str, ...]
    """Field of the register of articles that names it."""
    standing: tuple[Item, ...]
    """What keeps it from counting, what it says apart."""
    over: bool
    """Whether it has ended, or not begun."""
    newest: date
    """Its first day, for choosing among several."""
    place: Place


def contracts_of(view: FactView) -> tuple[Agreement, ...]:
    """Contracts about the row's subject, the newest first."""
    contracts = of_subject(view, ContractRecord)
    view.cite(ContractRecord, contracts)
    found = [_contract(record, view.as_of) for record in contracts]
    return tuple(sorted(found, key=lambda a: a.newest, reverse=True))


def _contract(record: ContractRecord, as_of: date) -> Agreement:
    terms = tuple(_terms(record, as_of))
    return Agreement(
        id=record.id,
        title=record.title,
        fields=("contract",),
        standing=(*terms, *file_items(record), *(witness_items(record, as_of) if record.file else ())),
        over=any(i.reason is Reason.NOT_IN_FORCE for i in terms),
        newest=record.starts_on or record.signed_on or date.min,
        place=record.place,
    )


def _terms(record: ContractRecord, as_of: date) -> Iterator[Item]:
    """It is running on the day. A contract counts from its signing where it has no first day of its own."""
    begins = "starts_on" if record.starts_on is not None else "signed_on"
    at = moment(record, begins)
    if at is None:
        yield not_filled(record, "starts_on", "signed_on")
    elif day_of(at) > as_of:
        said = message("record_on_file.not_yet", day=day_of(at).isoformat(), **about(record, begins))
        yield violation(f"{record.id}/{begins}", Reason.NOT_IN_FORCE, said, record.place)
    elif record.ends_on is not None and record.ends_on < as_of:
        said = message("record_on_file.ended", day=record.ends_on.isoformat(), **about(record, "ends_on"))
        yield violation(f"{record.id}/ends_on", Reason.NOT_IN_FORCE, said, record.place)


def memoranda_of(
    view: FactView, kinds: tuple[str, ...], contract: str = "", *, validity: Period | None = None
) -> tuple[Agreement, ...]:
    """Memoranda about the row's subject (and on a contract), the newest first; with how long their review counts."""
    on_contract = view.having(DocumentRecord, Scope.ORGANISATION, contract=(contract,)) if contract else ()
    about_it = {record.id: record for record in (*of_subject(view, DocumentRecord), *on_contract)}
    view.cite(DocumentRecord, about_it.values())
    found = [_memorandum(r, view.as_of, validity) for r in about_it.values() if not kinds or r.kind in kinds]
    return tuple(sorted(found, key=lambda a: a.newest, reverse=True))


def _memorandum(record: DocumentRecord, as_of: date, validity: Period | None) -> Agreement:
    terms = tuple(standing_items(record, as_of))
    aged = age_items(record, (record.approved_on, record.reviewed_on), validity, as_of) if validity else ()
    return Agreement(
        id=record.id,
        title=record.title,
        fields=("document",),
        standing=(*terms, *aged, *file_items(record), *(witness_items(record, as_of) if record.file else ())),
        over=any(i.reason is Reason.NOT_IN_FORCE for i in terms),
        newest=record.in_force_from or date.min,
        place=record.place,
    )
