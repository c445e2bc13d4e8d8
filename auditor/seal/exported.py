"""Checking an exported run with nothing but the file and the public key."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import msgspec

from auditor.errors import UsageError
from auditor.model.sealing import Fault, FaultKind, Verification
from auditor.model.terms import State
from auditor.model.words import Argument, message
from auditor.seal.export import results_root, subject_root
from auditor.seal.export_lines import (
    LARGEST_FILE,
    SCHEMA,
    EndLine,
    FormLine,
    Head,
    NoLine,
    RowLine,
    SealEntry,
    SealLine,
    SubjectLine,
    form_digest,
    read_lines,
)
from auditor.seal.findings import Findings
from auditor.seal.keys import PublicKey
from auditor.seal.statements import (
    ReportFile,
    ReportsStatement,
    RunStatement,
    StatementKind,
    read_statement,
)
from auditor.seal.tables import tolerant
from auditor.seal.timestamp import Stamped, verify_stamps
from auditor.seal.verify_chain import Chain, check_chain
from auditor.store.encoding import from_json, from_name

_LARGEST_NUMBER = 2**63
"""What SQLite can hold is below."""

_TICK = 1000
"""Lines."""

_OPEN = (State.ERROR, State.UNKNOWN, State.NOTCHECKED)


class _State(msgspec.Struct):
    """The part of a result's form that is counted."""

    state: State


@dataclass(frozen=True, kw_only=True)
class ExportCheck:
    """What was found in an exported run."""

    verification: Verification
    run: str
    """As the file names it; empty when it cannot be read."""
    statement: RunStatement | None
    """What is sealed of the run; None when the file does not prove it."""
    states: Mapping[State, int]
    """Rows by state, counted anew."""
    reports: tuple[ReportFile, ...]
    """The files of its reports as they were sealed."""


@dataclass(kw_only=True)
class _File:
    """What the lines of a file hold."""

    run: str = ""
    seals: list[SealEntry] = field(default_factory=list)
    states: dict[str, State | None] = field(default_factory=dict)
    """Of each form, by its digest; None where it is no result's."""
    subjects: list[SubjectLine] = field(default_factory=list)
    rows: dict[str, list[RowLine]] = field(default_factory=dict)
    strays: list[RowLine] = field(default_factory=list)
    """Rows that do not stand under their subject."""

    def put(self, line: RowLine, number: int) -> None:
        """Take a row in. Raises NoLine when it is not after the one before it."""
        control, subject = line.row[:2]
        if not self.subjects or self.subjects[-1].subject[0] != subject:
            self.strays.append(line)
            return
        before = self.rows.setdefault(subject, [])
        if before and before[-1].row[0] >= control:
            raise NoLine(number)
        before.append(line)


class _ChainFindings(Findings):
    """An export has no manifests, and ends at the head of its day."""

    def removed(self, code: str, first: int = 0, last: int = 0, **args: Argument) -> None:
        """Something is gone that was sealed."""
        if code == "head_missing":
            self.remark("export.head_later", number=args["number"], last_number=args["last_number"])
        elif code != "manifest_removed":
            super().removed(code, first, last, **args)


def _nothing() -> None:
    return None


def check_export(
    path: Path,
    *,
    trusted: PublicKey | None,
    heads: Sequence[tuple[int, str]] = (),
    ca_file: Path | None = None,
    ticked: Callable[[], None] = _nothing,
) -> ExportCheck:
    """Check a file. Raises UsageError when it cannot be opened, StampError when ``ca_file`` cannot be used."""
    faults: list[Fault] = []
    found = _File()
    try:
        with path.open("rb") as stream:
            if stream.seek(0, 2) > LARGEST_FILE:
                raise UsageError(message("export.too_large", file=str(path)))
            stream.seek(0)
            _read(stream, found, ticked)
    except NoLine as error:
        faults.append(_fault(FaultKind.ALTERED, "export.bad_line", line=error.number))
    except OSError as error:
        detail = error.strerror or str(error)
        raise UsageError(message("export.unreadable", file=str(path), detail=detail)) from error
    findings = _ChainFindings(runs={})
    chain = _chain(found.seals, findings, trusted, heads)
    sealed = next((s for s in chain.sealed.values() if s.run.id == found.run), None)
    faults += findings.faults()
    if sealed is None:
        faults.append(_fault(FaultKind.REMOVED, "export.run_not_proven", run=found.run))
    else:
        faults += _results(found, sealed)
    stamps = verify_stamps(_stamped(found.seals), ca_file)
    faults += stamps.faults
    proven = () if faults or sealed is None else (found.run,)
    reports = chain.reports.get(found.run)
    return ExportCheck(
        verification=Verification(
            statements=len(chain.links),
            runs=(found.run,),
            proven=proven,
            faults=tuple(faults),
            remarks=(*findings.remarks, *stamps.remarks),
            head=chain.head,
        ),
        run=found.run,
        statement=sealed,
        states=_counted(found),
        reports=reports.files if isinstance(reports, ReportsStatement) else (),
    )


