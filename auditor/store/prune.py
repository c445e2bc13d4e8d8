"""Evidence whose retention has passed: its bytes go, its digest stays.

Whoever prunes seals what was pruned in the same transaction (`auditor.seal.prune`), so that a missing body is told from
a removed one.
"""

import json
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from auditor.errors import StoreError
from auditor.store.bodies import Digest, digest_of, from_key, read_body, shut, to_key
from auditor.store.encoding import from_json
from auditor.store.encrypting import forget_key
from auditor.store.protection import ENCRYPTED, Protection
from auditor.store.record import RecordFrame, SlotKind
from auditor.store.runs import night_before


@dataclass(frozen=True, kw_only=True, slots=True)
class Pruned:
    """What a pruning took, and what it had to write anew."""

    digests: tuple[Digest, ...] = ()
    """Stable artefacts whose bytes are gone, in order."""
    rewritten: tuple[Digest, ...] = ()
    """Artefacts that stay and were stored against one that went: they are stored whole now."""
    bundles: tuple[tuple[int, int], ...] = ()
    """Run and part of the bundles whose volatile artefacts are gone, in order."""


class _Named(msgspec.Struct):
    """The digests in the form of a reference or capture."""

    digest: Digest = ""
    files: Digest = ""


def prune(connection: sqlite3.Connection, before: date, protection: Protection | None = None) -> Pruned:
    """Delete the bytes of artefacts on which no night of ``before`` or later rests.

    Never those that the newest finished night or a later run rests on, and never what reports show. ``protection`` is
    needed where artefacts that stay are stored against ones that go. Raises StoreError.
    """
    newest = night_before(connection, _RUNS_END)
    over = {run for run, day in _latest_dates(connection).items() if run < newest and day < before}
    resting = _resting(connection)
    going = {key for key, run in resting.items() if run in over}
    rewritten = _stand_alone(connection, going, protection)
    digests = sorted(from_key(key) for key in going)
    connection.executemany(
        "UPDATE bodies SET body = x'', base = NULL, pruned = ? WHERE digest = ?",
        [(before.isoformat(), to_key(digest)) for digest in digests],
    )
    rows = connection.execute("SELECT run, part FROM bundles WHERE bodies IS NOT NULL ORDER BY run, part").fetchall()
    bundles = tuple((run, part) for run, part in rows if run in over)
    connection.executemany("UPDATE bundles SET bodies = NULL WHERE run = ? AND part = ?", bundles)
    return Pruned(digests=tuple(digests), rewritten=rewritten, bundles=bundles)


def abandon(connection: sqlite3.Connection, day: date) -> Pruned:
    """Give up every artefact that is encrypted: its key is lost. The next key the store is opened with is its key.

    What remains is as after a pruning on ``day``: digests, facts, results, seals.
    """
    lost = "SELECT digest FROM bodies WHERE sealed AND pruned IS NULL"
    # A store whose key was lost while it was being encrypted has plain differences from encrypted bodies.
    rows = connection.execute(f"{lost} UNION SELECT digest FROM bodies WHERE base IN ({lost})").fetchall()  # noqa: S608
    digests = sorted(from_key(key) for (key,) in rows)
    connection.executemany(
        "UPDATE bodies SET body = x'', base = NULL, pruned = ? WHERE digest = ?",
        [(day.isoformat(), to_key(digest)) for digest in digests],
    )
    bundles = tuple(
        connection.execute(
            "SELECT run, part FROM bundles WHERE substr(bodies, 1, 1) = ? ORDER BY run, part", (ENCRYPTED,)
        ).fetchall()
    )
    connection.executemany("UPDATE bundles SET bodies = NULL WHERE run = ? AND part = ?", bundles)
    connection.execute("UPDATE packs SET bodies = NULL WHERE substr(bodies, 1, 1) = ?", (ENCRYPTED,))
    forget_key(connection)
    return Pruned(digests=tuple(digests), bundles=bundles)


