"""Artefacts, measured values and log files: each blob as it was sealed, and what retention deleted since."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from auditor.seal.findings import Findings, Mismatch
from auditor.seal.manifest import HINT, NAME
from auditor.seal.manifests import Manifests
from auditor.seal.merkle import leaf_hash, root
from auditor.seal.origins import Origins
from auditor.seal.recorded import BODIES, BUNDLES, LOGS, Body, Bundle, LogFile
from auditor.seal.sections import body_leaf, bundle_leaf
from auditor.seal.statements import PrunedStatement, RunStatement, SealedBlob, Section
from auditor.seal.tables import Reader, RunRow
from auditor.store.bodies import to_key
from auditor.store.encoding import from_name

ARTEFACTS, MEASURED, FIRST_RECORDED = "artefacts", "measured", "first_recorded"

_Key: TypeAlias = bytes | int | tuple[str, str, str]
"""An artefact's digest, a bundle's part, or a log file's subject, source and path."""


class _Leaf(NamedTuple):
    order: bytes
    hash: bytes
    key: _Key


@dataclass
class _Fate:
    """What became of an artefact of a run since it was sealed."""

    was: SealedBlob
    """As the run sealed it."""
    now: SealedBlob | None
    """As the newest statement left it; None when it was deleted."""
    day: str
    """The day of the pruning."""


