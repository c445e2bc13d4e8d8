"""Confirming attestations as a second person, and registering the keys that people sign with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.loading.problems import with_hint
from auditor.model.words import message
from auditor.statements.asked import checked
from auditor.statements.attesting import Desk, new_id
from auditor.statements.files import look_at
from auditor.statements.people import same_person
from auditor.statements.records import Attestation, Confirmation, Finding, Origin
from auditor.statements.shapes import ConfirmationShape, SignerShape, moment
from auditor.statements.standing import objection
from auditor.statements.writing import Entry, append, ids_on_record, writing

if TYPE_CHECKING:
    from auditor.seal.keys import PublicKey, SealingKey

_OPTIONS = {"by": "--by", "on": "--on", "person": "--person", "attestation": "ATTESTATION", "account": "account"}
_NOWHERE = Origin(file="", index=0, line=0)


@dataclass(frozen=True, kw_only=True)
class Second:
    """Who confirms, and how they show that they are a second person."""

    by: str
    key: "SealingKey | None" = None
    """Their own key; None to vouch by the account of the operating system."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One attestation whose file somebody has looked at."""

    attestation: str
    on: date


def to_confirm(desk: Desk, identifier: str) -> Attestation:
    """The attestation that is to be confirmed, its file being there as it was. Raises UsageError."""
    found = desk.statements.attestation(identifier)
    if found is None:
        known = [a.id for a in desk.statements.attestations]
        raise UsageError(with_hint("statements.no_such_attestation", identifier, known, id=identifier))
    if found.finding is Finding.NOT_MET:
        raise UsageError(message("statements.needs_no_confirmation", id=found.id))
    if found.valid_until < desk.today:
        raise UsageError(message("statements.expired_already", id=found.id, until=found.valid_until.isoformat()))
    seen = look_at(desk.root, found.file)
    if seen.state != "present":
        raise UsageError(message(f"statements.file_{seen.state}", file=found.file))
    if seen.digest != found.digest:
        raise UsageError(message("statements.file_not_as_attested", id=found.id, file=found.file))
    return found


def confirm(desk: Desk, seen: Sequence[tuple[Seen, Second]]) -> tuple[str, ...]:
    """Write confirmations at the end of the register, all or none; returns their identifiers.

    Raises UsageError: no such attestation, its file is not what it was, or this would be no second person.
    """
    with writing(desk.root):
        taken = {*ids_on_record(desk.root, "confirmations")}
        entries: list[Entry] = []
        for one, second in seen:
            identifier = new_id("c", one.on, taken)
            taken.add(identifier)
            entries.append(confirmation_entry(desk, one, second, identifier))
        append(desk.root, "confirmations", entries)
    return tuple(str(entry["id"]) for entry in entries)


def confirmation_entry(desk: Desk, seen: Seen, second: Second, identifier: str) -> Entry:
    """The entry of one confirmation, signed where there is a key. Raises UsageError and ProblemsError."""
    attestation = to_confirm(desk, seen.attestation)
    if seen.on > desk.today:
        raise UsageError(message("statements.future", day=seen.on.isoformat()))
    made = Confirmation(
        id=identifier,
        attestation=attestation.id,
        attestation_digest=attestation.own_digest,
        file_digest=attestation.digest,
        by=second.by.strip(),
        on=seen.on,
        account=desk.identity,
        entered=desk.now.replace(microsecond=0),
        key=second.key.public.text if second.key is not None else "",
        origin=_NOWHERE,
    )
    entry: dict[str, object] = {k: v for k, v in made.form().items() if v != ""}
    if second.key is not None:
        from auditor.statements.signing import sign

        entry["signature"] = sign(second.key, made.signed_bytes(attestation))
    checked(ConfirmationShape, entry, _OPTIONS)
    signature = str(entry.get("signature", ""))
    why = objection(replace(made, signature=signature), attestation, desk.statements.signers)
    if why is not None:
        raise UsageError(why)
    return entry


def register_key(desk: Desk, key: "PublicKey", person: str) -> None:
    """Register a person's public key, with who registers it and when. Raises UsageError when another person has it."""
    entry: Entry = {
        "person": person.strip(),
        "key": key.text,
        "account": {"uid": desk.identity.uid, "name": desk.identity.name},
        "entered": moment(desk.now),
    }
    checked(SignerShape, entry, _OPTIONS)
    with writing(desk.root):
        for signer in desk.statements.signers:
            if signer.key != key.text or signer.ended is not None:
                continue
            code = "statements.key_known" if same_person(signer.person, person) else "statements.key_taken"
            raise UsageError(message(code, person=signer.person))
        append(desk.root, "signers", [entry])
