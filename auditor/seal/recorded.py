"""What one run recorded, read from the tables: the sections of its statement, and its manifest."""

from binascii import hexlify
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from auditor.seal.canonical import canonical_row
from auditor.seal.manifest import HINT, NAME, Rows
from auditor.seal.merkle import leaf_hash
from auditor.seal.sections import (
    RECORD,
    RecordTrees,
    ResultTrees,
    begun_leaf,
    body_leaf,
    bundle_leaf,
    ended_leaf,
    log_leaf,
    section,
    slot_prefix,
)
from auditor.seal.statements import Numbered, Section
from auditor.seal.tables import Members, Reader, RunRow
from auditor.store.encoding import Plain

TABLES = ("names", "writers", "slots", "forms")
"""Tables of texts and forms, whose new rows each run seals."""

_NUMBERED = {
    "names": ("id, text", "it"),
    "writers": ("id, text", "it"),
    "slots": ("id, writer, kind, name, copy", "iitii"),
}
"""Columns of the tables that are sealed row by row; of forms the digest stands for the content."""

BODIES = "SELECT digest, base, sealed, body, run, pruned FROM bodies"
BUNDLES = "SELECT b.id, b.run, b.part, f.digest, b.body, b.bodies FROM bundles b JOIN forms f ON f.id = b.members"
LOGS = (
    "SELECT n.text, l.source, l.path, l.day, l.digest, l.size, l.recorded, l.run FROM log_files l "
    "JOIN names n ON n.id = l.subject"
)


class Body(NamedTuple):
    """A row of ``bodies``."""

    digest: bytes
    base: bytes | None
    encrypted: int
    blob: bytes
    run: int | None
    pruned: str | None

    def leaf(self) -> bytes:
        """Data of its leaf."""
        return body_leaf(
            self.digest.hex(),
            None if self.base is None else self.base.hex(),
            bool(self.encrypted),
            sha256(self.blob).hexdigest(),
        )


class Bundle(NamedTuple):
    """A row of ``bundles``."""

    id: int
    run: int
    part: int
    members: bytes
    body: bytes
    bodies: bytes | None

    def leaf(self) -> bytes:
        """Data of its leaf."""
        apart = None if self.bodies is None else sha256(self.bodies).hexdigest()
        return bundle_leaf(self.part, self.members, self.body, apart)


