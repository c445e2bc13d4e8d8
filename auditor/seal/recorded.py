"""What one run recorded, read from the tables: the sections of its statement, and its manifest."""

from binascii import hexlify
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from auditor.seal.canonical import canonical_row
from auditor.seal.lookups import Lookup, Prefixes, Slots
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


class Recording:
    """Reads what runs recorded."""

    def __init__(self, reader: Reader, runs: Mapping[int, RunRow], members: Members) -> None:
        self.reader, self.runs, self.members = reader, runs, members
        self._names: Lookup[str] = Lookup(reader, "names", "text", "t")
        self._writers: Lookup[str] = Lookup(reader, "writers", "text", "t")
        self._digests: Lookup[bytes] = Lookup(reader, "forms", "digest", "b")
        self._slots = Slots(reader)
        self._prefixes = Prefixes(self._slots, self._writers, self._names)

    def of(self, run: RunRow, after: Mapping[str, int], *, first: bool) -> Recorded:
        """What a run recorded. ``after`` are the numbers up to which the tables are sealed already.

        ``first`` takes in what bears no run's number, as a store of 0.1.0 knew none.
        """
        rows: Rows = {}
        tables = dict(self._tables(rows, after))
        results = self.results_of(run)
        if run.is_finished:
            self._rows(run, rows)
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
            tables=tables,
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

    def results_of(self, run: RunRow) -> Section | None:
        """The rows in force in a run; None unless it is finished."""
        if not run.is_finished:
            return None
        query = (
            "SELECT id, control, subject, form, night, first FROM results "
            "WHERE series = :series AND first <= :run AND (last IS NULL OR last >= :run)"
        )
        given = {"series": run.series, "run": run.id}
        names, digests, trees = self._names, self._digests, ResultTrees()
        for _, control, subject, form, night, since in self.reader.rows("results", query, "iiiiii", given):
            named, measured = (names[control], names[subject]), (digests[form], digests[night])
            if None not in named and None not in measured:
                trees.add(*named, *measured, self._name(since))  # type: ignore[arg-type]
        return trees.section()

    def _rows(self, run: RunRow, rows: Rows) -> None:
        """The rows that began in a run, and those that ended with it."""
        given = {"series": run.series, "run": run.id}
        begun = (
            "SELECT id, control, subject, form, night, state, class, reason, satisfied FROM results "
            "WHERE series = :series AND first = :run ORDER BY id"
        )
        rows["rows_begun"] = list(self.reader.rows("results", begun, "iiiiittti", given))
        if run.is_night:
            ended = "SELECT id, last FROM results WHERE series = 0 AND last = ? ORDER BY id"
            rows["rows_ended"] = list(self.reader.rows("results", ended, "ii", (self.night_before(run),)))

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
        query = "SELECT id, slot, form FROM spans WHERE first = ? ORDER BY id"
        prefixes, digests = self._prefixes, self._digests
        begun = list(self.reader.rows("spans", query, "iii", (run.id,)))
        rows["begun"] = begun
        leaves = []
        for _, slot, form in begun:
            prefix, digest = prefixes[slot], digests[form]
            if prefix is not None and digest is not None:
                leaves.append(begun_leaf(prefix, digest))
        return leaves

    def _ended(self, run: RunRow, rows: Rows) -> list[bytes]:
        """Entries end at the writer's run before: they ended with this one if it is the next that recorded it."""
        before = self.members.last_before(run.id, self.members.of(run.id))
        query = "SELECT id, slot, form, first FROM spans WHERE last = ? AND first <= last"
        leaves, ended = [], []
        for last in sorted(set(before.values())):
            for number, slot, form, since in self.reader.rows("spans", query, "iiii", (last,)):
                named, prefix, digest = self._slots[slot], self._prefixes[slot], self._digests[form]
                if named is None or before.get(named[0]) != last:
                    continue
                ended.append((number, last))
                if prefix is not None and digest is not None:
                    leaves.append(ended_leaf(prefix, digest, self._name(since), self._name(last)))
        rows["ended"] = sorted(ended)
        return leaves

    def _tables(self, rows: Rows, after: Mapping[str, int]) -> Iterator[tuple[str, Numbered]]:
        """New texts, slots and forms; what is read here need not be looked up again."""
        for table, (columns, kinds) in _NUMBERED.items():
            found = list(self._new(table, columns, kinds, after))
            rows[table] = found
            yield table, numbered(after.get(table, -1), found)
        self._names.update(rows["names"])  # type: ignore[arg-type]
        self._writers.update(rows["writers"])  # type: ignore[arg-type]
        self._slots.update({slot[0]: slot[1:] for slot in rows["slots"]})  # type: ignore[misc]
        forms = list(self._new("forms", "id, digest", "ib", after))
        self._digests.update(forms)
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
