"""The counterparty's attested password settings are strong enough.

Rationale: where the counterparty's users do not log on to our systems, its own settings cannot be collected; it states
them, with the file behind the statement.

Passes when a statement of the counterparty counts as in `document_in_force`, covers the items asked for, and its least
length is at least the limit.

Fails when the stated length is below the limit (``weak_password_policy``), an item is not covered, the file was
exchanged, or a whole register holds no statement. Stays open when the length is not entered, and as in
`document_in_force`.

References: Nagareyama 第4の2(2)イ(イ)e(a).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks.documents import Issuer, coverage_items, document_verdict, of_kind, rule_items
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredLinkage
from auditor.facts.records import DocumentRecord
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Item, Verdict, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What the statement must show."""

    min_length: int
    """Least number of characters of a password."""
    validity: Period
    """How long an approval or review of the statement counts."""
    kind: str = "password_statement"
    """Kind of the document, as the register names it."""
    covers: tuple[str, ...] = ()
    """Items it must cover."""


NEEDS = (Need(fact=DocumentRecord, scope=Scope.ORGANISATION), Need(fact=DeclaredLinkage))


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on the best statement of the counterparty."""
    candidates = [
        (
            record,
            (
                *rule_items(record, view, Issuer.COUNTERPARTY, parameters.validity),
                *coverage_items(record, parameters.covers, needs_named=False),
                *_length_items(record, parameters.min_length),
            ),
        )
        for record in of_kind(view, parameters.kind, Issuer.COUNTERPARTY)
    ]
    return document_verdict(view, parameters.kind, candidates)


def _length_items(record: DocumentRecord, least: int) -> Iterable[Item]:
    key = f"{record.id}/min_length"
    if record.min_length is None:
        said = message("password_statement.no_length", title=record.title)
        yield undecided(key, Reason.MISSING_FIELD, said, record.place)
    elif record.min_length < least:
        said = message("password_statement.short", title=record.title, length=record.min_length, least=least)
        yield violation(key, Reason.WEAK_PASSWORD_POLICY, said, record.place)
