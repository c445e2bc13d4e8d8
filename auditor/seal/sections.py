"""What a sealed run's sections are made of: the leaves, and the trees over them.

Every leaf is a row in canonical JSON, hashed as RFC 9162 hashes leaves. Digests in rows are 64 hexadecimal digits;
runs, controls, subjects, writers and paths are texts as the store has them, never numbers of rows, so that a run that
was written out can be checked without its store.

results         two levels. A subject's tree has a leaf for each of its rows, by control: [control, subject, form,
                night, since], where form and night are the digests of the row's two forms and ``since`` is the run in
                which the row began. The tree over subjects, in their order, has the leaves [subject, rows, root].
                ``count`` counts rows.
records         by kind; a leaf for each writer recorded in the run, by name: [writer, form], the digest of the form of
                its frame, whose field ``stable`` covers its entries
entries         leaves of what began in the run and what ended with it, sorted as bytes:
                [writer, kind, name, copy, "begun", form] and [writer, kind, name, copy, "ended", form, since, last]
artefacts       bodies first recorded in the run: [digest, base, encrypted (0 or 1), SHA-256 of the blob], sorted
measured        bundles of the run: [part, members' form, SHA-256 of body, SHA-256 of bodies or null], sorted
first_recorded  log files first recorded in the run: [subject, source, path, day, digest, size, recorded], sorted
"""

from binascii import hexlify
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from auditor.seal.canonical import Cell, canonical, canonical_cell, canonical_row
from auditor.seal.merkle import Tree, leaf_hash, root
from auditor.seal.statements import Digest, Section, digest_of
from auditor.store.record import JOB, PART, SETS

TARGETS = "targets"
_SOURCES = {"inventory": "inventory", "registers": "registers", "policies": "policies"}
DERIVED = "derived"
KINDS = (TARGETS, *_SOURCES, DERIVED)
"""Kinds of records."""

RECORD = "record"
"""Kind of the slot that holds a record's frame (`auditor.store.record.SlotKind`)."""


def kind_of(writer: str) -> str:
    """Which kind of record a writer gives; an audit of a part has writers of its own."""
    whose = writer.removeprefix(PART)
    if whose.startswith(JOB):
        return TARGETS
    return _SOURCES.get(whose.removeprefix(SETS), DERIVED)


def slot_prefix(writer: str, kind: str, name: str, copy: int) -> bytes:
    """The beginning that all leaves of one slot have in common."""
    return canonical_row((writer, kind, name, copy))[:-1]


def begun_leaf(slot: bytes, form: bytes) -> bytes:
    """Data of the leaf of an entry that began; ``slot`` is its `slot_prefix`."""
    return b'%b,"begun","%b"]' % (slot, hexlify(form))


def ended_leaf(slot: bytes, form: bytes, since: str, last: str) -> bytes:
    """Data of the leaf of an entry that ended: the runs in which it began and in which it last stood."""
    return b'%b,"ended","%b",%b,%b]' % (slot, hexlify(form), canonical_cell(since), canonical_cell(last))


def body_leaf(digest: str, base: str | None, encrypted: bool, blob: str) -> bytes:
    """Data of an artefact's leaf."""
    return canonical_row((digest, base, int(encrypted), blob))


def bundle_leaf(part: int, members: bytes, body: bytes, bodies: str | None) -> bytes:
    """Data of a bundle's leaf. ``bodies`` is the SHA-256 in hexadecimal, as the blob may be pruned."""
    return canonical_row((part, members.hex(), sha256(body).hexdigest(), bodies))


def log_leaf(subject: str, source: str, path: str, day: str, digest: bytes, size: int, recorded: str) -> bytes:
    """Data of a log file's leaf."""
    return canonical_row((subject, source, path, day, digest.hex(), size, recorded))


def section(leaves: Iterable[bytes]) -> Section:
    """A section over the data of leaves, whatever their order."""
    hashes = [leaf_hash(leaf) for leaf in sorted(leaves)]
    return Section(len(hashes), root(hashes).hex())


