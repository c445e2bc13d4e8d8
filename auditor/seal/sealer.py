"""Sealing: statements are made, signed and put at the chain's end."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from auditor.errors import SealError
from auditor.model.words import message
from auditor.seal.collecting import without_cycles
from auditor.seal.described import coverage_of, described, descriptions_of
from auditor.seal.folder import put_seal, sealed_files
from auditor.seal.keys import PublicKey, SealingKey
from auditor.seal.manifest import write_manifest
from auditor.seal.merkle import Log
from auditor.seal.recorded import Recorded, Recording
from auditor.seal.statements import (
    SCHEMA,
    Entries,
    KeyEvent,
    KeyStatement,
    ReportFile,
    RunStatement,
    SealedStamp,
    Statement,
    StatementKind,
    as_bytes,
    digest_of,
    first_key,
    read_statement,
    write_statement,
)
from auditor.seal.tables import RunRow, read_members, read_runs, tolerant
from auditor.store.encoding import from_name, to_name

if TYPE_CHECKING:
    from auditor.store.store import Store


_SEALED = "SELECT run FROM seals WHERE kind = 'run'"


class _Stamps(msgspec.Struct):
    """The part of a run's statement that tells of stamps."""

    stamps: tuple[SealedStamp, ...] = ()


@dataclass
class _Before:
    """What the runs sealed so far leave to the next one."""

    log: Log
    after: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class _Chain:
    """The chain's end, inside a transaction that writes."""

    connection: sqlite3.Connection

    def head(self) -> tuple[int, bytes] | None:
        """Number and bytes of the newest statement."""
        row = self.connection.execute("SELECT number, statement FROM seals ORDER BY number DESC LIMIT 1").fetchone()
        return None if row is None else (row[0], as_bytes(row[1]))

    def public_keys(self) -> list[PublicKey]:
        """The keys that counted, in order, as those statements about keys say that hold by themselves."""
        found: list[PublicKey] = []
        for row in self._rows(StatementKind.KEY):
            statement, key = self._read(row), None
            if isinstance(statement, KeyStatement):
                key = _key_of(statement)
            if not isinstance(statement, KeyStatement) or key is None:
                continue
            signer = key if statement.event != KeyEvent.ROTATION else found[-1] if found else None
            if signer is not None and signer.signed(as_bytes(row[2]), as_bytes(row[1])):
                found.append(key)
        return found

    def newest_run(self) -> RunStatement | None:
        """The newest statement about a run; None unless it is whole and signed by one of the chain's keys."""
        keys = {key.fingerprint: key for key in self.public_keys()}
        rows = self._rows(StatementKind.RUN)
        found = self._read(rows[-1]) if rows else None
        if not isinstance(found, RunStatement) or found.key not in keys:
            return None
        signed = keys[found.key].signed(as_bytes(rows[-1][2]), as_bytes(rows[-1][1]))
        return found if signed else None

    def stamped(self) -> tuple[SealedStamp, ...]:
        """Stamps that no statement tells of yet."""
        rows = self.connection.execute("SELECT number, stamp FROM seals WHERE stamp IS NOT NULL ORDER BY number")
        stamps = [SealedStamp(number, digest_of(as_bytes(stamp))) for number, stamp in rows]
        told: set[int] = set()
        for _, data, _ in self._rows(StatementKind.RUN) if stamps else ():
            try:
                told |= {stamp.number for stamp in msgspec.json.decode(data, type=_Stamps).stamps}
            except (msgspec.DecodeError, RecursionError):
                continue
        return tuple(stamp for stamp in stamps if stamp.number not in told)

    def _rows(self, kind: StatementKind) -> list[tuple[int, bytes, bytes]]:
        query = "SELECT number, statement, signature FROM seals WHERE kind = ? ORDER BY number"
        return self.connection.execute(query, (kind.value,)).fetchall()

    @staticmethod
    def _read(row: tuple[int, bytes, bytes]) -> object:
        try:
            return read_statement(as_bytes(row[1]))
        except msgspec.DecodeError:
            return None


def _key_of(statement: KeyStatement) -> PublicKey | None:
    try:
        return PublicKey.from_text(statement.public_key)
    except ValueError:
        return None


