"""Writing waivers down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditor.errors import ProblemsError, UsageError
from auditor.loading.problems import shown
from auditor.model.result import Assessment, Result, finding_items
from auditor.model.terms import State
from auditor.model.words import message
from auditor.policy.control import Control
from auditor.statements.asked import checked, control_named, subject_named, wrong_option
from auditor.statements.attesting import Desk, new_id
from auditor.statements.shapes import WaiverShape
from auditor.statements.waivers import Waiver, WaiverStanding, standing_of
from auditor.statements.writing import append, ids_on_record, writing

_OPTIONS = {
    "items": "--item",
    "reason": "--reason",
    "measure": "--measure",
    "approver": "--approver",
    "approved_on": "--on",
    "expires": "--until",
    "": "--until",
}


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A deviation that somebody accepts."""

    control: str
    subject: str
    items: tuple[str, ...]
    """Empty for the whole row."""
    reason: str
    measure: str
    approver: str
    approved_on: date
    expires: date


def waive(desk: Desk, accepted: Accepted, night: Assessment | None) -> str:
    """Write a waiver at the end of the register; returns its identifier.

    ``night`` is the newest night; None to accept something ahead of its failing. Raises UsageError and ProblemsError:
    nothing of the kind fails there, or a field is wrong.
    """
    control = control_named(desk.policy, accepted.control)
    subject = subject_named(desk.inventory, control, accepted.subject)
    if night is not None:
        _must_fail(
            control, next((r for r in night.results if (r.control, r.subject) == (control.id, subject)), None), accepted
        )
    if accepted.approved_on > desk.today:
        raise ProblemsError([wrong_option("--on", message("statements.future", day=accepted.approved_on.isoformat()))])
    if accepted.expires < desk.today:
        said = message("statements.already_past", day=accepted.expires.isoformat())
        raise ProblemsError([wrong_option("--until", said)])
    with writing(desk.root):
        identifier = new_id("w", accepted.approved_on, {*ids_on_record(desk.root, "waivers")})
        entry = {
            "id": identifier,
            "control": control.id,
            "revision": control.revision,
            "subject": str(subject),
            **({"items": list(accepted.items)} if accepted.items else {}),
            "reason": accepted.reason.strip(),
            "measure": accepted.measure.strip(),
            "approver": accepted.approver.strip(),
            "approved_on": accepted.approved_on.isoformat(),
            "expires": accepted.expires.isoformat(),
        }
        checked(WaiverShape, entry, _OPTIONS)
        append(desk.root, "waivers", [entry])
    return identifier


def _must_fail(control: Control, result: Result | None, accepted: Accepted) -> None:
    subject = accepted.subject
    if result is None or result.state is not State.FAIL:
        state = State.NOTSELECTED if result is None else result.state
        raise UsageError(
            message("statements.not_failing", control=control.id, subject=shown(subject), state=state.value)
        )
    failing = tuple(dict.fromkeys(item.key for item in finding_items(result)))
    unknown = tuple(item for item in accepted.items if item not in failing)
    if unknown:
        raise UsageError(message("statements.items_not_failing", items=unknown, failing=failing))


def listed(desk: Desk) -> Sequence[tuple[Waiver, WaiverStanding]]:
    """Every waiver on record with how it stands today, those that hold first, by the day on which they end."""
    revisions = {c.id: c.revision for c in (*desk.policy.controls, *desk.policy.not_in_force)}
    every = desk.statements.waivers
    found = [(w, standing_of(w, every, revisions.get(w.control, ""), desk.today)) for w in every]
    order = tuple(WaiverStanding)
    return sorted(found, key=lambda pair: (order.index(pair[1]), pair[0].expires, pair[0].id))
