"""Every declared line of a linkage is watched and up.

Passes when the device of every declared line returned its interface as administratively and really up. Fails with
``line_down`` for each that is down, shut, or missing from a whole answer.

Stays open when a device gave no answer, or not a whole one, and when the inventory declares no line
(``missing_field``).

References: Nagareyama 第4の3(2)イ(ア); RFC 2863 (ifAdminStatus, ifOperStatus).
"""

from dataclasses import dataclass

from auditor.checks.gaps import absence
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredLine
from auditor.facts.monitoring import Interface
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, open_question, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=Interface, scope=Scope.LINES), Need(fact=DeclaredLine))


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on every declared line of the linkage."""
    lines = view.facts(DeclaredLine)
    if not lines:
        return open_question(Reason.MISSING_FIELD, message("lines.none_declared"))
    found = [_line_item(view, line) for line in lines]
    items = [item for item in found if item is not None]
    return judged(
        examined=len(lines),
        met=message("lines.met", count=len(lines)),
        broken=message("lines.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _line_item(view: FactView, line: DeclaredLine) -> Item | None:
    sets = [s for s in view.sets(Interface, Scope.LINES) if s.subject.id == line.target]
    interface = next((i for s in sets for i in s.facts if i.name == line.interface), None)
    arguments = {"target": line.target, "interface": line.interface}
    if interface is None:
        return absence(line.key, sets, Reason.LINE_DOWN, message("lines.missing", **arguments))
    if not interface.admin_up:
        return violation(line.key, Reason.LINE_DOWN, message("lines.shut", **arguments), interface.place, line.place)
    if not interface.oper_up:
        return violation(line.key, Reason.LINE_DOWN, message("lines.down", **arguments), interface.place, line.place)
    return None
