"""A document of a kind is in force, covers what it must, and was seen by a second person.

Rationale: many clauses ask that the counterparty (or the city) *has laid down* something. That is shown by a document
on record with the file behind it, not by a tick.

Passes when one document of the kind, recorded for the row's subject or a general one (that names no subject) of the
right issuer, is in force on the audit's date, was approved or reviewed within the validity, covers every item asked
for, names whom it must name, its file is there with the digest entered for it, and a second person looked at that file
after its approval. On rows about the city only general documents count; with ``specific`` only those that name the
row's subject do.

Fails when the register is whole and holds no such document (``missing_record``), when the document is not in force
(``not_in_force``), leaves out an item (``requirement_not_met``), was not reviewed in the time named (``late``) or its
file was exchanged (``file_changed``).

Stays open when the file is not there, nobody else has seen it (``declared_only``), its validity has passed
(``expired``), a needed field is empty (``missing_field``), or the issuer is not the declared counterparty
(``conflicting_evidence``); and, under ``absent: no_criterion``, where there is no such document, with that reason
instead of a failure (the document is what others are held against). With several documents the best one decides;
superseded ones are no finding.

References: Nagareyama online-linkage standard 第4の2; Kawasaki ordinance art. 7; act art. 70.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from auditor.checks.asking import placed
from auditor.checks.documents import Issuer, coverage_items, document_verdict, of_kind, review_items, rule_items
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredLinkage
from auditor.facts.records import ContractRecord, DocumentRecord
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.plugins import CRITERION
from auditor.model.terms import Scope, SubjectKind
from auditor.model.verdict import Verdict
from auditor.model.words import Message, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What document is asked for."""

    kind: str
    """Kind of the document, as the register names it."""
    validity: Period
    """How long an approval or review counts."""
    issuer: Issuer = Issuer.ANY
    """Whose document it must be."""
    covers: tuple[str, ...] = ()
    """Items it must cover."""
    needs_named: bool = False
    """True when it must name a post or person."""
    review_within: Period | None = field(default=None, metadata=CRITERION)
    """How old its last review (or its approval, when it was not reviewed since) may be, where that is asked for."""
    specific: bool = False
    """True when only documents count that name the row's subject."""
    absent: Literal["fail", "no_criterion"] = "fail"
    """What it means that there is none."""


NEEDS = (
    Need(fact=DocumentRecord, scope=Scope.ORGANISATION),
    # Only name the counterparty: without them its documents stay open. Rows about other subjects have no linkage.
    Need(fact=DeclaredLinkage, supporting=True),
    Need(fact=ContractRecord, scope=Scope.ORGANISATION, supporting=True),
)


def misplaced(options: Mapping[str, Any], subject: SubjectKind) -> Iterator[Message]:
    """What keeps the question from being asked of such subjects."""
    if options.get("specific") is True:
        if subject is SubjectKind.ORGANISATION:
            yield message("documents.specific_to_city")
        yield from placed(DocumentRecord, {}, subject)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on the best document of the kind."""
    candidates = [
        (
            record,
            (
                *rule_items(record, view, parameters.issuer, parameters.validity),
                *coverage_items(record, parameters.covers, parameters.needs_named),
                *(review_items(record, parameters.review_within, view.as_of) if parameters.review_within else ()),
            ),
        )
        for record in of_kind(view, parameters.kind, parameters.issuer, specific=parameters.specific)
    ]
    return document_verdict(view, parameters.kind, candidates, absent=parameters.absent)