class Sealer:
    """Seals with the installation's key. Every call is part of the caller's transaction."""

    def __init__(self, key: SealingKey, clock: Callable[[], datetime]) -> None:
        self._key = key
        self._clock = clock
        self.public: PublicKey = key.public
        """The key that checks what this one signs."""

    def seal_runs(self, connection: sqlite3.Connection) -> None:
        """Seal every run that is over and not sealed yet, oldest first. The newest may still go on unless finished.

        Raises SealError when the chain goes on under another key (`auditor.seal.rotation` says what to do then), and
        when the tables hold numbers that no statement can.
        """
        chain = _Chain(connection=connection)
        self._require_current(chain)
        with without_cycles(), tolerant(connection) as reader:
            runs = read_runs(reader)
            sealed = {run for (run,) in reader.rows("seals", _SEALED, "i")}
            last = chain.newest_run()
            # Not older ones: where a seal in the middle of the chain is gone, it is for the verification to tell.
            upto = last.run.number if last is not None else max(sealed & runs.keys(), default=0)
            waiting = [run for run in _over(runs) if run.id > upto]
            if not waiting:
                return
            recording = Recording(reader=reader, runs=runs, members=read_members(reader))
            before = self._before(last, recording, waiting[0])
            newest, fresh = max(runs), not sealed
            for run in waiting:
                late = run.id != newest and (run.is_finished or fresh)
                recorded = recording.of(run, before.after, first=fresh and run is waiting[0])
                self._seal_run(chain, run, runs, recorded, before, adopted=late)

    def seal_reports(self, store: "Store", run_id: str, folder: Path) -> None:
        """Put the run's seal into its report folder, and seal every file in it.

        Raises SealError when the run itself is not sealed, OSError when the folder cannot be read or written.
        """
        with store.reading() as connection:
            row = connection.execute(
                "SELECT s.statement, s.signature, r.id FROM seals s JOIN runs r ON r.id = s.run "
                "WHERE s.kind = 'run' AND r.name = ?",
                (to_name(run_id),),
            ).fetchone()
            keys = sorted({key.text for key in _Chain(connection=connection).public_keys()})
        if row is None:
            raise SealError(message("seal.run_unsealed", run=run_id))
        statement, signature, number = row
        put_seal(folder, statement, signature, keys)
        files = tuple(ReportFile(name, digest, size) for name, digest, size in sealed_files(folder))
        with store.writing() as connection:
            self.append(connection, StatementKind.REPORTS, {"run": run_id, "files": files}, run=number)

    def append(
        self,
        connection: sqlite3.Connection,
        kind: str,
        content: Mapping[str, object],
        *,
        run: int | None = None,
        endorsement: SealingKey | None = None,
        manifest: bytes | None = None,
    ) -> int:
        """Put a statement at the chain's end; its content is what `auditor.seal.statements` says of its kind.

        A chain without statements gets the one about the first key before it. ``run`` is a run's number,
        ``endorsement`` a new key that signs too. Returns the statement's number. Raises SealError when the chain goes
        on under another key, ValueError when the content is not what its kind asks for.
        """
        chain = _Chain(connection=connection)
        if content.get("event") != KeyEvent.LOSS:
            self._require_current(chain)
        head = chain.head()
        if head is None and content.get("event") != KeyEvent.FIRST:
            self.append(connection, StatementKind.KEY, first_key(self.public))
            head = chain.head()
        number, previous = (1, None) if head is None else (head[0] + 1, digest_of(head[1]))
        statement = write_statement(
            content,
            Statement(
                schema=SCHEMA,
                number=number,
                kind=StatementKind(kind),
                previous=previous,
                made=self._clock().isoformat(),
                key=self.public.fingerprint,
            ),
        )
        connection.execute(
            "INSERT INTO seals (number, kind, run, statement, signature, endorsement, manifest) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                StatementKind(kind).value,
                run,
                statement,
                self._key.sign(statement),
                None if endorsement is None else endorsement.sign(statement),
                manifest,
            ),
        )
        return number

    def _seal_run(
        self,
        chain: _Chain,
        run: RunRow,
        runs: Mapping[int, RunRow],
        recorded: Recorded,
        before: _Before,
        *,
        adopted: bool,
    ) -> None:
        before.log.extend(recorded.entries)
        before.after |= {table: new.last for table, new in recorded.tables.items()}
        manifest = write_manifest(recorded.manifest)
        peaks = tuple(peak.hex() for peak in before.log.peaks)
        content = {
            "adopted": adopted,
            "run": described(run, runs),
            "coverage": coverage_of(run),
            "results": recorded.results,
            "records": recorded.records,
            "entries": Entries(before.log.size, before.log.root().hex(), peaks),
            "artefacts": recorded.artefacts,
            "measured": recorded.measured,
            "first_recorded": recorded.first_recorded,
            "descriptions": descriptions_of(run),
            "tables": recorded.tables,
            "stamps": chain.stamped(),
            "manifest": digest_of(manifest),
        }
        try:
            self.append(chain.connection, StatementKind.RUN, content, run=run.id, manifest=manifest)
        except ValueError as error:  # numbers out of all bounds: somebody wrote them into the tables
            raise SealError(message("seal.unsealable", run=from_name(run.name), detail=str(error))) from error

    def _before(self, newest: RunStatement | None, recording: Recording, run: RunRow) -> _Before:
        """The log and the numbers to go on from.

        Where the newest run's statement was damaged they are made anew from the tables, and the tables' rows are
        sealed from the first one again: a damaged seal is for the verification to tell, and stops no night.
        """
        if newest is not None:
            log = Log(newest.entries.count, [bytes.fromhex(peak) for peak in newest.entries.peaks])
            if log.is_sound:
                return _Before(log, {table: new.last for table, new in newest.tables.items()})
        log = Log()
        for earlier in recording.runs.values():
            if earlier.id < run.id:
                log.extend(recording.entries_of(earlier))
        return _Before(log, {})

    def _require_current(self, chain: _Chain) -> None:
        """Raise SealError when the chain goes on under another key than ours."""
        keys = chain.public_keys()
        if keys and keys[-1] != self.public:
            expected, found = keys[-1].fingerprint, self.public.fingerprint
            raise SealError(message("seal.other_key", expected=expected, found=found))


def _over(runs: Mapping[int, RunRow]) -> Iterator[RunRow]:
    """Runs that cannot go on: finished ones, and all but the newest."""
    newest = max(runs, default=0)
    return (run for run in runs.values() if run.is_finished or run.id != newest)