@dataclass(kw_only=True)
class ArtefactCheck:
    """Checks blobs against what runs' statements say, and against what was pruned since."""

    reader: Reader
    runs: Mapping[int, RunRow]
    sealed: Mapping[int, RunStatement]
    pruned: Sequence[PrunedStatement]
    manifests: Manifests
    findings: Findings
    origins: Origins
    first_run: int
    """The first run that was ever sealed: what bears no run's number is its."""
    _fates: dict[tuple[int, bytes], _Fate] = field(default_factory=dict)
    _emptied: dict[tuple[int, int], str] = field(default_factory=dict)
    _told: set[_Key] = field(default_factory=set)
    """Artefacts that were told to be gone."""
    _leaves: dict[tuple[str, int], list[_Leaf]] = field(default_factory=lambda: defaultdict(list))

    def check(self, runs: Sequence[int], ticked: Callable[[], None], *, alone: bool) -> None:
        """Hold the blobs of these runs against their statements; ``alone``: of one run, and look at nothing else."""
        self._read_pruned()
        only = next(iter(runs), 0) if alone else None
        self._read_bodies(only)
        ticked()
        self._read_bundles(only)
        ticked()
        self._read_logs(only)
        for run in runs:
            statement = self.sealed[run]
            for area, said in (
                (ARTEFACTS, statement.artefacts),
                (MEASURED, statement.measured),
                (FIRST_RECORDED, statement.first_recorded),
            ):
                if said is None:
                    self.findings.remark("seal.measured_unsealed", run=self.findings.name(run))
                    continue
                found = self._section(area, run)
                if found != said:
                    self.findings.mismatches.add(Mismatch(area, run, said.count, found.count))
                    self._name(area, run, self._leaves.get((area, run), []))
        ticked()

    def _read_pruned(self) -> None:
        numbers = {from_name(run.name): run.id for run in self.runs.values()}
        for statement in self.pruned:
            for told in statement.artefacts:
                run, digest = numbers.get(told.run, 0), to_key(told.digest)
                if self._precedes(run, statement):
                    earlier = self._fates.get((run, digest))
                    was = told.was if earlier is None else earlier.was
                    self._fates[run, digest] = _Fate(was, told.now, statement.before)
            for bundle in statement.bundles:
                run = numbers.get(bundle.run, 0)
                if self._precedes(run, statement):
                    self._emptied[run, bundle.part] = bundle.bodies.removeprefix("sha256:")
            gone = sum(told.now is None for told in statement.artefacts)
            self.findings.remark(
                "seal.pruned", made=statement.made, before=statement.before, count=gone, bundles=len(statement.bundles)
            )
        for (run, digest), fate in self._fates.items():
            self._put(ARTEFACTS, run, _blob_leaf(digest, fate.was), digest, order=digest)

    def _precedes(self, run: int, statement: PrunedStatement) -> bool:
        """Whether a run was sealed before a pruning; otherwise it was sealed as the pruning had left it."""
        sealed = self.sealed.get(run)
        return sealed is not None and sealed.number < statement.number

    def _read_bodies(self, only: int | None) -> None:
        where, given = self._where("run", only)
        seen = set[bytes]()
        emptied: list[tuple[int, bytes, str | None]] = []
        for row in self.reader.rows("bodies", BODIES + where, "bBibIT", given):
            body = Body(*row)
            run = self.first_run if body.run is None else body.run
            seen.add(body.digest)
            if body.run is None and not self._may_lack_runs():
                self._tell("altered", "artefact", body.digest, run)
            if run not in self.runs:
                self._tell("inserted", "artefact", body.digest, 0)
            fate = self._fates.get((run, body.digest))
            if fate is not None:
                self._check_fate(body, run, fate)
                continue
            if run in self.sealed and not body.blob:
                emptied.append((run, body.digest, body.pruned))
            elif run in self.sealed and body.pruned is not None:
                self._tell("altered", "tombstone", body.digest, run)
            leaf = body.leaf()
            self._put(ARTEFACTS, run, leaf, body.digest, order=body.digest)
        for run, digest, day in emptied:
            if self._section(ARTEFACTS, run) != self.sealed[run].artefacts:
                self._told.add(digest)
                self._tell("removed", "artefact", digest, run)
            elif day not in {statement.before for statement in self.pruned}:
                self._tell("altered", "tombstone", digest, run)  # it was deleted before its run was sealed
        if only is None:
            for (run, digest), fate in self._fates.items():
                if digest not in seen:
                    self._tell("removed", "tombstone" if fate.now is None else "artefact", digest, run)

    def _check_fate(self, body: Body, run: int, fate: _Fate) -> None:
        """What pruning deleted must be gone, and what it stored anew must be so."""
        if fate.now is not None:
            if body.leaf() != _blob_leaf(body.digest, fate.now) or body.pruned is not None:
                self._tell("altered", "artefact", body.digest, run)
        elif body.blob:
            self._tell("inserted", "pruned_bytes", body.digest, run)
        elif body.pruned != fate.day or body.base is not None:
            self._tell("altered", "tombstone", body.digest, run)

    def _read_bundles(self, only: int | None) -> None:
        where, given = self._where("b.run", only)
        for row in self.reader.rows("bundles", BUNDLES + where, "iiibbB", given):
            bundle = Bundle(*row)
            if bundle.run not in self.runs:
                self.findings.inserted("measured", part=bundle.part, sources=())
                continue
            emptied = self._emptied.pop((bundle.run, bundle.part), None)
            if emptied is None:
                leaf = bundle.leaf()
            else:
                leaf = bundle_leaf(bundle.part, bundle.members, bundle.body, emptied)
                if bundle.bodies is not None:
                    self._tell_bundle("inserted", "pruned_measured", bundle.run, bundle.part)
            self._put(MEASURED, bundle.run, leaf, bundle.part)
        for run, writer in self.reader.rows("packs", "SELECT run, writer FROM packs", "ii"):
            sealed = self.sealed.get(run)
            if (sealed is not None and sealed.measured is not None) or run not in self.runs:
                known = run if run in self.runs else 0
                self.findings.inserted("pack", known, known, source=self.origins.source(writer))

    def _read_logs(self, only: int | None) -> None:
        where, given = self._where("l.run", only)
        for row in self.reader.rows("log_files", LOGS + where, "ttttbitI", given):
            log = LogFile(*row)
            run = self.first_run if log.run is None else log.run
            if log.run is None and not self._may_lack_runs():
                self._tell_log("altered", run, (log.subject, log.source, log.path))
            if run not in self.runs:
                self._tell_log("inserted", 0, (log.subject, log.source, log.path))
            self._put(FIRST_RECORDED, run, log.leaf(), (log.subject, log.source, log.path))

    def _section(self, area: str, run: int) -> Section:
        leaves = sorted(self._leaves.get((area, run), []))
        return Section(len(leaves), root([leaf.hash for leaf in leaves]).hex())

    def _may_lack_runs(self) -> bool:
        """Whether the first run is of a store of 0.1.0, which knew no run's number beside artefacts."""
        first = self.sealed.get(self.first_run)
        return first is None or first.adopted

    def _where(self, column: str, only: int | None) -> tuple[str, Sequence[int]]:
        if only is None:
            return "", ()
        return f" WHERE {column} = ?" + (f" OR {column} IS NULL" if only == self.first_run else ""), (only,)

    def _put(self, area: str, run: int, leaf: bytes, key: _Key, *, order: bytes = b"") -> None:
        """Keep a leaf. An artefact's begins with its digest, so that its digest alone gives its place."""
        self._leaves[area, run].append(_Leaf(order or leaf, leaf_hash(leaf), key))

    def _name(self, area: str, run: int, leaves: Sequence[_Leaf]) -> None:
        """Which leaves of a run are not what its manifest says."""
        manifest = self.manifests.of(run)
        if manifest is None:
            return
        sealed: dict[_Key, bytes]
        if area == ARTEFACTS:
            sealed = {body.name: body.hint for body in manifest.bodies}
        elif area == MEASURED:
            sealed = {bundle.part: bundle.hint for bundle in manifest.bundles}
        else:
            sealed = {(log.subject, log.source, log.path): log.hint for log in manifest.logs}
        found: dict[_Key, _Leaf] = {_short(leaf.key): leaf for leaf in leaves}
        for key in sealed.keys() - found.keys():
            self._tell_leaf("removed", area, run, key)
        for key, leaf in found.items():
            if key not in sealed:
                self._tell_leaf("inserted", area, run, leaf.key)
            elif leaf.hash[:HINT] != sealed[key] and leaf.key not in self._told:
                self._tell_leaf("altered", area, run, leaf.key)

    def _tell_leaf(self, how: str, area: str, run: int, key: _Key) -> None:
        if isinstance(key, bytes):
            self._tell(how, "artefact", key, run)
        elif isinstance(key, int):
            self._tell_bundle(how, "measured", run, key)
        else:
            self._tell_log(how, run, key)

    def _tell(self, how: str, code: str, digest: bytes, run: int) -> None:
        """Tell of an artefact, in the runs that rest on it."""
        first, last = self.origins.nights(digest)
        named = self.origins.named(digest)
        first, last = (min(first, run), max(last, run)) if first and run else (run, run)
        getattr(self.findings, how)(code, first, last, **named)

    def _tell_bundle(self, how: str, code: str, run: int, part: int) -> None:
        getattr(self.findings, how)(code, run, run, part=part, sources=self.origins.sources(run, part))

    def _tell_log(self, how: str, run: int, key: tuple[str, str, str]) -> None:
        subject, source, path = map(from_name, key)
        last = max(self.sealed) if run else 0
        getattr(self.findings, how)("log_file", run, last, subject=subject, source=source, path=path)


def _blob_leaf(digest: bytes, blob: SealedBlob) -> bytes:
    base = None if blob.base is None else to_key(blob.base).hex()
    return body_leaf(digest.hex(), base, blob.encrypted, blob.blob.removeprefix("sha256:"))


def _short(key: _Key) -> _Key:
    return key[:NAME] if isinstance(key, bytes) else key
