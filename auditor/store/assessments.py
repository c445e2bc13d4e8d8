"""Assessments: results as validity rows, the rest of a report as descriptions and the run's own pack."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from auditor.errors import StoreError
from auditor.model.evidence import ArtefactRef
from auditor.model.result import Assessment, ControlInfo, Coverage, Result, RunInfo, SubjectInfo, TargetOutcome
from auditor.model.subject import SubjectRef
from auditor.model.words import Message, message
from auditor.store.assemble import checked_body, read_record
from auditor.store.bodies import digest_of, from_key, to_key, write_body
from auditor.store.encoding import from_json, from_name, from_pack, to_json, to_pack
from auditor.store.interning import Forms, Names
from auditor.store.packs import OWN, bundle_packs, read_pack, write_pack, writers_of
from auditor.store.protection import Protection
from auditor.store.record import SlotKind
from auditor.store.records import RunState
from auditor.store.resultforms import Refs, ResultForm, ResultNight, form_of, night_of, rebuild_result
from auditor.store.runs import Run, night_before


class Frame(msgspec.Struct, kw_only=True):
    """Descriptions that a report shows; the same every night until inventory or policies change."""

    controls: list[tuple[str, ControlInfo]]
    subjects: list[tuple[SubjectRef, SubjectInfo]]


class RunNight(msgspec.Struct, array_like=True):
    """What is a run's own."""

    targets: bytes
    """JSON of the target outcomes: their seconds are short as text."""
    missed: tuple[Message, ...]
    order: list[tuple[int, int]] | None
    """Control and subject of each row, by their numbers in the frame; None for the order of controls, then subjects."""
    rows: list[int]
    """Numbers of the rows that measured something else than when their span began."""
    nights: list[bytes]
    """What those rows measured."""


def references_of(connection: sqlite3.Connection, run: int) -> dict[tuple[str, str], ArtefactRef]:
    """All references of a run's fact sets, by target and origin."""
    found = {}
    for writer, _ in writers_of(connection, run):
        record = read_record(connection, run, writer, (SlotKind.RECORD, SlotKind.REF))
        if record is not None:
            found.update({(ref.target, ref.origin): ref for ref in record.refs.values()})
    return found


def write_assessment(
    connection: sqlite3.Connection,
    names: Names,
    forms: Forms,
    run: Run,
    given: Assessment,
    protection: Protection | None,
) -> None:
    """Record the assessment of a run, and bundle what the run measured."""
    frame = Frame(controls=list(given.controls.items()), subjects=list(given.subjects.items()))
    described = to_json(frame)
    digest = digest_of(described)
    # Never encrypted, so that reports of past nights need no key.
    write_body(connection, digest, described, run=run.id, protection=None, earlier=_frame_before(connection, run.id))
    nights = _write_results(connection, names, forms, run, given.results, references_of(connection, run.facts))
    night = RunNight(
        to_json(given.targets), given.missed, _order(frame, given.results), list(nights), list(nights.values())
    )
    write_pack(connection, run.id, OWN, to_pack(night))
    bundle_packs(connection, forms, run.id, protection)
    connection.execute(
        "UPDATE runs SET state = ?, finished = ?, coverage = ?, info = ?, frame = ? WHERE id = ?",
        (
            RunState.FINISHED.value,
            given.run.finished.isoformat(),
            to_json(given.coverage).decode(),
            to_json(given.run).decode(),
            to_key(digest),
            run.id,
        ),
    )


def read_assessment(connection: sqlite3.Connection, run: Run) -> Assessment:
    """The assessment of a run. Raises StoreError when the run is not finished."""
    row = connection.execute("SELECT info, coverage, frame FROM runs WHERE id = ?", (run.id,)).fetchone()
    pack = read_pack(connection, run.id, OWN)
    if run.state is not RunState.FINISHED or pack is None:
        raise StoreError(message("store.run_unfinished", run=run.name))
    info, coverage, key = row
    frame = from_json(checked_body(connection, from_key(key)), Frame)
    night = from_pack(pack, RunNight)
    return Assessment(
        run=from_json(info.encode(), RunInfo),
        coverage=from_json(coverage.encode(), Coverage),
        results=tuple(_read_results(connection, run, frame, night)),
        controls=dict(frame.controls),
        subjects=dict(frame.subjects),
        targets=from_json(night.targets, tuple[TargetOutcome, ...]),
        missed=night.missed,
    )


