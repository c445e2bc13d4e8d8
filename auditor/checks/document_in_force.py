"""A document of a kind is in force for a linkage, covers what it must, and was seen by a second person.

Rationale: many clauses ask that the counterparty (or the city) *has laid down* something. That is shown by a document
on record with the file behind it, not by a tick.

Passes when one document of the kind, recorded for the linkage or a general one of the right issuer, is in force on the
audit's date, was approved or reviewed within the validity, covers every item asked for, names whom it must name, its
file is there with the digest entered for it, and a second person looked at that file after its approval.

Fails when the register is whole and holds no such document (``missing_record``), when the document is not in force
(``not_in_force``), leaves out an item (``requirement_not_met``) or its file was exchanged (``file_changed``).

Stays open when the file is not there, nobody else has seen it (``declared_only``), its validity has passed
(``expired``), a needed field is empty (``missing_field``), or the issuer is not the declared counterparty
(``conflicting_evidence``). With several documents the best one decides; superseded ones are no finding.

References: Nagareyama online-linkage standard 第4の2; Kawasaki ordinance art. 7; act art. 70.
"""

from dataclasses import dataclass

from auditor.checks.documents import Issuer, coverage_items, document_verdict, of_linkage, rule_items
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredLinkage
from auditor.facts.registers import DocumentRecord
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.terms import Scope
from auditor.model.verdict import Verdict


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


NEEDS = (Need(fact=DocumentRecord, scope=Scope.ORGANISATION), Need(fact=DeclaredLinkage))


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on the best document of the kind."""
    candidates = [
        (
            record,
            (
                *rule_items(record, view, parameters.issuer, parameters.validity),
                *coverage_items(record, parameters.covers, parameters.needs_named),
            ),
        )
        for record in of_linkage(view, parameters.kind, parameters.issuer)
    ]
    return document_verdict(view, parameters.kind, candidates)