class LogFile(NamedTuple):
    """A row of ``log_files``."""

    subject: str
    source: str
    path: str
    day: str
    digest: bytes
    size: int
    recorded: str
    run: int | None

    def leaf(self) -> bytes:
        """Data of its leaf."""
        return log_leaf(*self[:7])


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What one run recorded."""

    results: Section | None
    records: Mapping[str, Section]
    entries: Sequence[bytes]
    """Hashes of the leaves that go on the log, in its order."""
    artefacts: Section
    measured: Section | None
    first_recorded: Section
    tables: Mapping[str, Numbered]
    manifest: Rows
    """The rows themselves, for the manifest (`auditor.seal.manifest`)."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """Reads what runs recorded."""

    reader: Reader
    runs: Mapping[int, RunRow]
    members: Members

    def of(self, run: RunRow, after: Mapping[str, int], *, first: bool) -> Recorded:
        """What a run recorded. ``after`` are the numbers up to which the tables are sealed already.

        ``first`` takes in what bears no run's number, as a store of 0.1.0 knew none.
        """
        rows: Rows = {}
        results = self._results(run, rows) if run.is_finished else None
        begun, ended = self._begun(run, rows), self._ended(run, rows)
        bodies, bundles, logs = (
            self._bodies(run, rows, first=first),
            self._bundles(run, rows),
            self._logs(run, rows, first=first),
        )
        return Recorded(
            results=results,
            records=self._records(run),
            entries=entry_hashes((*begun, *ended)),
            artefacts=section(bodies),
            measured=None if self._stands_alone(run) else section(bundles),
            first_recorded=section(logs),
            tables=dict(self._tables(rows, after)),
            manifest=rows,
        )

    def entries_of(self, run: RunRow) -> list[bytes]:
        """Hashes of the leaves that a run put on the log."""
        return entry_hashes((*self._begun(run, {}), *self._ended(run, {})))

    def night_before(self, run: RunRow) -> int:
        """The newest finished night before a run; 0 when there is none."""
        return max((r.id for r in self.runs.values() if r.id < run.id and r.is_finished and r.is_night), default=0)

    def _bodies(self, run: RunRow, rows: Rows, *, first: bool) -> list[bytes]:
        leaves, begun = [], []
        where = " WHERE run = ?" + (" OR run IS NULL" if first else "")
        for row in self.reader.rows("bodies", BODIES + where, "bBibIT", (run.id,)):
            body = Body(*row)
            leaves.append(body.leaf())
            begun.append((body.digest[:NAME], hint(leaves[-1])))
        rows["bodies"] = begun
        return leaves

    def _bundles(self, run: RunRow, rows: Rows) -> list[bytes]:
        leaves, begun = [], []
        for row in self.reader.rows("bundles", BUNDLES + " WHERE b.run = ?", "iiibbB", (run.id,)):
            bundle = Bundle(*row)
            leaves.append(bundle.leaf())
            begun.append((bundle.part, hint(leaves[-1])))
        rows["bundles"] = begun
        return leaves

    def _stands_alone(self, run: RunRow) -> bool:
        """Whether packs of a run that broke off are not bundled: without their key, or damaged, they cannot be yet."""
        query = "SELECT id FROM packs WHERE run = ? LIMIT 1"
        return any(True for _ in self.reader.rows("packs", query, "i", (run.id,)))

    def _logs(self, run: RunRow, rows: Rows, *, first: bool) -> list[bytes]:
        leaves, begun = [], []
        where = " WHERE l.run = ?" + (" OR l.run IS NULL" if first else "")
        for row in self.reader.rows("log_files", LOGS + where, "ttttbitI", (run.id,)):
            log = LogFile(*row)
            leaves.append(log.leaf())
            begun.append((log.subject, log.source, log.path, hint(leaves[-1])))
        rows["logs"] = begun
        return leaves

    def _results(self, run: RunRow, rows: Rows) -> Section:
        query = (
            "SELECT r.id, c.text, s.text, f.digest, m.digest, r.first FROM results r "
            "JOIN names c ON c.id = r.control JOIN names s ON s.id = r.subject "
            "JOIN forms f ON f.id = r.form JOIN forms m ON m.id = r.night "
            "WHERE r.series = :series AND r.first <= :run AND (r.last IS NULL OR r.last >= :run)"
        )
        given = {"series": run.series, "run": run.id}
        trees = ResultTrees()
        for _, control, subject, form, night, since in self.reader.rows("results", query, "ittbbi", given):
            trees.add(control, subject, form, night, self._name(since))
        begun = (
            "SELECT id, control, subject, form, night, state, class, reason, satisfied FROM results "
            "WHERE series = :series AND first = :run ORDER BY id"
        )
        rows["rows_begun"] = list(self.reader.rows("results", begun, "iiiiittti", given))
        if run.is_night:
            ended = "SELECT id, last FROM results WHERE series = 0 AND last = ? ORDER BY id"
            rows["rows_ended"] = list(self.reader.rows("results", ended, "ii", (self.night_before(run),)))
        return trees.section()

    def _records(self, run: RunRow) -> dict[str, Section]:
        trees = RecordTrees()
        wanted = self.members.of(run.id)
        query = (
            "SELECT s.writer, w.text, f.digest FROM slots s JOIN writers w ON w.id = s.writer JOIN spans v "
            "ON v.slot = s.id AND v.first <= :run AND (v.last IS NULL OR v.last >= :run) "
            "JOIN forms f ON f.id = v.form WHERE s.kind = :kind"
        )
        names: set[str] = set()
        for writer, name, form in self.reader.rows("spans", query, "itb", {"run": run.id, "kind": RECORD}):
            if writer in wanted:
                names.add(name)
                trees.add(name, form)
        return trees.sections(sorted(names))

    def _begun(self, run: RunRow, rows: Rows) -> list[bytes]:
        query = (
            "SELECT v.id, v.slot, v.form, w.text, s.kind, n.text, s.copy, f.digest FROM spans v "
            "JOIN slots s ON s.id = v.slot JOIN writers w ON w.id = s.writer JOIN names n ON n.id = s.name "
            "JOIN forms f ON f.id = v.form WHERE v.first = ? ORDER BY v.id"
        )
        leaves, begun = [], []
        for number, slot, form, *named, digest in self.reader.rows("spans", query, "iiitttib", (run.id,)):
            begun.append((number, slot, form))
            leaves.append(begun_leaf(slot_prefix(*named), digest))
        rows["begun"] = begun
        return leaves

    def _ended(self, run: RunRow, rows: Rows) -> list[bytes]:
        """Entries end at the writer's run before: they ended with this one if it is the next that recorded it."""
        before = self.members.last_before(run.id, self.members.of(run.id))
        query = (
            "SELECT v.id, s.writer, v.first, w.text, s.kind, n.text, s.copy, f.digest FROM spans v "
            "JOIN slots s ON s.id = v.slot JOIN writers w ON w.id = s.writer JOIN names n ON n.id = s.name "
            "JOIN forms f ON f.id = v.form WHERE v.last = ? AND v.first <= v.last"
        )
        leaves, ended = [], []
        for last in sorted(set(before.values())):
            for number, writer, since, *named, digest in self.reader.rows("spans", query, "iiitttib", (last,)):
                if before.get(writer) == last:
                    ended.append((number, last))
                    leaves.append(ended_leaf(slot_prefix(*named), digest, self._name(since), self._name(last)))
        rows["ended"] = sorted(ended)
        return leaves

    def _tables(self, rows: Rows, after: Mapping[str, int]) -> Iterator[tuple[str, Numbered]]:
        for table, (columns, kinds) in _NUMBERED.items():
            found = list(self._new(table, columns, kinds, after))
            rows[table] = found
            yield table, numbered(after.get(table, -1), found)
        forms = list(self._new("forms", "id, digest", "ib", after))
        rows["forms"] = [(number, digest[:HINT]) for number, digest in forms]
        yield "forms", numbered_forms(after.get("forms", -1), forms)

    def _new(self, table: str, columns: str, kinds: str, after: Mapping[str, int]) -> Iterator[tuple[Plain, ...]]:
        query = f"SELECT {columns} FROM {table} WHERE id > ? ORDER BY id"  # noqa: S608 - names of our own
        return self.reader.rows(table, query, kinds, (after.get(table, -1),))

    def _name(self, run: int) -> str:
        found = self.runs.get(run)
        return "" if found is None else found.name


def numbered(after: int, rows: Iterable[tuple[int | str, ...]]) -> Numbered:
    """The new rows of a table of texts or forms; the first column of a row is its number."""
    found, last, count = sha256(), after, 0
    for row in rows:
        found.update(canonical_row(row) + b"\n")
        last = int(row[0])
        count += 1
    return Numbered(after, last, count, "sha256:" + found.hexdigest())


def numbered_forms(after: int, forms: Iterable[tuple[int, bytes]]) -> Numbered:
    """The same of forms, which are many: their rows are number and digest."""
    rows = [(b'[%d,"%b"]\n' % (number, hexlify(digest)), number) for number, digest in forms]
    digest = sha256(b"".join(row for row, _ in rows)).hexdigest()
    return Numbered(after, rows[-1][1] if rows else after, len(rows), f"sha256:{digest}")


def entry_hashes(leaves: Iterable[bytes]) -> list[bytes]:
    """Hashes of leaves in the order in which a run's go on the log."""
    return [leaf_hash(leaf) for leaf in sorted(leaves)]


def hint(leaf: bytes) -> bytes:
    """What a manifest keeps of a leaf."""
    return leaf_hash(leaf)[:HINT]
