"""What a verification finds, while it is at work: faults, remarks, and which runs they leave unproven."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.sealing import Fault, FaultKind
from auditor.model.words import Argument, Message, message
from auditor.seal.tables import RunRow
from auditor.store.encoding import from_name

MOST = 200
"""Faults of one kind that are told one by one; of more only the number is told."""

STRUCTURE = "seal.structure"
"""What SQLite and the store find wrong with the file itself."""


@dataclass(frozen=True, order=True, slots=True)
class Mismatch:
    """A section of a run that is not what its statement says."""

    area: str
    run: int
    sealed: int
    """Rows as sealed, and as found."""
    found: int


@dataclass
class Findings:
    """Collects faults; runs are numbers here, and names in the end."""

    runs: Mapping[int, str]
    """Names of the runs, by number: as sealed, where there is a seal that tells."""
    remarks: list[Message] = field(default_factory=list)
    mismatches: set[Mismatch] = field(default_factory=set)
    explained: set[tuple[str, int]] = field(default_factory=set)
    """Areas and runs whose rows were told one by one."""
    _faults: dict[tuple[FaultKind, str, int, int], list[Message]] = field(default_factory=dict)
    _told: Counter[tuple[FaultKind, str]] = field(default_factory=Counter)
    _spans: set[tuple[int, int]] = field(default_factory=set)
    _seen: set[tuple[FaultKind, str]] = field(default_factory=set)

    def altered(self, code: str, first: int = 0, last: int = 0, **args: Argument) -> None:
        """Something is not as it was sealed, in the runs from one to another; 0 for none in particular."""
        self._add(FaultKind.ALTERED, code, first, last, args)

    def removed(self, code: str, first: int = 0, last: int = 0, **args: Argument) -> None:
        """Something is gone that was sealed."""
        self._add(FaultKind.REMOVED, code, first, last, args)

    def inserted(self, code: str, first: int = 0, last: int = 0, **args: Argument) -> None:
        """Something is there that was not sealed."""
        self._add(FaultKind.INSERTED, code, first, last, args)

    def remark(self, code: str, **args: Argument) -> None:
        """Something breaks no seal and must be known."""
        self.remarks.append(message(code, **args))

    def name(self, run: int | None) -> str:
        """The name of a run, for people."""
        return "" if not run else self.runs.get(run, f"#{run}")

    @property
    def any(self) -> bool:
        """Whether there is any fault."""
        return bool(self._told)

    def touches(self, run: int) -> bool:
        """Whether a fault concerns a run."""
        return any(first <= run <= last for first, last in self._spans)

    def faults(self, only: int | None = None) -> tuple[Fault, ...]:
        """All faults: those of no run in particular first, then by the runs they concern; the file's own last.

        With ``only`` those of one run, and those of none in particular.
        """
        found = [
            Fault(kind=kind, what=what, first=self.name(first), last=self.name(last))
            for (kind, _, first, last), several in sorted(self._faults.items(), key=_place)
            if only is None or not first or first <= only <= last
            for what in several
        ]
        for (kind, code), count in self._told.items():
            if count > MOST:
                found.append(Fault(kind=kind, what=message("seal.more", count=count - MOST, like=code)))
        return tuple(found)

    def _add(self, kind: FaultKind, code: str, first: int, last: int, args: Mapping[str, Argument]) -> None:
        what = Message(code=f"seal.{code}", args=args)
        key = (kind, f"{what.code} {sorted(args.items())} {first} {last}")
        if first not in self.runs:
            first = last = 0
        if key in self._seen:
            return
        self._seen.add(key)
        if first:
            self._spans.add((first, max(first, last)))
        self._told[kind, what.code] += 1
        if self._told[kind, what.code] <= MOST:
            self._faults.setdefault((kind, what.code, first, max(first, last)), []).append(what)


def _place(entry: tuple[tuple[FaultKind, str, int, int], object]) -> tuple[bool, int, int]:
    _, code, first, last = entry[0]
    return code == STRUCTURE, first, last


def run_names(runs: Mapping[int, RunRow]) -> dict[int, str]:
    """The names of runs as the table has them."""
    return {number: from_name(run.name) for number, run in runs.items()}
