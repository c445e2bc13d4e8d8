"""What a command line or a sheet says, understood: control, subject, part, days."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from auditor.errors import Problem, ProblemsError, UsageError
from auditor.inventory.inventory import Inventory
from auditor.loading.fields import period_in
from auditor.loading.problems import shown, with_hint
from auditor.loading.shape import Shape, faults
from auditor.model.subject import SubjectRef
from auditor.model.words import Message, message
from auditor.policy.control import Control, Part, Policy
from auditor.statements.files import FILES_FOLDER
from auditor.tables.japanese import Unreadable, day


def control_named(policy: Policy, name: str) -> Control:
    """The control in force of that name. Raises UsageError."""
    found = policy.control(name)
    if found is None:
        if name in {c.id for c in policy.not_in_force}:
            raise UsageError(message("policy.not_in_force", name=name))
        raise UsageError(with_hint("policy.unknown_control", name, [c.id for c in policy.controls], name=shown(name)))
    return found


def subject_named(inventory: Inventory, control: Control, name: str) -> SubjectRef:
    """The subject that a control is asked of, named ``kind:id`` or by its identifier alone. Raises UsageError."""
    found = next((s for s in inventory.of_kind(control.subject) if name in (s.ref.id, str(s.ref))), None)
    if found is None:
        known = [str(s.ref) for s in inventory.of_kind(control.subject)]
        raise UsageError(with_hint("inventory.unknown_subject", name, known, name=shown(name)))
    if not control.applies(found.attributes):
        raise UsageError(message("statements.not_applicable", control=control.id, subject=str(found.ref)))
    return found.ref


def attestable_parts(inventory: Inventory, control: Control, subject: SubjectRef) -> tuple[Part, ...]:
    """The parts of a row that a person's look may answer."""
    attributes = inventory.subject(subject).attributes
    return tuple(p for p in control.parts if p.attestable and p.counts_for(attributes))


def part_named(parts: tuple[Part, ...], control: Control, name: str) -> str:
    """The part of that name; empty for all. Raises UsageError when it is none, or there is none."""
    known = tuple(p.id for p in parts)
    if not known:
        raise UsageError(message("statements.nothing_attestable", control=control.id))
    if name and name not in known:
        raise UsageError(message("statements.not_attestable", control=control.id, part=shown(name), known=known))
    return name


def until(text: str, begin: date) -> date:
    """A day (also of the era calendar), or an ISO 8601 duration from a day (P1M is a month). Raises UsageError."""
    period = period_in(text)
    try:
        return period.after(begin) if period is not None else day(text)
    except (OverflowError, Unreadable) as error:
        raise UsageError(message("statements.until", value=shown(text))) from error


def inner_name(root: Path, name: str) -> str:
    """A file's path below the folder of files, however it was typed."""
    try:
        folder = (root / FILES_FOLDER).resolve()
        for typed in (Path(name), root / name):
            resolved = typed.absolute().resolve()
            if resolved.is_relative_to(folder) and resolved != folder:
                return resolved.relative_to(folder).as_posix()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL: looked at as it was typed
        return name
    return name


def checked(shape: type[Shape], entry: Mapping[str, object], options: Mapping[str, str]) -> None:
    """Hold an entry against its shape. Raises ProblemsError that names the option of each wrong field."""
    try:
        shape.model_validate(dict(entry))
    except ValidationError as error:
        found = [(str(fault.path[0]) if fault.path else "", fault.said) for fault in faults(error, shape)]
        raise ProblemsError([wrong_option(options.get(field, ""), said) for field, said in found]) from error


def wrong_option(option: str, said: Message) -> Problem:
    """A problem of what was typed."""
    return Problem(file=option or "--", line=0, column=0, message=said)