_RUNS_END = 2**62
"""A number after that of any run."""


def _latest_dates(connection: sqlite3.Connection) -> dict[int, date]:
    """For each run the latest audit's date up to it: one run for an earlier date makes no evidence older."""
    found: dict[int, date] = {}
    latest = date.min
    for run, day in connection.execute("SELECT id, as_of FROM runs ORDER BY id"):
        latest = max(latest, date.fromisoformat(day))
        found[run] = latest
    return found


def _resting(connection: sqlite3.Connection) -> dict[bytes, int]:
    """The last run that rests on each stable artefact whose bytes are there, by key."""
    rows = connection.execute(
        "SELECT digest, coalesce(run, 0) FROM bodies WHERE pruned IS NULL "
        "AND digest NOT IN (SELECT frame FROM runs WHERE frame IS NOT NULL)"
    )
    # One that nothing names (0.1.0 named no policy files) rests on the run that recorded it.
    found: dict[bytes, int] = dict(rows.fetchall())
    recorded = _last_recorded(connection)
    spans = connection.execute(
        "SELECT s.writer, s.kind, v.last, f.content FROM slots s JOIN spans v ON v.slot = s.id "
        "JOIN forms f ON f.id = v.form WHERE s.kind IN (?, ?, ?)",
        (SlotKind.REF.value, SlotKind.CAPTURE.value, SlotKind.RECORD.value),
    )
    for writer, kind, last, content in spans:
        run = recorded.get(writer, _RUNS_END) if last is None else last
        for digest in _digests(kind, content):
            key = to_key(digest)
            if key in found:
                found[key] = max(found[key], run)
    return found


def _digests(kind: str, content: bytes) -> set[Digest]:
    if kind == SlotKind.RECORD.value:
        frame = from_json(content, RecordFrame)
        return {digest for _, digest in frame.files} | {*frame.bodies}
    named = from_json(content, _Named)
    return {named.digest, named.files} - {""}


def _last_recorded(connection: sqlite3.Connection) -> Mapping[int, int]:
    """The newest run in which each writer was recorded."""
    found: dict[int, int] = dict(connection.execute("SELECT writer, max(run) FROM packs GROUP BY writer").fetchall())
    bundles = connection.execute(
        "SELECT f.content, max(b.run) FROM bundles b JOIN forms f ON f.id = b.members GROUP BY b.members"
    )
    for members, run in bundles:
        for writer in json.loads(members):
            found[writer] = max(found.get(writer, 0), run)
    return found


def _stand_alone(
    connection: sqlite3.Connection, going: set[bytes], protection: Protection | None
) -> tuple[Digest, ...]:
    """Store whole what stays and is stored against what goes.

    Where that is not possible, as the bytes are not what their digest says, ``going`` loses what they are stored
    against: a pruning must neither hide nor deepen the damage.
    """
    rewritten: list[Digest] = []
    rows = connection.execute("SELECT digest, base FROM bodies WHERE base IS NOT NULL ORDER BY digest").fetchall()
    for key, base in rows:
        if base not in going or key in going:
            continue
        digest = from_key(key)
        data = _sound(connection, digest, protection)
        if data is None:
            going.discard(base)
            continue
        body = shut(protection, digest, zlib.compress(data, 6))
        connection.execute(
            "UPDATE bodies SET body = ?, base = NULL, sealed = ? WHERE digest = ?",
            (body, protection is not None, key),
        )
        rewritten.append(digest)
    return tuple(rewritten)


def _sound(connection: sqlite3.Connection, digest: Digest, protection: Protection | None) -> bytes | None:
    try:
        data = read_body(connection, digest, protection)
    except StoreError as error:
        if error.message.code != "store.artefact_altered":
            raise
        return None
    except (zlib.error, msgspec.DecodeError):
        return None
    return None if data is None or digest_of(data) != digest else data
