"""Where blobs come from, for people: asked only when something is wrong with one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

import msgspec

from auditor.seal.manifest import NAME
from auditor.seal.tables import Reader, RunRow
from auditor.store.bodies import from_key, to_key
from auditor.store.encoding import from_json, from_name
from auditor.store.record import JOB, PART, SETS, SlotKind

S = TypeVar("S", bound=msgspec.Struct)


class _Digests(msgspec.Struct):
    """The digests in the form of a reference or capture."""

    digest: str = ""
    files: str = ""


class _Frame(msgspec.Struct):
    """The target and the digests in the form of a record."""

    target: str = ""
    files: tuple[tuple[str, str], ...] = ()
    bodies: tuple[str, ...] = ()


class Origin(NamedTuple):
    """What an artefact is, and the runs that rest on it."""

    origin: str
    target: str
    first: int
    last: int


def source_of(writer: str) -> str:
    """A writer's name for people: the job's id, or what the sets were recorded as."""
    return from_name(writer).removeprefix(PART).removeprefix(JOB).removeprefix(SETS)


@dataclass(kw_only=True)
class Origins:
    """Looks up where blobs come from."""

    reader: Reader
    runs: Mapping[int, RunRow]
    newest: int
    """The newest sealed run."""

    def named(self, digest: bytes) -> dict[str, str]:
        """Origin and target of an artefact, of whose digest the first bytes may be all that is known."""
        found = self._by_name.get(digest[:NAME])
        if found is None:
            return {"origin": from_key(digest) if len(digest) > NAME else f"sha256:{digest.hex()}…", "target": "—"}
        return {"origin": found.origin, "target": found.target}

    def nights(self, digest: bytes) -> tuple[int, int]:
        """The first and last run that rest on an artefact; 0 where that is not known."""
        found = self._by_name.get(digest[:NAME])
        return (0, 0) if found is None else (found.first, found.last)

    def source(self, writer: int) -> str:
        """A writer, by number."""
        rows = self.reader.rows("writers", "SELECT id, text FROM writers WHERE id = ?", "it", (writer,))
        return next((source_of(text) for _, text in rows), f"#{writer}")

    def sources(self, run: int, part: int) -> tuple[str, ...]:
        """The writers in a bundle; none where it is gone."""
        query = "SELECT b.id, f.content FROM bundles b JOIN forms f ON f.id = b.members WHERE b.run = ? AND b.part = ?"
        for _, content in self.reader.rows("bundles", query, "ib", (run, part)):
            try:
                return tuple(sorted(self.source(int(writer)) for writer in json.loads(content)))
            except (ValueError, TypeError, RecursionError):
                break
        return ()

    def target(self, writer: int) -> str:
        """The target that a writer's artefacts come from; the writer's name when its frame tells none."""
        return self._targets.get(writer) or self.source(writer)

    @cached_property
    def _targets(self) -> dict[int, str]:
        found = {}
        for writer, _, _, content in self._frames():
            frame = _read(content, _Frame)
            if frame is not None and frame.target:
                found[writer] = frame.target
        return found

    @cached_property
    def _by_name(self) -> dict[bytes, Origin]:
        """Every artefact that anything names, by the first bytes of its digest."""
        found: dict[bytes, Origin] = {}
        for run in self.runs.values():
            if run.frame is not None:
                _widen(found, run.frame, Origin("descriptions", from_name(run.name), run.id, run.id))
        for writer, first, last, content in self._frames():
            frame = _read(content, _Frame)
            if frame is not None:
                for path, digest in frame.files:
                    _widen(found, to_key(digest), Origin(path, self.source(writer), first, last))
                for digest in frame.bodies:
                    _widen(found, to_key(digest), Origin(digest, self.source(writer), first, last))
        query = (
            "SELECT s.writer, s.kind, n.text, v.first, v.last, f.content FROM slots s JOIN names n ON n.id = s.name "
            "JOIN spans v ON v.slot = s.id JOIN forms f ON f.id = v.form WHERE s.kind IN (?, ?)"
        )
        kinds = (SlotKind.CAPTURE.value, SlotKind.REF.value)
        for writer, kind, name, first, last, content in self.reader.rows("spans", query, "ittiIb", kinds):
            digests = _read(content, _Digests)
            if digests is None:
                continue
            origin, _, target = from_name(name).partition("\n")
            whose = Origin(origin, target or self.target(writer), first, self.newest if last is None else last)
            for digest in (digests.digest, digests.files):
                # A capture and a reference name the same bytes; the reference's name is the one that reports show.
                if digest:
                    _widen(found, to_key(digest), whose, rename=kind == SlotKind.REF)
        return found

    def _frames(self) -> Iterator[tuple[int, int, int, bytes]]:
        query = (
            "SELECT s.writer, v.first, v.last, f.content FROM slots s JOIN spans v ON v.slot = s.id "
            "JOIN forms f ON f.id = v.form WHERE s.kind = ?"
        )
        for writer, first, last, content in self.reader.rows("spans", query, "iiIb", (SlotKind.RECORD.value,)):
            yield writer, first, self.newest if last is None else last, content


def _widen(found: dict[bytes, Origin], key: bytes, origin: Origin, *, rename: bool = False) -> None:
    before = found.get(key[:NAME])
    if before is None:
        found[key[:NAME]] = origin
    else:
        named = origin if rename else before
        first, last = min(before.first, origin.first), max(before.last, origin.last)
        found[key[:NAME]] = named._replace(first=first, last=last)


def _read(content: bytes, kind: type[S]) -> S | None:
    try:
        return from_json(content, kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
