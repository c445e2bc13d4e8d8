"""The three kinds of built-in parts, as the engine calls them.

A part is a module found by its file name and imported when needed: ``auditor/collectors/<name>.py``,
``auditor/parsers/<name>.py``, ``auditor/checks/<name>.py``. Third parties add theirs under the entry-point groups
``auditor.collectors``, ``auditor.parsers`` and ``auditor.checks``, each entry a module. The protocols below say what
such a module holds at its top level.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from auditor.facts.base import AnyParsed, Fact, Need
from auditor.facts.view import FactView
from auditor.model.job import Capture, CaptureStatus, FileReference, Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind
from auditor.model.verdict import Verdict


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a parser is given: the captures of one collector on one target."""

    target: TargetDescription
    transport: TransportKind
    captures: Mapping[str, Capture]
    """By command id. A command that did not run is there with the status ``not_run``."""
    started: datetime
    """When the session began, on the auditor's clock."""
    read_file: Callable[[FileReference], Iterator[bytes]] = field(default=lambda _: iter(()))
    """Opens a referenced file and yields its bytes as they lie there, in chunks of at most 1 MiB. Raises OSError."""
    peer: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def origin(self, command: str) -> str:
        """The stable name of a capture's artefact."""
        return f"{self.transport.value}:{command}"

    def capture(self, command: str) -> Capture:
        """The capture of a command; one with status NOT_RUN when there is none."""
        found = self.captures.get(command)
        return found or Capture(collector="", command=command, status=CaptureStatus.NOT_RUN)


CRITERION: Mapping[str, bool] = {"criterion": True}
"""Metadata of an optional field of ``Parameters`` that a catalog binds to a parameter only where the requirement asks
for that number: ``field(default=None, metadata=CRITERION)``. Bound and not set, it is a missing criterion
(``unknown/no_criterion``), while an optional field without it is then simply not judged."""


def needs_of(check: "Check", parameters: Mapping[str, object]) -> tuple[Need, ...]:
    """The fact sets that a check reads with these parameters."""
    told = getattr(check, "needs", None)
    return tuple(told(parameters)) if told is not None else check.NEEDS


class Collector(Protocol):
    """A module in ``auditor/collectors``: asks targets for artefacts, read-only."""

    @property
    def TRANSPORT(self) -> TransportKind:
        """The transport that it speaks over."""
        ...

    @property
    def PLATFORMS(self) -> frozenset[Platform]:
        """The platforms that answer it."""
        ...

    @property
    def PROVIDES(self) -> tuple[type[Fact], ...]:
        """Fact types that its parser makes; the plan asks only collectors whose facts are needed."""
        ...

    @property
    def PARSER(self) -> str:
        """File name of the parser in ``auditor/parsers``."""
        ...

    def request(self, target: TargetDescription, /) -> Request | None:
        """What to ask of this target; None when it has nothing of the kind (no log declared, say)."""
        ...


class Parser(Protocol):
    """A module in ``auditor/parsers``: artefacts to facts, pure."""

    @property
    def PROVIDES(self) -> tuple[type[Fact], ...]:
        """Fact types that it makes."""
        ...

    def parse(self, source: Source, /) -> Iterable[AnyParsed]:
        """One `Parsed` for each provided fact type (and each subject, where it speaks of several).

        Bad input never raises: it is a `Gap`. What raises all the same becomes ``error/crashed`` of the rows.
        """
        ...


class Check(Protocol):
    """A module in ``auditor/checks``: facts and parameters in, verdict out. No socket, clock, file or store.

    Three functions may be there besides. ``needs(parameters: Mapping[str, object]) -> tuple[Need, ...]`` gives the fact
    sets of a check that reads what its parameters name; its ``NEEDS`` is then empty.
    ``problems(options: Mapping[str, Any]) -> Iterable[Message]`` says what is wrong with a catalog's options, so that
    it is told before anything runs; ``misplaced(options, subject: SubjectKind)`` what keeps them from being asked of
    such subjects.
    """

    @property
    def NEEDS(self) -> tuple[Need, ...]:
        """The fact sets that it reads."""
        ...

    @property
    def Parameters(self) -> type[Any]:
        """A keyword-only frozen dataclass.

        A field without default must be set by catalog or profile, else the part is ``unknown/no_criterion``.
        """
        ...

    def judge(self, view: FactView, parameters: Any, /) -> Verdict:
        """The verdict on one subject."""
        ...
