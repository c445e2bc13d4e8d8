"""How statements stand on a day: which one speaks for a part, and whether a second person confirmed it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from auditor.facts.statements import AttestedFile
from auditor.model.japan import JST
from auditor.model.words import Message, message
from auditor.statements.people import plain_name, same_person
from auditor.statements.reading import Statements
from auditor.statements.records import Attestation, Confirmation, Finding, How, Signer


class Standing(StrEnum):
    """What an attestation amounts to."""

    MET = "met"
    """Confirmed, its file whole: it can carry a pass."""
    NOT_MET = "not_met"
    DECLARED = "declared"
    """Nobody else has looked, or nobody whose word counts."""
    EXPIRED = "expired"
    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    FILE_CHANGED = "file_changed"
    NOT_YET = "not_yet"
    """Dated after the audit's day."""
    OTHER_REVISION = "other_revision"
    """Of another requirement than the control's is now."""
    SUPERSEDED = "superseded"
    CONFLICT = "conflict"
    """Two of one day that disagree."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stood:
    """One attestation on a day."""

    attestation: Attestation
    standing: Standing
    confirmation: Confirmation | None = None
    """The one that counts."""
    how: How | None = None
    refused: tuple[tuple[Confirmation, Message], ...] = ()
    """Confirmations that do not count, and why."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """What standing depends on beside the statements."""

    as_of: date
    statements: Statements
    files: Mapping[str, AttestedFile]
    """The files behind attestations as the audit found them, by name."""


def stand(candidates: Sequence[Attestation], revision: str, day: Day) -> tuple[Stood, ...]:
    """All attestations that speak of one part, the one that speaks for it first.

    Of those dated by the day and of the control's revision the newest speaks; of several that were written on that
    day and agree, one that is confirmed; when they disagree, each of them is a conflict.
    """
    current: list[Attestation] = []
    aside: list[Stood] = []
    for found in sorted(candidates, key=lambda a: a.on, reverse=True):
        if found.revision != revision:
            aside.append(Stood(attestation=found, standing=Standing.OTHER_REVISION))
        elif found.on > day.as_of:
            aside.append(Stood(attestation=found, standing=Standing.NOT_YET))
        else:
            current.append(found)
    if not current:
        return tuple(aside)
    latest = max(a.on for a in current)
    older = [Stood(attestation=a, standing=Standing.SUPERSEDED) for a in current if a.on < latest]
    newest = sorted((_alone(a, day) for a in current if a.on == latest), key=_weight)
    living = [s for s in newest if s.standing is not Standing.EXPIRED]
    if len({s.attestation.finding for s in living}) > 1:
        conflicts = [Stood(attestation=s.attestation, standing=Standing.CONFLICT, refused=s.refused) for s in living]
        ended = [s for s in newest if s.standing is Standing.EXPIRED]
        return (*conflicts, *ended, *older, *aside)
    return (*newest, *older, *aside)


_ORDER = (Standing.FILE_CHANGED, *(s for s in Standing if s is not Standing.FILE_CHANGED))
"""Of several of one day that agree: an exchanged file is told whatever else there is, then one that is confirmed."""


def _weight(stood: Stood) -> tuple[int, str]:
    return _ORDER.index(stood.standing), stood.attestation.id


def _alone(attestation: Attestation, day: Day) -> Stood:
    confirmation, how, refused = _confirmed(attestation, day)
    return Stood(
        attestation=attestation,
        standing=_standing(attestation, day, confirmed=confirmation is not None),
        confirmation=confirmation,
        how=how,
        refused=refused,
    )


def _standing(attestation: Attestation, day: Day, *, confirmed: bool) -> Standing:
    if attestation.valid_until < day.as_of:
        return Standing.EXPIRED
    found = day.files.get(attestation.file)
    if found is not None and found.state == "present" and found.found_digest != attestation.digest:
        return Standing.FILE_CHANGED
    if attestation.finding is Finding.NOT_MET:
        return Standing.NOT_MET
    if found is not None and found.state == "unreadable":
        return Standing.FILE_UNREADABLE
    if found is None or found.state != "present":
        return Standing.FILE_MISSING
    return Standing.MET if confirmed else Standing.DECLARED


def _confirmed(
    attestation: Attestation, day: Day
) -> tuple[Confirmation | None, How | None, tuple[tuple[Confirmation, Message], ...]]:
    """The first confirmation that counts, and those that do not."""
    refused = []
    for confirmation in day.statements.confirmations:
        if confirmation.attestation != attestation.id or confirmation.on > day.as_of:
            continue
        why = objection(confirmation, attestation, day.statements.signers)
        if why is None:
            return confirmation, How.KEY if confirmation.key else How.ACCOUNT, ()
        refused.append((confirmation, why))
    return None, None, tuple(refused)


def objection(confirmation: Confirmation, attestation: Attestation, signers: Iterable[Signer]) -> Message | None:
    """Why a confirmation does not count; None when it does."""
    names = {"id": confirmation.id, "attestation": attestation.id, "by": confirmation.by}
    if confirmation.attestation_digest != attestation.own_digest:
        return message("statements.altered", **names)
    if confirmation.file_digest != attestation.digest:
        return message("statements.other_file", **names)
    if same_person(confirmation.by, attestation.by):
        return message("statements.same_person", **names)
    if confirmation.on < attestation.on or confirmation.entered < attestation.entered:
        return message("statements.before_attestation", **names)
    if not confirmation.key and not confirmation.signature:
        if confirmation.account.same(attestation.account):
            return message("statements.same_account", account=confirmation.account.name, **names)
        return None
    known = [s for s in signers if s.key == confirmation.key]
    if any(same_person(s.person, attestation.by) for s in known):
        return message("statements.key_of_attester", **names)
    own = [s for s in known if same_person(s.person, confirmation.by) and _in_use(s, confirmation)]
    if not own:
        return message("statements.unknown_key", **names)
    from auditor.statements.signing import signed

    if not signed(confirmation.key, confirmation.signature, confirmation.signed_bytes(attestation)):
        return message("statements.bad_signature", **names)
    return None


def _in_use(signer: Signer, confirmation: Confirmation) -> bool:
    ended = signer.ended is not None and signer.ended < confirmation.entered.astimezone(JST).date()
    return signer.entered <= confirmation.entered and not ended


def signers_of(person: str, signers: Iterable[Signer]) -> tuple[Signer, ...]:
    """The keys registered for a person."""
    return tuple(s for s in signers if plain_name(s.person) == plain_name(person))
