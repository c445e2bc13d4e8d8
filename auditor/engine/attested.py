"""Attestations over results: what a person looked at may answer a part that evidence left open.

The engine decides, not the statement. Only a part that may be attested and that is open for a reason which says "nobody
could see" is answered; a fail, an error, a missing criterion and contradictory evidence stay what they are. A statement
alone is a declaration (``notchecked/declared_only``); it carries a pass only when its file is there unchanged and a
second person confirmed it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from auditor.engine.joining import joined
from auditor.facts.base import FactSet
from auditor.facts.records.base import FILE_ORIGIN
from auditor.facts.statements import AttestedFile
from auditor.model.evidence import ArtefactRef
from auditor.model.result import AttestationNote, PartResult, Result
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Reason, State, state_for
from auditor.model.verdict import Item, undecided, violation
from auditor.model.words import Message, message
from auditor.statements.answering import answerable
from auditor.statements.reading import Statements
from auditor.statements.records import Attestation
from auditor.statements.standing import Day, Standing, Stood, stand

if TYPE_CHECKING:
    from auditor.engine.plan import PlannedRow

_OPEN = {
    Standing.DECLARED: Reason.DECLARED_ONLY,
    Standing.EXPIRED: Reason.EXPIRED,
    Standing.FILE_MISSING: Reason.NO_EVIDENCE,
    Standing.FILE_UNREADABLE: Reason.PERMISSION_DENIED,
    Standing.CONFLICT: Reason.CONFLICTING_EVIDENCE,
}
_BROKEN = {Standing.NOT_MET: Reason.REQUIREMENT_NOT_MET, Standing.FILE_CHANGED: Reason.FILE_CHANGED}
_ASIDE = frozenset({Standing.NOT_YET, Standing.OTHER_REVISION, Standing.SUPERSEDED})
"""Standings that answer nothing; the part stays as it was."""


class Overlay:
    """The statements of a workspace on an audit's date, laid over results row by row."""

    def __init__(
        self,
        statements: Statements,
        as_of: date,
        files: FactSet[AttestedFile],
        removed: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        """``removed``: by control and subject, attestations that earlier nights saw and that are gone or altered."""
        self._removed = removed
        self._day = Day(as_of=as_of, statements=statements, files={f.file: f for f in files.facts})
        self._refs: Mapping[str, ArtefactRef] = {ref.origin: ref for ref in files.artefacts}
        self._by_row: dict[tuple[str, SubjectRef], list[Attestation]] = defaultdict(list)
        for attestation in statements.attestations:
            self._by_row[attestation.control, attestation.subject].append(attestation)

    def over(self, row: "PlannedRow", result: Result) -> Result:
        """The row's result with its attestable open parts answered, and joined again."""
        stated = self._by_row.get((result.control, result.subject))
        if not stated:
            return result
        attestable = {part.id for part in row.parts if part.attestable}
        parts, notes = [], []
        for part in result.parts:
            stood: tuple[Stood, ...] = ()
            if part.id in attestable:
                stood = stand([a for a in stated if a.part in ("", part.id)], result.revision, self._day)
            answered = self._answered(part, stood, self._removed.get((result.control, str(result.subject)), ()))
            parts.append(answered)
            decided = answered is not part and answered.state in (State.PASS, State.FAIL)
            notes += [_note(part.id, s, decides=decided and n == 0) for n, s in enumerate(_told(stood))]
        attested = joined(row, tuple(parts)) if tuple(parts) != result.parts else result
        return replace(attested, attestations=tuple(notes))

    def _answered(self, part: PartResult, stood: Sequence[Stood], removed: tuple[str, ...]) -> PartResult:
        if not stood or not answerable(part):
            return part
        first = stood[0]
        if first.standing is Standing.OTHER_REVISION:
            return replace(part, items=(*part.items, _ended(first, part)))
        if first.standing in _ASIDE:
            return part
        reason = _BROKEN.get(first.standing) or _OPEN.get(first.standing)
        kept = tuple(i for i in part.items if i.state is State.INFORMATIONAL)
        evidence = self._evidence(part, first)
        if reason is None and f"{FILE_ORIGIN}{first.attestation.file}" not in {ref.origin for ref in evidence}:
            reason = Reason.NO_EVIDENCE  # no pass without positive evidence, whatever the standing says
        said = _said(first)
        if reason is None and removed:
            reason, said = Reason.RECORD_REMOVED, message("statements.removed", ids=removed)
        return PartResult(
            id=part.id,
            state=State.PASS if reason is None else state_for(reason),
            reason=reason,
            summary=said,
            items=kept if reason is None else (*kept, *_items(part, stood, reason, said)),
            examined=max(1, part.examined),
            measured=part.measured,
            evidence=evidence,
            basis=Basis.REGISTER,
        )

    def _evidence(self, part: PartResult, stood: Stood) -> tuple[ArtefactRef, ...]:
        """What was read before, the file behind the statement, and the registers that hold it."""
        names = [f"{FILE_ORIGIN}{stood.attestation.file}", "register:attestations"]
        if stood.confirmation is not None:
            names.append("register:confirmations")
        found = [self._refs[name] for name in names if name in self._refs]
        return tuple({(ref.target, ref.origin): ref for ref in (*part.evidence, *found)}.values())


def _items(part: PartResult, stood: Sequence[Stood], reason: Reason, said: Message) -> tuple[Item, ...]:
    first = stood[0]
    if state_for(reason) is State.FAIL:
        key = f"attested/{part.id}" + ("/file" if reason is Reason.FILE_CHANGED else "")
        return (violation(key, reason, said),)
    if first.standing is Standing.CONFLICT:
        found = [s for s in stood if s.standing is Standing.CONFLICT]
        return tuple(undecided(f"attested/{part.id}/{s.attestation.id}", reason, _stated(s)) for s in found)
    key = f"attested/{part.id}"
    refused = [undecided(f"{key}/{c.id}", Reason.DECLARED_ONLY, why) for c, why in first.refused]
    return (undecided(key, reason, said), *refused)


def _ended(stood: Stood, part: PartResult) -> Item:
    """A statement that answered an earlier requirement: the part stays open, and it is said why."""
    said = _said(stood)
    return undecided(f"attested/{part.id}/{stood.attestation.id}", part.reason or Reason.NO_EVIDENCE, said)


def _told(stood: Sequence[Stood]) -> Sequence[Stood]:
    """Those that a reader needs: what was replaced is on record, and need not be told every night."""
    ended = (Standing.SUPERSEDED, Standing.OTHER_REVISION)
    return [s for n, s in enumerate(stood) if n == 0 or s.standing not in ended]


def _said(stood: Stood) -> Message:
    found = stood.attestation
    confirmed = stood.confirmation
    return message(
        f"statements.stands_{stood.standing.value}"
        + (f"_{stood.how.value}" if stood.standing is Standing.MET and stood.how else ""),
        id=found.id,
        by=found.by,
        on=found.on.isoformat(),
        looked_at=found.looked_at,
        file=found.file,
        until=found.valid_until.isoformat(),
        confirmed_by=confirmed.by if confirmed else "",
        confirmed_on=confirmed.on.isoformat() if confirmed else "",
    )


def _stated(stood: Stood) -> Message:
    found = stood.attestation
    return message(f"statements.stated_{found.finding.value}", id=found.id, by=found.by, on=found.on.isoformat())


def _note(part: str, stood: Stood, *, decides: bool) -> AttestationNote:
    found, confirmed = stood.attestation, stood.confirmation
    why = None
    if not decides:
        evidence_decides = stood.standing in (Standing.MET, *_BROKEN)
        why = message("statements.not_asked") if evidence_decides else _said(stood)
    return AttestationNote(
        id=found.id,
        part=part,
        by=found.by,
        on=found.on,
        looked_at=found.looked_at,
        file=found.file,
        finding=found.finding.value,
        valid_until=found.valid_until,
        confirmed_by=confirmed.by if confirmed else "",
        confirmed_on=confirmed.on if confirmed else None,
        confirmed_how=stood.how.value if stood.how else None,
        counts=decides,
        why=why,
    )
