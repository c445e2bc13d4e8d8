"""A workspace: inventory, registers and policies, loaded together so that everything wrong is said at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from auditor import resources
from auditor.errors import UsageError
from auditor.inventory.crosschecks import Names
from auditor.inventory.inventory import Inventory
from auditor.inventory.reading import FOLDER
from auditor.loading.fields import narrow
from auditor.loading.problems import ProblemLog, shown, with_hint
from auditor.model.subject import SubjectRef
from auditor.model.words import message
from auditor.policy.checks import Checks, InstalledChecks
from auditor.policy.control import Control, Policy
from auditor.policy.loader import read_policy
from auditor.registers.registers import Registers
from auditor.registers.together import read_declared
from auditor.starter import write_starter
from auditor.statements.reading import NO_STATEMENTS, Statements, check_waivers, load_statements
from auditor.statements.waivers import Waiver

__all__ = ["Workspace", "load_workspace", "write_starter"]


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """Everything that one assessment rests on, checked."""

    root: Path
    inventory: Inventory
    registers: Registers
    policy: Policy
    statements: Statements = NO_STATEMENTS
    chosen: frozenset[SubjectRef] | None = field(default=None)
    """Subjects chosen on the command line; None for all."""

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """All waivers on record, those that no longer count included."""
        return self.statements.waivers

    @property
    def state_dir(self) -> Path:
        """Store, vault and known host keys."""
        return self.root / "state"

    @property
    def reports_dir(self) -> Path:
        """Generated reports, a folder a run."""
        return self.root / "reports"

    def selects(self, ref: SubjectRef) -> bool:
        """Whether rows about a subject are asked for."""
        return self.chosen is None or ref in self.chosen

    @property
    def not_selected_rows(self) -> int:
        """Rows of controls in force that profile or command line leave out."""
        every = Counter(s.ref.kind for s in self.inventory.subjects)
        asked = Counter(s.ref.kind for s in self.inventory.subjects if self.selects(s.ref))
        total = sum(every[c.subject] for c in self.policy.controls)
        return total - sum(asked[c.subject] for c in self.policy.selected)

    def select(self, controls: Sequence[str] = (), subjects: Sequence[str] = ()) -> "Workspace":
        """The workspace narrowed to some controls and subjects (identifiers, or patterns with ``*``).

        Controls are looked for among those that the profile selects, then by full identifier among all in force.
        Subjects are named ``kind:id`` or by identifier alone. Raises UsageError for a name that nothing bears, and
        when no control is left that applies to any subject: nothing judged must never look like nothing wrong.
        """
        selected = self._controls(controls) if controls else self.policy.selected
        chosen = self._subjects(subjects) if subjects else self.chosen
        narrowed = replace(self, policy=replace(self.policy, selected=selected), chosen=chosen)
        for control in selected:
            for subject in self.inventory.of_kind(control.subject):
                if narrowed.selects(subject.ref) and control.applies(subject.attributes):
                    return narrowed
        raise UsageError(message("policy.empty_selection"))

    def _controls(self, patterns: Sequence[str]) -> tuple[Control, ...]:
        found: set[str] = set()
        for pattern in patterns:
            matching = {c.id for c in self.policy.selected if fnmatchcase(c.id, pattern)}
            matching = matching or {c.id for c in self.policy.controls if c.id == pattern}
            if not matching:
                if pattern in {c.id for c in self.policy.not_in_force}:
                    raise UsageError(message("policy.not_in_force", name=pattern))
                known = [c.id for c in self.policy.controls]
                raise UsageError(with_hint("policy.unknown_control", pattern, known, name=shown(pattern)))
            found |= matching
        return tuple(c for c in self.policy.controls if c.id in found)

    def _subjects(self, patterns: Sequence[str]) -> frozenset[SubjectRef]:
        found: set[SubjectRef] = set()
        for pattern in patterns:
            matching = {
                s.ref
                for s in self.inventory.subjects
                if fnmatchcase(s.ref.id, pattern) or fnmatchcase(str(s.ref), pattern)
            }
            if not matching:
                known = [n for s in self.inventory.subjects for n in (s.ref.id, str(s.ref))]
                raise UsageError(with_hint("inventory.unknown_subject", pattern, known, name=shown(pattern)))
            found |= matching
        return frozenset(found)


def load_workspace(
    root: Path,
    as_of: date,
    collected_at: datetime,
    *,
    profile: str | None = None,
    checks: Checks | None = None,
    shipped: Path | None = None,
) -> Workspace:
    """Load a workspace for an audit's date.

    Raises UsageError when there is none, ProblemsError with everything that is wrong in inventory, registers and
    policies. ``checks`` and ``shipped`` are the installed ones unless a test says otherwise.
    """
    if not (root / FOLDER).is_dir():
        raise UsageError(message("inventory.no_workspace", folder=str(root)))
    log = ProblemLog()
    policies = shipped or resources.policies()
    declared = read_declared(root, as_of, collected_at, log, shipped=policies)
    statements = load_statements(root, log)
    policy = read_policy(policies, root / "policies", as_of, profile, checks or InstalledChecks(), log)
    if policy is not None:
        check_waivers(statements, declared.inventory, policy, log)
        _check_tags(declared.names, policy, log)
    log.raise_if_any()
    if declared.inventory is None or policy is None:
        raise AssertionError("a workspace without problems could not be built")
    return Workspace(
        root=root,
        inventory=declared.inventory,
        registers=declared.registers,
        policy=policy,
        statements=statements,
    )


def _check_tags(names: Names, policy: Policy, log: ProblemLog) -> None:
    """A tag that is only spelt unlike one that controls ask for would quietly take its subject out of them."""
    conditions = [c for control in policy.controls for c in (control.applies_to, *(p.when for p in control.parts))]
    asked = {tag for condition in conditions for tag in condition.get("tags", ())}
    meant = {_spelling(tag): tag for tag in asked}
    for entries in names.by_list.values():
        for entry in entries.values():
            for path, tag in entry.values("tags", "*"):
                hint = meant.get(_spelling(tag)) if isinstance(tag, str) and tag.strip() not in asked else None
                if hint is not None:
                    log.at(entry.place, path, "inventory.tag_spelt", name=shown(tag), hint=hint)


def _spelling(tag: str) -> str:
    """A tag without what is easily mistaken: case, width, and what joins its words."""
    return "".join(c for c in narrow(tag).casefold() if c.isalnum())
