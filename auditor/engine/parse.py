"""Job outcomes to fact sets: runs the parser of every collector of a job."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from auditor.engine import registry
from auditor.engine.isolation import isolated
from auditor.facts.base import AnyParsed, Fact, FactSet, Gap, measured_fields
from auditor.model.evidence import ArtefactRef
from auditor.model.job import Capture, CaptureStatus, FileReference, JobOutcome
from auditor.model.plugins import Source
from auditor.model.subject import SubjectRef
from auditor.model.target import TargetDescription
from auditor.model.terms import Basis, Completeness, Reason, SubjectKind
from auditor.model.words import message

_UNPROVEN_PEER = frozenset({Reason.HOST_KEY_MISMATCH, Reason.HOST_KEY_UNKNOWN})
"""What a peer said that could not prove to be the target says nothing about the target."""

ReadFile = Callable[[FileReference], Iterator[bytes]]


def no_files(_: FileReference) -> Iterator[bytes]:
    """For sources that refer to no files."""
    return iter(())


def fact_sets(
    outcome: JobOutcome,
    target: TargetDescription,
    collectors: tuple[str, ...],
    *,
    basis: Basis,
    read_file: ReadFile = no_files,
) -> tuple[FactSet[Any], ...]:
    """Every fact set that an outcome gives. A parser that crashes makes its own facts absent, nobody else's."""
    if not outcome.captures or outcome.reason in _UNPROVEN_PEER:
        return ()
    found: list[FactSet[Any]] = []
    for name in collectors:
        captures = {c.command: c for c in outcome.captures if c.collector == name}
        if not captures:
            continue
        found.extend(_parsed_sets(name, captures, outcome, target, basis, read_file))
    return tuple(found)


def _parsed_sets(
    name: str,
    captures: dict[str, Capture],
    outcome: JobOutcome,
    target: TargetDescription,
    basis: Basis,
    read_file: ReadFile,
) -> Iterator[FactSet[Any]]:
    collector = registry.collectors()[name]
    source = Source(
        target=target,
        transport=outcome.transport,
        captures=captures,
        started=outcome.started,
        read_file=read_file,
    )
    parser = registry.parser(collector.PARSER)
    parsed, crash = isolated(lambda: tuple(parser.parse(source)), where=f"parser {collector.PARSER}")
    artefacts = _artefacts(source, outcome)
    if crash is not None:
        # A recorder's parser speaks of its cameras, too: their rows must say that it crashed as well.
        cameras = (SubjectRef(SubjectKind.CAMERA, camera.camera) for camera in target.cameras)
        for subject in (target.subject, *cameras):
            for fact in collector.PROVIDES:
                yield FactSet(
                    type=fact,
                    subject=subject,
                    completeness=Completeness.ABSENT,
                    reason=Reason.CRASHED,
                    detail=crash,
                    basis=basis,
                    collected_at=outcome.finished,
                    artefacts=tuple(artefacts.values()),
                )
        return
    for one in parsed or ():
        yield _fact_set(one, outcome, target, basis, artefacts)


def _fact_set(
    parsed: AnyParsed,
    outcome: JobOutcome,
    target: TargetDescription,
    basis: Basis,
    artefacts: dict[str, ArtefactRef],
) -> FactSet[Any]:
    gap = parsed.gap
    if gap is not None and outcome.reason is not None:
        # The session broke off: that, not what the parser missed because of it, is the reason.
        detail = outcome.detail or message("engine.job_failed", target=outcome.target)
        gap = Gap(completeness=gap.completeness, reason=outcome.reason, detail=detail)
    chosen = parsed.origins or tuple(artefacts)
    return FactSet(
        type=parsed.type,
        subject=parsed.subject or target.subject,
        facts=_in_utc(parsed.type, parsed.facts),
        completeness=gap.completeness if gap else Completeness.COMPLETE,
        reason=gap.reason if gap else None,
        detail=gap.detail if gap else None,
        basis=basis,
        collected_at=outcome.finished,
        artefacts=tuple(artefacts[o] for o in chosen if o in artefacts),
    )


def _in_utc(kind: type[Fact], facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Measured times in UTC, as the store gives them back: a night judged again says every moment in the same words."""
    names = measured_fields(kind)
    return tuple(_moved(fact, names) for fact in facts) if names else tuple(facts)


def _moved(fact: Fact, names: Iterable[str]) -> Fact:
    values = ((name, getattr(fact, name)) for name in names)
    moved: dict[str, Any] = {
        name: value.astimezone(UTC)
        for name, value in values
        if isinstance(value, datetime) and value.tzinfo not in (None, UTC)
    }
    return replace(fact, **moved) if moved else fact


def _artefacts(source: Source, outcome: JobOutcome) -> dict[str, ArtefactRef]:
    """What the parser rested on. A command that gave nothing because it never ran is no artefact."""
    found: dict[str, ArtefactRef] = {}
    for command, capture in source.captures.items():
        if capture.status is CaptureStatus.NOT_RUN or not capture.digest:
            continue
        origin = source.origin(command)
        found[origin] = ArtefactRef(
            origin=origin,
            target=outcome.target,
            digest=capture.digest,
            size=len(capture.output),
            collected_at=capture.taken_at or outcome.finished,
            volatile=capture.volatile,
            redactions=capture.redactions,
        )
    return found


def without_output(outcome: JobOutcome) -> JobOutcome:
    """The outcome without its bytes, to be kept while the run goes on: memory stays flat over many targets."""
    return replace(outcome, captures=tuple(replace(c, output=b"", errors=b"", files=()) for c in outcome.captures))
