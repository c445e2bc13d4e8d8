"""Deleting evidence by its retention, so that the seals over it still hold: deletion and tombstone are one step."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from auditor.errors import UsageError
from auditor.model.periods import Period
from auditor.model.words import message
from auditor.seal.origins import Origins
from auditor.seal.sealer import Sealer
from auditor.seal.statements import StatementKind
from auditor.seal.tables import read_runs, tolerant
from auditor.seal.tombstones import pruned_content
from auditor.store.bodies import Digest, from_key, to_key
from auditor.store.encoding import from_name
from auditor.store.prune import Pruned, abandon

if TYPE_CHECKING:
    from auditor.store.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Pruning:
    """What a pruning deleted, or would delete."""

    before: date
    artefacts: int
    """Stable artefacts whose bytes go."""
    volatile: int
    """Sets of artefacts that are another every night (clocks, counters)."""
    size: int
    """Bytes that they take in the store."""
    targets: tuple[str, ...]
    """Whose they are, by name."""
    last_run: str
    """The newest run of which artefacts go; empty when none do."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to delete."""
        return not self.artefacts and not self.volatile


class _Undone(Exception):
    """Takes a transaction back."""


def prune_evidence(store: "Store", sealer: Sealer, before: date) -> Pruning:
    """Delete the bytes of artefacts on which only nights before a day rest, and seal what was deleted, in one step.

    Nothing is sealed when there is nothing to delete. Raises UsageError when the day lies after the newest night,
    StoreError when the artefacts' key is missing, SealError when the chain goes on under another key.
    """
    check_day(store, before)
    with store.writing() as connection:
        return _prune(store, connection, sealer, before)


def would_prune(store: "Store", before: date) -> Pruning:
    """What `prune_evidence` would delete; everything stays. Raises as it does, but for the key."""
    check_day(store, before)
    found: list[Pruning] = []
    try:
        with store.writing() as connection:
            found.append(_prune(store, connection, None, before))
            raise _Undone
    except _Undone:
        return found[0]


def abandon_artefacts(connection: sqlite3.Connection, sealer: Sealer, day: date) -> int:
    """Give up all encrypted artefacts, as their key is lost, and seal that in the caller's transaction.

    Returns how many stable artefacts went.
    """
    content, pruned = pruned_content(connection, day.isoformat(), lambda: abandon(connection, day))
    if pruned.digests or pruned.bundles:
        sealer.append(connection, StatementKind.PRUNED, content)
    return len(pruned.digests)


def retention_day(store: "Store", retention: Period, today: date) -> date:
    """The day before which evidence has passed its retention; never after the newest night."""
    try:
        day = retention.before(today)
    except (OverflowError, ValueError):
        return date.min  # longer than the calendar
    newest = store.nights(1)
    return min(day, newest[0].as_of) if newest else day


def check_day(store: "Store", before: date) -> None:
    """Raise UsageError unless a day leaves the newest night alone."""
    newest = store.nights(1)
    if not newest:
        raise UsageError(message("cli.no_runs"))
    if before > newest[0].as_of:
        raise UsageError(
            message("prune.too_late", before=before.isoformat(), newest=newest[0].as_of.isoformat(), run=newest[0].id)
        )


def _prune(store: "Store", connection: sqlite3.Connection, sealer: Sealer | None, before: date) -> Pruning:
    sizes = _sizes(connection)
    content, pruned = pruned_content(connection, before.isoformat(), lambda: store.prune(connection, before))
    if sealer is not None and (pruned.digests or pruned.bundles):
        sealer.append(connection, StatementKind.PRUNED, content)
    targets, last_run = _whose(connection, pruned)
    return Pruning(
        before=before,
        artefacts=len(pruned.digests),
        volatile=len(pruned.bundles),
        size=sum(sizes[digest] for digest in pruned.digests) + sum(sizes[bundle] for bundle in pruned.bundles),
        targets=targets,
        last_run=last_run,
    )


def _sizes(connection: sqlite3.Connection) -> dict[Digest | tuple[int, int], int]:
    """Bytes that each artefact, and the artefacts of each bundle, take in the store."""
    bodies = connection.execute("SELECT digest, length(body) FROM bodies WHERE pruned IS NULL")
    found: dict[Digest | tuple[int, int], int] = {from_key(key): size for key, size in bodies}
    bundles = connection.execute("SELECT run, part, length(bodies) FROM bundles WHERE bodies IS NOT NULL")
    found.update({(run, part): size for run, part, size in bundles})
    return found


def _whose(connection: sqlite3.Connection, pruned: Pruned) -> tuple[tuple[str, ...], str]:
    """The targets that artefacts are of, and the newest run that rested on any."""
    with tolerant(connection) as reader:
        runs = read_runs(reader)
        origins = Origins(reader=reader, runs=runs, newest=max(runs, default=0))
        targets = {origins.named(to_key(digest))["target"] for digest in pruned.digests}
        newest = max((origins.nights(to_key(digest))[1] for digest in pruned.digests), default=0)
        for run, part in pruned.bundles:
            targets |= {origins.target(writer) for writer in _writers(connection, run, part)}
            newest = max(newest, run)
    return tuple(sorted(targets)), from_name(runs[newest].name) if newest in runs else ""


def _writers(connection: sqlite3.Connection, run: int, part: int) -> Iterator[int]:
    query = "SELECT f.content FROM bundles b JOIN forms f ON f.id = b.members WHERE b.run = ? AND b.part = ?"
    for (content,) in connection.execute(query, (run, part)):
        yield from msgspec.json.decode(content, type=list[int])
