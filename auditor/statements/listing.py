"""How every attestation on record stands today, for the commands' lists."""

from collections import defaultdict
from collections.abc import Mapping

from auditor.facts.statements import AttestedFile
from auditor.model.evidence import Place
from auditor.model.subject import SubjectRef
from auditor.statements.attesting import Desk
from auditor.statements.records import Attestation
from auditor.statements.standing import Day, Standing, Stood, stand


def stood_of(desk: Desk) -> tuple[Stood, ...]:
    """Every attestation once, those that wait for a second person first, then by control, subject and day."""
    revisions = {c.id: c.revision for c in (*desk.policy.controls, *desk.policy.not_in_force)}
    rows: Mapping[tuple[str, SubjectRef, str], list[Attestation]] = defaultdict(list)
    for attestation in desk.statements.attestations:
        rows[attestation.control, attestation.subject, attestation.part].append(attestation)
    day = Day(as_of=desk.today, statements=desk.statements, files=_files(desk))
    found = [
        stood
        for (control, subject, part), own in rows.items()
        for stood in stand(
            [*own, *(rows.get((control, subject, ""), []) if part else [])], revisions.get(control, ""), day
        )
        if stood.attestation.part == part
    ]
    return tuple(sorted(found, key=_place))


def awaiting(desk: Desk) -> tuple[Stood, ...]:
    """The attestations that wait for a second person."""
    return tuple(s for s in stood_of(desk) if s.standing is Standing.DECLARED)


def _files(desk: Desk) -> dict[str, AttestedFile]:
    place = Place(origin="register:attestations")
    return {
        name: AttestedFile(place=place, file=name, state=seen.state, found_digest=seen.digest)
        for name, seen in desk.statements.found.items()
    }


def _place(stood: Stood) -> tuple[bool, str, str, str, str]:
    a = stood.attestation
    return stood.standing is not Standing.DECLARED, a.control, str(a.subject), a.part, a.id
