"""A night's artefacts read once more, with the parsers of today. Nothing outside the store is opened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.engine import registry
from auditor.engine.parse import fact_sets
from auditor.facts.base import FactSet
from auditor.model.job import FileReference, JobOutcome
from auditor.model.target import TargetDescription

AnySet = FactSet[Any]


@dataclass(frozen=True, kw_only=True)
class Reread:
    """What one job's artefacts say now."""

    sets: tuple[AnySet, ...]
    kept: tuple[str, ...] = ()
    """Collectors whose facts are those recorded: what they rest on is not stored, or their parser is gone."""


class _NotStored:
    """Stands for files that stayed where they were: logs and recordings. It only notes that they were asked for."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, file: FileReference) -> Iterator[bytes]:
        self.asked = True
        return map(_refused, (file,))


def _refused(_: FileReference) -> bytes:
    raise OSError("referenced files are not stored")


def reread(outcome: JobOutcome, recorded: Sequence[AnySet], target: TargetDescription) -> Reread:
    """The fact sets of a job's artefacts; the recorded ones of every collector that needs more than is stored.

    ``outcome`` comes with the bytes of its captures, ``recorded`` are the sets that the night read from them.
    """
    basis = recorded[0].basis if recorded else target.basis
    sets: list[AnySet] = []
    kept: list[str] = []
    for name in dict.fromkeys(capture.collector for capture in outcome.captures):
        files = _NotStored()
        found: tuple[AnySet, ...] = ()
        if name in registry.collectors():
            found = fact_sets(outcome, target, (name,), basis=basis, read_file=files)
        if files.asked or name not in registry.collectors():
            kept.append(name)
            found = _of_collector(name, outcome, recorded)
        sets.extend(found)
    return Reread(sets=tuple(sets), kept=tuple(kept))


def _of_collector(name: str, outcome: JobOutcome, recorded: Sequence[AnySet]) -> tuple[AnySet, ...]:
    """The recorded sets that a collector's artefacts gave: of its fact types, resting on nothing else."""
    origins = {f"{outcome.transport.value}:{c.command}" for c in outcome.captures if c.collector == name}
    collector = registry.collectors().get(name)
    return tuple(
        found
        for found in recorded
        if (found.type in collector.PROVIDES if collector else found.artefacts)
        and origins.issuperset(a.origin for a in found.artefacts)
    )
