"""The use of every declared line is watched from night to night.

Passes when for every declared line a mean use between two nights is known. Fails with ``not_monitored`` when a whole
answer of the line device has none for it. Use above the threshold is a remark (観察事項).

Stays open on the first night, and after a counter began anew (``insufficient_history``), when a device gave no answer,
or when the inventory declares no line for the linkage (``missing_field``).

References: Nagareyama 第4の3(2)ア(ア); RFC 2863 (ifHCInOctets, ifHCOutOctets).
"""

from dataclasses import dataclass

from auditor.checks.gaps import absence
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredLine
from auditor.facts.monitoring import LineUse
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Item, Verdict, judged, open_question, remark
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Above which use a remark is made."""

    line_percent: float | None = None
    """Percent of the line's speed; None where no rule sets a mark."""


NEEDS = (Need(fact=LineUse, scope=Scope.LINES), Need(fact=DeclaredLine))


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on every declared line of the linkage."""
    lines = view.facts(DeclaredLine)
    if not lines:
        return open_question(Reason.MISSING_FIELD, message("lines.none_declared"))
    found = [_line_item(view, line, parameters) for line in lines]
    items = [item for item in found if item is not None]
    return judged(
        examined=len(lines),
        met=message("line_use_monitored.met", count=len(lines)),
        broken=message("line_use_monitored.broken"),
        items=items,
    )


def _line_item(view: FactView, line: DeclaredLine, parameters: Parameters) -> Item | None:
    sets = [s for s in view.sets(LineUse, Scope.LINES) if s.subject.id == line.target]
    use = next((u for s in sets for u in s.facts if u.name == line.interface), None)
    if use is None:
        said = message("line_use_monitored.missing", target=line.target, interface=line.interface)
        return absence(line.key, sets, Reason.NOT_MONITORED, said)
    limit = parameters.line_percent
    if limit is not None and use.percent > limit:
        said = message("line_use_monitored.high", target=line.target, interface=line.interface, limit=limit)
        return remark(line.key, said, use.place, percent=round(use.percent, 1))
    return None