def run_digest(columns: Mapping[str, Cell | float | bytes]) -> Digest:
    """The digest of a row of the table ``runs``: of the object of its columns, bytes in hexadecimal."""
    plain = {name: value.hex() if isinstance(value, bytes) else value for name, value in columns.items()}
    try:
        return digest_of(canonical(plain))
    except ValueError:  # a number out of all bounds, which no run of ours has
        return digest_of(repr(sorted(plain.items())).encode())


class ResultTrees:
    """The rows in force, as two levels of trees. Rows come and go; `section` hashes what they touched."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[str, bytes]]] = {}
        self._trees: dict[str, Tree] = {}
        self._leaves: dict[str, bytes] = {}
        self._touched: set[str] = set()
        self._over = Tree()
        self._count = 0
        self._cells = _Cells()

    def add(self, control: str, subject: str, form: bytes, night: bytes, since: str) -> None:
        """A row begins."""
        self._rows.setdefault(subject, []).append(self._row(control, subject, form, night, since))
        self._touched.add(subject)
        self._count += 1

    def remove(self, control: str, subject: str, form: bytes, night: bytes, since: str) -> None:
        """A row that was added ends."""
        self._rows[subject].remove(self._row(control, subject, form, night, since))
        self._touched.add(subject)
        self._count -= 1

    def section(self) -> Section:
        """The rows in force now."""
        for subject in self._touched:
            rows = self._rows[subject]
            if rows:
                rows.sort()
                tree = self._trees.setdefault(subject, Tree())
                over = tree.root([leaf for _, leaf in rows])
                self._leaves[subject] = leaf_hash(canonical_row((subject, len(rows), over.hex())))
            else:
                for held in (self._rows, self._trees, self._leaves):
                    held.pop(subject, None)
        self._touched.clear()
        return Section(self._count, self._over.root([self._leaves[s] for s in sorted(self._leaves)]).hex())

    def _row(self, control: str, subject: str, form: bytes, night: bytes, since: str) -> tuple[str, bytes]:
        cells = self._cells
        row = (cells[control], cells[subject], hexlify(form), hexlify(night), cells[since])
        return control, sha256(b'\0[%b,%b,"%b","%b",%b]' % row).digest()


class _Cells(dict[str, bytes]):
    """Texts in canonical form: controls, subjects and runs come again and again, some thousands in all."""

    def __missing__(self, text: str) -> bytes:
        self[text] = found = canonical_cell(text)
        return found


class RecordTrees:
    """The records' frames, by writer, and the sections over those writers that a run recorded."""

    def __init__(self) -> None:
        self._forms: dict[str, list[bytes]] = {}
        self._leaves: dict[str, list[bytes]] = {}
        self._trees: dict[str, Tree] = {}

    def add(self, writer: str, form: bytes) -> None:
        """A frame begins."""
        insort(self._forms.setdefault(writer, []), form)
        self._leaves.pop(writer, None)

    def remove(self, writer: str, form: bytes) -> None:
        """A frame that was added ends."""
        self._forms[writer].remove(form)
        self._leaves.pop(writer, None)

    def sections(self, writers: Sequence[str]) -> dict[str, Section]:
        """The records of these writers, in the order of their names; more than one frame of a writer all count."""
        by_kind: dict[str, list[bytes]] = {kind: [] for kind in KINDS}
        for writer in writers:
            leaves = self._leaves.get(writer)
            if leaves is None:
                forms = self._forms.get(writer, ())
                leaves = [leaf_hash(canonical_row((writer, form.hex()))) for form in forms]
                self._leaves[writer] = leaves
            by_kind[kind_of(writer)] += leaves
        return {
            kind: Section(len(leaves), self._trees.setdefault(kind, Tree()).root(leaves).hex())
            for kind, leaves in by_kind.items()
        }
