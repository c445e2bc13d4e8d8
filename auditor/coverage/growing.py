"""Which controls to add next: those nearest to being judged, and what each still wants."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from auditor.coverage.counting import applies_here
from auditor.facts.base import Fact
from auditor.facts.records import READABLE
from auditor.model.plugins import Check, needs_of
from auditor.model.result import Words
from auditor.model.terms import Completeness, FindingClass
from auditor.policy.control import Control

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.workspace import Workspace

_GRAVITY = tuple(FindingClass)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A control that the profile leaves out, and what it would want."""

    control: Control
    parameters: tuple[Words, ...]
    """Values that no rule of the city sets yet."""
    registers: tuple[Words, ...]
    """Registers that are not kept yet."""
    by_hand: int
    """Parts that only an attestation answers in this version."""

    @property
    def wants(self) -> int:
        """How much stands between it and a judgement."""
        return len(self.parameters) + len(self.registers) + self.by_hand


def candidates(workspace: "Workspace", find_check: "Callable[[str], Check]", now: datetime) -> tuple[Candidate, ...]:
    """Controls in force that are not selected and apply to something here, the nearest first, the graver before."""
    kept = _kept(workspace, now)
    selected = {c.id for c in workspace.policy.selected}
    found = [
        _candidate(control, workspace, find_check, kept)
        for control in workspace.policy.controls
        if control.id not in selected and applies_here(control, workspace)
    ]
    return tuple(sorted(found, key=lambda c: (c.wants, c.control.info.legacy, _gravity(c.control))))


def _gravity(control: Control) -> int:
    return _GRAVITY.index(control.info.finding_class)


def _kept(workspace: "Workspace", now: datetime) -> Mapping[type[Fact], bool]:
    sets = workspace.registers.fact_sets(workspace.inventory.organisation.ref, now)
    return {found.type: found.completeness is not Completeness.ABSENT for found in sets}


def _candidate(
    control: Control, workspace: "Workspace", find_check: "Callable[[str], Check]", kept: Mapping[type[Fact], bool]
) -> Candidate:
    subjects = workspace.inventory.of_kind(control.subject)
    asked = [p for p in control.parts if any(p.counts_for(s.attributes) for s in subjects)]
    titles = {record: record.TITLE for record in READABLE.values()}
    registers: dict[str, Words] = {}
    for part in asked:
        for need in needs_of(find_check(part.check), part.parameters) if part.check else ():
            for record, title in titles.items():
                if need.fact is record and not kept.get(record, False):
                    registers[record.REGISTER] = title
    missing = {words.ja: words for part in asked for words in part.missing}
    return Candidate(
        control=control,
        parameters=tuple(missing.values()),
        registers=tuple(registers.values()),
        by_hand=sum(p.awaits is not None or p.inspect is not None for p in asked),
    )
