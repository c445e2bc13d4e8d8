"""The store as the engine and the commands use it."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TypeAlias

from auditor.errors import StoreError
from auditor.facts.base import F, FactSet
from auditor.model.job import JobOutcome
from auditor.model.result import Assessment
from auditor.model.subject import SubjectRef
from auditor.model.words import message
from auditor.store.assemble import Record, checked_body, read_record, volatile_body
from auditor.store.assessments import read_assessment, write_assessment
from auditor.store.backup import copy_store
from auditor.store.database import StoreFile, StoreLimits
from auditor.store.dissect import Dissected, dissect
from auditor.store.duties import all_duties, put_duty
from auditor.store.encrypting import key_of, protect, unfinished
from auditor.store.history import first_recorded, keep_first_digests, latest_keys, latest_set, log_digests
from auditor.store.integrity import faults
from auditor.store.interning import Forms, Names
from auditor.store.memory import recall, remember
from auditor.store.packs import writers_of
from auditor.store.protection import Protection
from auditor.store.prune import Pruned, prune
from auditor.store.quarantine import all_quarantined, put
from auditor.store.record import JOB, PART, SETS, AnyFactSet, SlotKind
from auditor.store.records import DutyRecord, LogDigest, Quarantine, RunSummary
from auditor.store.runs import NewRun, all_nights, all_runs, begin, find_run, newest_finished, open_run
from auditor.store.spans import RecordWriter

RunSealer: TypeAlias = Callable[[sqlite3.Connection], None]
"""Seals what a run has recorded, within the transaction that finishes it."""

_WRONG_VALUE = (ValueError, LookupError)
"""What a value out of range, or one that is missing, raises when it is read back."""
_WRONG_KIND = (TypeError, AttributeError, ArithmeticError)
"""What a value of another kind than was written may raise. Of reading alone: in writing they are bugs of ours."""

_FACTS = (SlotKind.RECORD, SlotKind.SET, SlotKind.FACT, SlotKind.REF)
_CAPTURES = (SlotKind.RECORD, SlotKind.REF, SlotKind.CAPTURE)


class Store:
    """One workspace's store, opened by one process that writes. Any thread may call; calls run one after the other.

    Every method that writes is one transaction: when it has returned, a kill or a power cut loses nothing of it; when
    it has not, nothing of it is there. Every method raises StoreError when the file is damaged, locked, full or of a
    newer version, and when a run is named that is not there.
    """

    def __init__(self, file: StoreFile, limits: StoreLimits, protection: Protection | None) -> None:
        self._file = file
        self._limits = limits
        self._protection = protection
        self._names = Names()
        self._writers = Names("writers")
        self._forms = Forms()

    @classmethod
    def open(cls, path: Path, limits: StoreLimits | None = None, protection: Protection | None = None) -> "Store":
        """Open the store, making or migrating it where needed. The file gets mode 0600, a new folder 0700.

        With ``protection`` artefacts are encrypted, those of an older store once and for all when it is first opened
        so. Without it they can neither be read nor recorded once they are; everything else can.
        """
        limits = limits or StoreLimits()
        file = StoreFile(path, limits)
        if protection is not None:
            try:
                protect(file, protection)
            except BaseException:
                file.close()
                raise
        return cls(file, limits, protection)

    def close(self) -> None:
        """Close it. A store that is not closed loses nothing."""
        self._file.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin_run(
        self,
        run_id: str,
        as_of: date,
        started: datetime,
        profile: str,
        organisation: str,
        plan_digest: str,
        *,
        reassesses: str | None = None,
        scope: str = "",
    ) -> None:
        """Begin a run, or take up the newest one again when it bears this id and is not finished.

        Any other run still ``running`` becomes ``interrupted``. Only the newest run can be recorded into.
        ``reassesses`` names the run whose facts are judged again: such a run records no facts. ``scope`` says what was
        asked for when not everything was. Neither is a night, and what they record stands apart from the nights'.
        """
        new = NewRun(
            name=run_id,
            as_of=as_of,
            started=started,
            profile=profile,
            organisation=organisation,
            plan_digest=plan_digest,
            reassesses=reassesses,
            scope=scope,
        )
        with self.writing() as connection, self._decoding():
            begin(connection, new)

    def record_outcome(self, run_id: str, outcome: JobOutcome, sets: Sequence[AnyFactSet]) -> None:
        """Record what came of one job and the fact sets read from it. Recording the same job again replaces it.

        A target that could not be read is recorded with absent sets. A job that is not recorded in a run leaves no
        trace in it and changes nothing of what earlier nights hold.
        Raises ValueError when a capture's digest is not that of its output.
        """
        record = dissect(outcome.target, outcome, {}, sets)
        self._record(run_id, JOB + outcome.job, record, sets)

    def record_sets(
        self,
        run_id: str,
        name: str,
        artefacts: Mapping[str, bytes],
        sets: Sequence[AnyFactSet],
        files: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Record fact sets that come from no job: inventory, registers, derived ones.

        ``name`` says where they come from, the same every night (``inventory``, ``register:roster``); it must be no
        job's id. ``artefacts`` holds the bytes behind them by digest (``sha256:…``), ``files`` the digests of those
        that are files, by path in the workspace. Raises ValueError when digests and bytes disagree.
        """
        self._record(run_id, SETS + name, dissect(name, None, artefacts, sets, files), sets)

    def _record(self, run_id: str, writer: str, record: Dissected, sets: Sequence[AnyFactSet]) -> None:
        with self.writing() as connection:
            run = open_run(connection, run_id)
            if run.reassesses is not None:
                raise ValueError(f"{run_id} judges another run's facts and records none")
            if self._protection is None and key_of(connection) is not None:
                raise StoreError(message("store.no_key"))
            with self._decoding():
                RecordWriter(
                    connection=connection,
                    names=self._names,
                    forms=self._forms,
                    run=run.id,
                    writer=self._writers.make(connection, PART + writer if run.scope else writer),
                    protection=self._protection,
                ).write(record)
                keep_first_digests(connection, self._names, run, sets)

    def files_of(self, run_id: str, name: str) -> Mapping[str, bytes]:
        """The files that `record_sets` was told of under a name, in the run whose facts a run judges, by path.

        Empty when nothing was recorded under the name, and for runs of 0.1.0, which kept no paths.
        """
        with self._reading() as connection:
            run = find_run(connection, run_id).facts
            numbers = (n for n, text in writers_of(connection, run) if text.removeprefix(PART) == SETS + name)
            record = next((read_record(connection, run, n, (SlotKind.RECORD,)) for n in numbers), None)
            files = () if record is None else record.frame.files
            return {path: checked_body(connection, digest, self._protection) for path, digest in files}

    def finished_jobs(self, run_id: str) -> frozenset[str]:
        """Ids of the jobs recorded in a run."""
        with self._reading() as connection:
            run = find_run(connection, run_id)
            names = [name.removeprefix(PART) for _, name in writers_of(connection, run.id)]
        return frozenset(name.removeprefix(JOB) for name in names if name.startswith(JOB))

    def sets_of(self, run_id: str) -> list[AnyFactSet]:
        """All fact sets of a run, equal to what was recorded, by recording (job id or name) and then as given."""
        with self._reading() as connection:
            return [found for record in _records(connection, run_id, _FACTS) for found in record.sets()]

    def sets_by_record(self, run_id: str) -> dict[str, list[AnyFactSet]]:
        """The same by what recorded them: a job's id, or the name that `record_sets` was given."""
        with self._reading() as connection:
            records = {record.source: list(record.sets()) for record in _records(connection, run_id, _FACTS)}
        return records

    def outlines_of(self, run_id: str) -> list[JobOutcome]:
        """All outcomes of a run without the bytes of their captures, by job id; no key is needed."""
        with self._reading() as connection:
            found = [record.outline() for record in _records(connection, run_id, _CAPTURES)]
        return [outcome for outcome in found if outcome is not None]

    def outcomes_of(self, run_id: str, jobs: Collection[str] | None = None) -> list[JobOutcome]:
        """Outcomes of a run (None: of all its jobs) with the bytes of their captures, by job id."""
        with self._reading() as connection:
            records = _records(connection, run_id, _CAPTURES, jobs)
            found = [record.outcome(connection, self._protection) for record in records]
        return [outcome for outcome in found if outcome is not None]

    def finish_run(self, assessment: Assessment, seal: RunSealer | None = None) -> None:
        """Record the assessment of the run named in it; from then on the run is ``finished`` and cannot change.

        ``seal`` is called last, in the same transaction; when it raises, the run is as unfinished as before.
        """
        with self.writing() as connection:
            run = open_run(connection, assessment.run.id)
            with self._decoding():
                write_assessment(connection, self._names, self._forms, run, assessment, self._protection)
            if seal is not None:
                seal(connection)

    def runs(self) -> tuple[RunSummary, ...]:
        """All runs, newest first."""
        with self._reading() as connection:
            return all_runs(connection)

    def nights(self, limit: int | None = None) -> tuple[RunSummary, ...]:
        """Finished nights, newest first: neither reassessments nor audits of a part."""
        with self._reading() as connection:
            return all_nights(connection, limit)

    def latest_finished(self, before: datetime | None = None) -> RunSummary | None:
        """The newest finished night that started before a moment."""
        with self._reading() as connection:
            return newest_finished(connection, before)

    def assessment(self, run_id: str) -> Assessment:
        """The assessment of a finished run, equal to what was recorded."""
        with self._reading() as connection:
            return read_assessment(connection, find_run(connection, run_id))

    def latest_facts(self, fact_type: type[F], subject: SubjectRef, before_run: str | None) -> FactSet[F] | None:
        """The set of a type and subject from the newest run (before another) in which it was not absent."""
        with self._reading() as connection:
            before = None if before_run is None else find_run(connection, before_run).facts
            return latest_set(connection, self._names, fact_type, subject, before)

    def latest_keys(
        self, fact_types: Mapping[type[F], str], subject: SubjectRef, before_run: str | None
    ) -> Mapping[type[F], frozenset[str]]:
        """The keys of the facts that `latest_facts` would give, by type; ``fact_types`` names the key's field."""
        with self._reading() as connection:
            before = None if before_run is None else find_run(connection, before_run).facts
            return latest_keys(connection, self._names, fact_types, subject, before)

    def first_digests(self, subject: SubjectRef, upto_run: str | None = None) -> list[LogDigest]:
        """Every log file ever recorded of a subject (up to a run, itself included), by source and path."""
        with self._reading() as connection:
            upto = None if upto_run is None else find_run(connection, upto_run).facts
            return log_digests(connection, self._names, subject, upto)

    def proven_since(self, subject: SubjectRef, source: str) -> date | None:
        """The audit's date since when digests of a log source are on record; None when there are none."""
        with self._reading() as connection:
            return first_recorded(connection, self._names, subject, source)

    def quarantined(self) -> Mapping[str, Quarantine]:
        """Credentials in quarantine, by name."""
        with self._reading() as connection:
            return all_quarantined(connection)

    def quarantine(self, name: str, version: str, target: str, when: datetime) -> None:
        """Put a credential in quarantine. One of the same version that is there already stays as it is."""
        with self.writing() as connection:
            put(connection, name, Quarantine(target=target, since=when, version=version))

    def release(self, name: str) -> None:
        """Take a credential out of quarantine; nothing happens when it is not in it."""
        with self.writing() as connection:
            connection.execute("DELETE FROM quarantine WHERE credential = ?", (name,))

    def artefact(self, digest: str, run_id: str | None = None) -> bytes:
        """The bytes of a stored artefact, held against their digest.

        A volatile artefact is found only through the run that recorded it. Raises StoreError when it is not there or
        not what its digest says.
        """
        with self._reading() as connection:
            if run_id is not None:
                found = volatile_body(connection, find_run(connection, run_id).facts, digest, self._protection)
                if found is not None:
                    return found
            return checked_body(connection, digest, self._protection)

    def duties(self, since: datetime | None = None) -> tuple[DutyRecord, ...]:
        """What became of the duties due at or after a moment (None: of all), oldest first."""
        with self._reading() as connection:
            return tuple(all_duties(connection, since))

    def record_duty(self, record: DutyRecord) -> None:
        """Record what became of a duty, in place of what was recorded of the same one due at the same moment."""
        with self.writing() as connection:
            put_duty(connection, record)

    def remember(self, name: str, value: str) -> None:
        """Remember a small value for later runs."""
        with self.writing() as connection:
            remember(connection, name, value)

    def recall(self, name: str) -> str | None:
        """The value remembered under a name; None when there is none."""
        with self._reading() as connection:
            return recall(connection, name)

    def backup(self, to: Path) -> None:
        """Copy the whole store, as it is now, to a new file (0600); other processes go on recording meanwhile.

        Raises StoreError when the file cannot be written; nothing of it is left then.
        """
        copy_store(self._file.path, to, self._limits)

    def integrity(self) -> tuple[str, ...]:
        """What is damaged, each in a few words for people who can mend it; empty when nothing is. Reads everything."""
        with self._file.reading() as connection:
            return faults(connection)

    def prune(self, connection: sqlite3.Connection, before: date) -> Pruned:
        """Delete the bytes of artefacts on which no night of ``before`` or later rests (`auditor.store.prune`).

        To be called within `writing`, with its connection, so that the deletion is sealed in the same transaction.
        """
        with self._decoding():
            return prune(connection, before, self._protection)

    def has_plain_traces(self) -> bool:
        """Whether artefacts from before the store had a key may still lie in the file readable.

        Opening the store with its key encrypts them, and then overwrites what was freed; the latter needs as much room
        again as the file takes, and nobody else at work on it. Until it has succeeded this is true.
        """
        with self._reading() as connection:
            return unfinished(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One transaction that reads the state of one moment, for queries of one's own. Raises StoreError."""
        with self._file.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that writes: all of it is there when the block ends, nothing when it raises.

        Raises StoreError. The store's own methods cannot be called within the block.
        """
        try:
            with self._file.writing() as connection:
                yield connection
        except BaseException:
            # What was taken back may have been remembered as recorded.
            self._names.forget()
            self._writers.forget()
            self._forms.forget()
            raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """For the store's own reading."""
        with self._file.reading() as connection, self._decoding((*_WRONG_VALUE, *_WRONG_KIND)):
            yield connection

    @contextmanager
    def _decoding(self, errors: tuple[type[Exception], ...] = _WRONG_VALUE) -> Iterator[None]:
        """What is read back in other kinds or ranges than were ever written is damage."""
        try:
            yield
        except errors as error:
            path = str(self._file.path)
            raise StoreError(message("store.damaged", path=path, detail=f"{type(error).__name__}: {error}")) from error


def _records(
    connection: sqlite3.Connection, run_id: str, kinds: Collection[SlotKind], jobs: Collection[str] | None = None
) -> Iterator[Record]:
    """What was recorded (of some jobs alone) in the run whose facts a run judges, one after the other."""
    run = find_run(connection, run_id).facts
    for writer, text in writers_of(connection, run):
        if jobs is not None and text.removeprefix(PART).removeprefix(JOB) not in jobs:
            continue
        record = read_record(connection, run, writer, kinds)
        if record is not None:
            yield record
