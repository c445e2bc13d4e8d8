"""The store as the engine and the commands use it."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from auditor.facts.base import F, FactSet
from auditor.model.job import JobOutcome
from auditor.model.result import Assessment
from auditor.model.subject import SubjectRef
from auditor.store.assemble import Record, checked_body, read_record, volatile_body
from auditor.store.assessments import read_assessment, write_assessment
from auditor.store.database import StoreFile, StoreLimits
from auditor.store.dissect import Dissected, dissect
from auditor.store.history import first_recorded, keep_first_digests, latest_set, log_digests
from auditor.store.interning import Forms, Names
from auditor.store.packs import writers_of
from auditor.store.quarantine import all_quarantined, put
from auditor.store.record import JOB, SETS, AnyFactSet, SlotKind
from auditor.store.records import LogDigest, Quarantine, RunSummary
from auditor.store.runs import all_runs, begin, find_run, newest_finished, open_run
from auditor.store.spans import RecordWriter

_FACTS = (SlotKind.RECORD, SlotKind.SET, SlotKind.FACT, SlotKind.REF)
_CAPTURES = (SlotKind.RECORD, SlotKind.REF, SlotKind.CAPTURE)


class Store:
    """One workspace's store, opened by one process that writes. Any thread may call; calls run one after the other.

    Every method that writes is one transaction: when it has returned, a kill or a power cut loses nothing of it; when
    it has not, nothing of it is there. Every method raises StoreError when the file is damaged, locked, full or of a
    newer version, and when a run is named that is not there.
    """

    def __init__(self, file: StoreFile) -> None:
        self._file = file
        self._names = Names()
        self._writers = Names("writers")
        self._forms = Forms()

    @classmethod
    def open(cls, path: Path, limits: StoreLimits | None = None) -> "Store":
        """Open the store, making or migrating it where needed. The file gets mode 0600, a new folder 0700."""
        return cls(StoreFile(path, limits or StoreLimits()))

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
    ) -> None:
        """Begin a run, or take up the newest one again when it bears this id and is not finished.

        Any other run still ``running`` becomes ``interrupted``. Only the newest run can be recorded into.
        ``reassesses`` names the run whose facts are judged again: such a run records no facts, and its results stand
        apart from the nights'.
        """
        with self._writing() as connection:
            begin(
                connection,
                run_id,
                as_of=as_of,
                started=started,
                profile=profile,
                organisation=organisation,
                plan_digest=plan_digest,
                reassesses=reassesses,
            )

    def record_outcome(self, run_id: str, outcome: JobOutcome, sets: Sequence[AnyFactSet]) -> None:
        """Record what came of one job and the fact sets read from it. Recording the same job again replaces it.

        A target that could not be read is recorded with absent sets. A job that is not recorded in a run leaves no
        trace in it and changes nothing of what earlier nights hold.
        Raises ValueError when a capture's digest is not that of its output.
        """
        record = dissect(outcome.target, outcome, {}, sets)
        self._record(run_id, JOB + outcome.job, record, sets)

    def record_sets(self, run_id: str, name: str, artefacts: Mapping[str, bytes], sets: Sequence[AnyFactSet]) -> None:
        """Record fact sets that come from no job: inventory, registers, derived ones.

        ``name`` says where they come from, the same every night (``inventory``, ``register:roster``); it must be no
        job's id. ``artefacts`` holds the bytes behind them by digest (``sha256:…``).
        """
        self._record(run_id, SETS + name, dissect(name, None, artefacts, sets), sets)

    def _record(self, run_id: str, writer: str, record: Dissected, sets: Sequence[AnyFactSet]) -> None:
        with self._writing() as connection:
            run = open_run(connection, run_id)
            if run.reassesses is not None:
                raise ValueError(f"{run_id} judges another run's facts and records none")
            RecordWriter(
                connection=connection,
                names=self._names,
                forms=self._forms,
                run=run.id,
                writer=self._writers.make(connection, writer),
            ).write(record)
            keep_first_digests(connection, self._names, run.as_of, sets)

    def finished_jobs(self, run_id: str) -> frozenset[str]:
        """Ids of the jobs recorded in a run."""
        with self._file.reading() as connection:
            run = find_run(connection, run_id)
            names = [name for _, name in writers_of(connection, run.id)]
        return frozenset(name.removeprefix(JOB) for name in names if name.startswith(JOB))

    def sets_of(self, run_id: str) -> list[AnyFactSet]:
        """All fact sets of a run, equal to what was recorded, by recording (job id or name) and then as given."""
        with self._file.reading() as connection:
            return [found for record in _records(connection, run_id, _FACTS) for found in record.sets()]

    def outcomes_of(self, run_id: str) -> list[JobOutcome]:
        """All outcomes of a run with the bytes of their captures, by job id: to read them again, or to resume."""
        with self._file.reading() as connection:
            found = [record.outcome(connection) for record in _records(connection, run_id, _CAPTURES)]
        return [outcome for outcome in found if outcome is not None]

    def finish_run(self, assessment: Assessment) -> None:
        """Record the assessment of the run named in it; from then on the run is ``finished`` and cannot change."""
        with self._writing() as connection:
            run = open_run(connection, assessment.run.id)
            write_assessment(connection, self._names, self._forms, run, assessment)

    def runs(self) -> tuple[RunSummary, ...]:
        """All runs, newest first."""
        with self._file.reading() as connection:
            return all_runs(connection)

    def latest_finished(self, before: datetime | None = None) -> RunSummary | None:
        """The newest finished night (no reassessment) that started before a moment."""
        with self._file.reading() as connection:
            return newest_finished(connection, before)

    def assessment(self, run_id: str) -> Assessment:
        """The assessment of a finished run, equal to what was recorded."""
        with self._file.reading() as connection:
            return read_assessment(connection, find_run(connection, run_id))

    def latest_facts(self, fact_type: type[F], subject: SubjectRef, before_run: str) -> FactSet[F] | None:
        """The set of a type and subject from the newest run before ``before_run`` in which it was not absent."""
        with self._file.reading() as connection:
            before = find_run(connection, before_run).facts
            return latest_set(connection, self._names, fact_type, subject, before)

    def first_digests(self, subject: SubjectRef) -> list[LogDigest]:
        """Every log file ever recorded of a subject, by source and path."""
        with self._file.reading() as connection:
            return log_digests(connection, self._names, subject)

    def proven_since(self, subject: SubjectRef, source: str) -> date | None:
        """The audit's date since when digests of a log source are on record; None when there are none."""
        with self._file.reading() as connection:
            return first_recorded(connection, self._names, subject, source)

    def quarantined(self) -> Mapping[str, Quarantine]:
        """Credentials in quarantine, by name."""
        with self._file.reading() as connection:
            return all_quarantined(connection)

    def quarantine(self, name: str, version: str, target: str, when: datetime) -> None:
        """Put a credential in quarantine. One of the same version that is there already stays as it is."""
        with self._writing() as connection:
            put(connection, name, Quarantine(target=target, since=when, version=version))

    def release(self, name: str) -> None:
        """Take a credential out of quarantine; nothing happens when it is not in it."""
        with self._writing() as connection:
            connection.execute("DELETE FROM quarantine WHERE credential = ?", (name,))

    def artefact(self, digest: str, run_id: str | None = None) -> bytes:
        """The bytes of a stored artefact, held against their digest.

        A volatile artefact is found only through the run that recorded it. Raises StoreError when it is not there or
        not what its digest says.
        """
        with self._file.reading() as connection:
            if run_id is not None:
                found = volatile_body(connection, find_run(connection, run_id).facts, digest)
                if found is not None:
                    return found
            return checked_body(connection, digest)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._file.writing() as connection:
                yield connection
        except BaseException:
            # What was taken back may have been remembered as recorded.
            self._names.forget()
            self._writers.forget()
            self._forms.forget()
            raise


def _records(connection: sqlite3.Connection, run_id: str, kinds: Collection[SlotKind]) -> Iterator[Record]:
    """What was recorded in the run whose facts a run judges, one after the other."""
    run = find_run(connection, run_id).facts
    for writer, _ in writers_of(connection, run):
        record = read_record(connection, run, writer, kinds)
        if record is not None:
            yield record
