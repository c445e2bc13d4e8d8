"""A row of ``runs`` as its statement tells it."""

from collections.abc import Mapping

import msgspec

from auditor.seal.sections import run_digest
from auditor.seal.statements import Digest, SealedRun
from auditor.seal.tables import RunRow
from auditor.store.bodies import from_key
from auditor.store.encoding import from_json, from_name


class _Info(msgspec.Struct):
    """The part of a finished run's own description that has no column."""

    auditor_version: str
    sample: bool = False


def described(run: RunRow, runs: Mapping[int, RunRow]) -> SealedRun:
    """What a run's statement says of its row. A description that is none leaves its fields empty: the digest tells."""
    try:
        info = from_json((run.info or "").encode(), _Info)
    except (msgspec.DecodeError, UnicodeDecodeError):
        info = _Info("")
    base = runs.get(run.reassesses or 0)
    return SealedRun(
        number=run.id,
        id=from_name(run.name),
        state=run.state,
        as_of=run.as_of,
        started=run.started,
        finished=run.finished,
        profile=run.profile,
        organisation=run.organisation,
        auditor_version=info.auditor_version,
        scope=from_name(run.scope),
        sample=info.sample,
        reassesses=None if base is None else from_name(base.name),
        plan_digest=run.plan_digest,
        row=run_digest(run._asdict()),
    )


def coverage_of(run: RunRow) -> dict[str, int] | None:
    """The numbers of a finished run; None where there are none."""
    try:
        found = from_json((run.coverage or "").encode(), dict[str, int])
        return found if all(abs(number) < 2**53 for number in found.values()) else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def descriptions_of(run: RunRow) -> Digest | None:
    """The digest of what a run's report says of controls and subjects."""
    return None if run.frame is None else from_key(run.frame)