@dataclass(frozen=True, slots=True)
class _Span:
    id: int
    form: int
    night: int
    first: int


def _write_results(
    connection: sqlite3.Connection, names: Names, forms: Forms, run: Run, results: Sequence[Result], refs: Refs
) -> dict[int, bytes]:
    """Write the validity rows; gives the night values of rows that go on with others than they began with."""
    held: dict[tuple[int, int], _Span] = {
        (control, subject): _Span(*span)
        for control, subject, *span in connection.execute(
            "SELECT control, subject, id, form, night, first FROM results WHERE series = ? AND last IS NULL",
            (run.series,),
        )
    }
    nights: dict[int, bytes] = {}
    begun: list[tuple[int | str | bool, ...]] = []
    for row, result in enumerate(results):
        slot = (names.make(connection, result.control), names.make(connection, str(result.subject)))
        form = forms.make(connection, to_json(form_of(result)))
        measured = to_json(night_of(result, refs))
        span = held.get(slot)
        if span is None or span.form != form:
            said = (result.state.value, result.finding_class.value, result.reason or "", result.satisfied)
            begun.append((run.series, *slot, form, forms.make(connection, measured), run.id, *said))
            continue
        del held[slot]
        if forms.find(connection, measured) != span.night:
            nights[row] = measured
    last = night_before(connection, run.id)
    connection.executemany("UPDATE results SET last = ? WHERE id = ?", [(last, span.id) for span in held.values()])
    connection.executemany(
        "INSERT INTO results (series, control, subject, form, night, first, state, class, reason, satisfied) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        begun,
    )
    return nights


def _read_results(connection: sqlite3.Connection, run: Run, frame: Frame, night: RunNight) -> Iterator[Result]:
    refs = references_of(connection, run.facts)
    subjects = [ref for ref, _ in frame.subjects]
    found = _spans_at(connection, run)
    order = night.order
    if order is None:
        order = [
            (c, s)
            for c, (control, _) in enumerate(frame.controls)
            for s, subject in enumerate(subjects)
            if (control, str(subject)) in found
        ]
    forms: dict[int, ResultForm] = {}
    nights = dict(zip(night.rows, night.nights, strict=True))
    for row, (c, s) in enumerate(order):
        control, subject = frame.controls[c][0], subjects[s]
        form, content, measured = found[control, str(subject)]
        if form not in forms:
            forms[form] = from_json(content, ResultForm)
        own = from_json(nights.get(row, measured), ResultNight)
        yield rebuild_result(control, subject, forms[form], own, refs)


def _spans_at(connection: sqlite3.Connection, run: Run) -> dict[tuple[str, str], tuple[int, bytes, bytes]]:
    """Number and content of the form, and content of the night values, by control and subject."""
    rows = connection.execute(
        "SELECT c.text, s.text, f.id, f.content, m.content FROM results r JOIN names c ON c.id = r.control "
        "JOIN names s ON s.id = r.subject JOIN forms f ON f.id = r.form JOIN forms m ON m.id = r.night "
        "WHERE r.series = :series AND r.first <= :run AND (r.last IS NULL OR r.last >= :run)",
        {"series": run.series, "run": run.id},
    )
    return {
        (from_name(control), from_name(subject)): (form, stable, night)
        for control, subject, form, stable, night in rows
    }


def _order(frame: Frame, results: Sequence[Result]) -> list[tuple[int, int]] | None:
    controls = {control: c for c, (control, _) in enumerate(frame.controls)}
    subjects = {subject: s for s, (subject, _) in enumerate(frame.subjects)}
    order = [(controls[result.control], subjects[result.subject]) for result in results]
    return None if order == sorted(order) else order


def _frame_before(connection: sqlite3.Connection, run: int) -> str | None:
    row = connection.execute(
        "SELECT frame FROM runs WHERE id < ? AND frame IS NOT NULL ORDER BY id DESC LIMIT 1", (run,)
    ).fetchone()
    return None if row is None else from_key(row[0])
