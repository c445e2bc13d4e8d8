"""Writing attestations down."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from auditor.errors import ProblemsError
from auditor.inventory.inventory import Inventory
from auditor.model.words import message
from auditor.policy.control import Policy
from auditor.statements.asked import (
    attestable_parts,
    checked,
    control_named,
    inner_name,
    part_named,
    subject_named,
    wrong_option,
)
from auditor.statements.files import look_at
from auditor.statements.people import Identity
from auditor.statements.reading import Statements
from auditor.statements.shapes import AttestationShape, moment
from auditor.statements.writing import Entry, append, ids_on_record, writing

_OPTIONS = {
    "part": "--part",
    "by": "--by",
    "looked_at": "--looked-at",
    "file": "--file",
    "finding": "--finding",
    "on": "--on",
    "valid_until": "--valid-until",
    "": "--valid-until",
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where a statement is made: the workspace's files, who enters it, and when."""

    root: Path
    inventory: Inventory
    policy: Policy
    statements: Statements
    identity: Identity
    now: datetime
    today: date
    """Today in Japan."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What somebody says they looked at."""

    control: str
    subject: str
    part: str = ""
    by: str
    looked_at: str
    file: str
    finding: str
    on: date
    valid_until: date


def attestation_entry(desk: Desk, looked: Looked, identifier: str) -> Entry:
    """The entry of one attestation. Raises UsageError and ProblemsError with everything that is wrong with it."""
    control = control_named(desk.policy, looked.control)
    subject = subject_named(desk.inventory, control, looked.subject)
    part = part_named(attestable_parts(desk.inventory, control, subject), control, looked.part)
    name = inner_name(desk.root, looked.file)
    entry: dict[str, object] = {
        "id": identifier,
        "control": control.id,
        "revision": control.revision,
        "subject": str(subject),
        **({"part": part} if part else {}),
        "by": looked.by.strip(),
        "looked_at": looked.looked_at.strip(),
        "file": name,
        "digest": "sha256:" + "0" * 64,
        "finding": looked.finding,
        "on": looked.on.isoformat(),
        "valid_until": looked.valid_until.isoformat(),
        "account": {"uid": desk.identity.uid, "name": desk.identity.name},
        "entered": moment(desk.now),
    }
    checked(AttestationShape, entry, _OPTIONS)
    if looked.on > desk.today:
        raise ProblemsError([wrong_option("--on", message("statements.future", day=looked.on.isoformat()))])
    if looked.valid_until < desk.today:
        said = message("statements.already_past", day=looked.valid_until.isoformat())
        raise ProblemsError([wrong_option("--valid-until", said)])
    seen = look_at(desk.root, name)
    if seen.state != "present":
        raise ProblemsError([wrong_option("--file", message(f"statements.file_{seen.state}", file=name))])
    entry["digest"] = seen.digest
    return entry


def attest(desk: Desk, looked: Sequence[Looked]) -> tuple[str, ...]:
    """Write attestations at the end of the register, all or none; returns their identifiers.

    Raises UsageError, and ProblemsError with what is wrong in the first that cannot be taken.
    """
    with writing(desk.root):
        taken = {*ids_on_record(desk.root, "attestations")}
        entries: list[Entry] = []
        for one in looked:
            identifier = new_id("a", one.on, taken)
            taken.add(identifier)
            entries.append(attestation_entry(desk, one, identifier))
        append(desk.root, "attestations", entries)
    return tuple(str(entry["id"]) for entry in entries)


def new_id(letter: str, day: date, taken: Collection[str]) -> str:
    """The next free identifier of a day: ``a-20261120-1``."""
    number = 1
    while (found := f"{letter}-{day:%Y%m%d}-{number}") in taken:
        number += 1
    return found
