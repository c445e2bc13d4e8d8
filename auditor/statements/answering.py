"""Which open parts a person's look may answer, and which of a night are waiting for one."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.inventory.inventory import Inventory
from auditor.model.result import Assessment, PartResult, Result
from auditor.model.terms import OPEN_STATES, Basis, Reason
from auditor.policy.control import Control, Part, Policy

ANSWERABLE = frozenset(
    {
        Reason.MANUAL_REQUIRED,
        Reason.NO_COLLECTOR,
        Reason.OFFLINE_TARGET,
        Reason.DECLARED_ONLY,
        Reason.NO_EVIDENCE,
        Reason.NO_REGISTER,
        Reason.MISSING_FIELD,
        Reason.EMPTY,
        Reason.STALE_EVIDENCE,
        Reason.INSUFFICIENT_HISTORY,
    }
)
"""Why a part is open that a person's look may answer: nobody, and nothing, has seen. Not among them: what went wrong
(errors, a planned or partial set, a record taken away), what contradicts itself, what has no criterion."""

DECLARED = "statements.stands_declared"
"""Code of what is said of an attestation that waits for a second person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenPart:
    """A part of a row that waits for somebody to look."""

    control: Control
    part: Part
    result: Result
    outcome: PartResult


def answerable(part: PartResult) -> bool:
    """Whether a person's look may answer how a part came out."""
    reasons = {part.reason, *(i.reason for i in part.items if i.state in OPEN_STATES)}
    return part.state in OPEN_STATES and part.basis is not Basis.PLANNED and reasons <= ANSWERABLE


def open_parts(assessment: Assessment, policy: Policy, inventory: Inventory) -> Iterator[OpenPart]:
    """The attestable parts that a night left open, but those whose attestation only waits for a second person."""
    controls = {control.id: control for control in policy.selected}
    for result in assessment.results:
        control = controls.get(result.control)
        subject = inventory.by_ref.get(result.subject)
        if control is None or subject is None:
            continue
        asked = {part.id: part for part in control.parts if part.attestable and part.counts_for(subject.attributes)}
        for outcome in result.parts:
            part = asked.get(outcome.id)
            if part is not None and _waits(result, outcome):
                yield OpenPart(control=control, part=part, result=result, outcome=outcome)


def _waits(result: Result, outcome: PartResult) -> bool:
    notes = [note for note in result.attestations if note.part == outcome.id]
    if any(note.why is not None and note.why.code == DECLARED for note in notes):
        return False
    # What an attestation itself left open (expired, its file gone) is open for another.
    return answerable(outcome) or (outcome.state in OPEN_STATES and _by_statement(outcome))


def _by_statement(outcome: PartResult) -> bool:
    return outcome.summary.code.startswith("statements.stands_")