def _read(stream: IO[bytes], found: _File, ticked: Callable[[], None]) -> None:
    """The file's lines, as far as they can be read. Raises NoLine at the first that cannot."""
    for number, line in enumerate(read_lines(stream), 1):
        match line:
            case Head():
                found.run = line.run
                if line.schema != SCHEMA:
                    raise NoLine(number)
            case SealLine():
                found.seals.append(line.seal)
            case FormLine():
                digest = form_digest(line)
                if digest in found.states:
                    raise NoLine(number)
                found.states[digest] = _state(line)
            case SubjectLine():
                found.subjects.append(line)
            case RowLine():
                found.put(line, number)
            case EndLine():
                pass
        if number % _TICK == 0:
            ticked()


def _state(line: FormLine) -> State | None:
    try:
        return from_json(line.form.encode(), _State).state
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _chain(
    seals: Iterable[SealEntry], findings: Findings, trusted: PublicKey | None, heads: Sequence[tuple[int, str]]
) -> Chain:
    """The file's statements, checked by what checks the store's own."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE TABLE seals (number INTEGER PRIMARY KEY, kind TEXT, run INTEGER, statement BLOB, signature BLOB, "
            "endorsement BLOB, manifest BLOB, stamp BLOB)"
        )
        for place, seal in enumerate(seals, 1):
            data = seal.statement.encode()
            connection.execute(
                "INSERT INTO seals VALUES (?, ?, ?, ?, ?, ?, NULL, ?)",
                (place, *_columns(data), data, seal.signature, seal.endorsement, seal.stamp),
            )
        with tolerant(connection) as reader:
            return check_chain(reader, findings, trusted, heads)


def _columns(data: bytes) -> tuple[str, int | None]:
    """What the store has beside a statement; here it is taken from the statement itself."""
    try:
        statement = read_statement(data)
    except msgspec.DecodeError:
        return "", None
    if isinstance(statement, RunStatement):
        number = statement.run.number
        return statement.kind.value, number if 0 <= number < _LARGEST_NUMBER else None
    return statement.kind.value, 0 if statement.kind is StatementKind.REPORTS else None


def _results(found: _File, sealed: RunStatement) -> list[Fault]:
    """Hold the rows against the sealed root: from the top down, so that what was altered is named."""
    faults = [_row_fault(FaultKind.INSERTED, "export.row_astray", line) for line in found.strays]
    named = {digest for lines in found.rows.values() for line in lines for digest in line.row[2:4]}
    if sealed.results is None:
        if found.subjects or found.rows:
            faults.append(_fault(FaultKind.INSERTED, "export.rows_of_none", run=found.run))
        return faults
    twice = [subject for subject, n in Counter(line.subject[0] for line in found.subjects).items() if n > 1]
    faults += [_fault(FaultKind.INSERTED, "export.subject_twice", subject=from_name(subject)) for subject in twice]
    rows = sum(line.subject[1] for line in found.subjects)
    if results_root(found.subjects).hex() != sealed.results.root or rows != sealed.results.count:
        faults.append(_fault(FaultKind.ALTERED, "export.subjects_altered", count=rows, sealed=sealed.results.count))
    for line in found.subjects:
        subject, count, root = line.subject
        lines = found.rows.get(subject, [])
        if len(lines) != count or subject_root(lines).hex() != root:
            faults.append(
                _fault(
                    FaultKind.ALTERED,
                    "export.subject_altered",
                    subject=from_name(subject),
                    count=len(lines),
                    sealed=count,
                )
            )
    for lines in found.rows.values():
        for row in lines:
            if found.states.get(row.row[2]) is None or row.row[3] not in found.states:
                faults.append(_row_fault(FaultKind.ALTERED, "export.form_altered", row))
    faults += [_fault(FaultKind.INSERTED, "export.form_inserted", form=form) for form in found.states.keys() - named]
    return faults + _counts(found, sealed)


def _counts(found: _File, sealed: RunStatement) -> list[Fault]:
    """Count the states anew: the headline of the run must be what its rows say."""
    states = _counted(found)
    counted = {
        "applicable": sum(len(lines) for lines in found.rows.values()),
        "judged": states[State.PASS] + states[State.FAIL],
        "passed": states[State.PASS],
        "failed": states[State.FAIL],
        "open": sum(states[state] for state in _OPEN),
    }
    coverage = sealed.coverage or {}
    return [
        _fault(FaultKind.ALTERED, f"export.count_{name}", sealed=coverage.get(name, 0), found=number)
        for name, number in counted.items()
        if coverage.get(name) != number
    ]


def _counted(found: _File) -> Counter[State]:
    states = (found.states.get(row.row[2]) for lines in found.rows.values() for row in lines)
    return Counter(state for state in states if state is not None)


def _stamped(seals: Iterable[SealEntry]) -> tuple[Stamped, ...]:
    return tuple(
        Stamped(place, seal.statement.encode(), seal.stamp)
        for place, seal in enumerate(seals, 1)
        if seal.stamp is not None
    )


def _fault(kind: FaultKind, code: str, **args: Argument) -> Fault:
    return Fault(kind=kind, what=message(code, **args))


def _row_fault(kind: FaultKind, code: str, line: RowLine) -> Fault:
    return _fault(kind, code, control=from_name(line.row[0]), subject=from_name(line.row[1]))
