"""A made-up world for tests of the engine: its own fact, checks, subjects and sets; no document, no platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

from auditor.engine.assess import Circumstances
from auditor.engine.plan import Plan, PlannedRow
from auditor.engine.pool import FactPool
from auditor.facts.base import Fact, FactSet, Need
from auditor.facts.view import FactView
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.periods import Period
from auditor.model.plugins import Check
from auditor.model.result import ControlInfo, Words
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, FindingClass, Method, Reason, Scope, SubjectKind
from auditor.model.verdict import Verdict, judged, violation
from auditor.model.words import message

AS_OF = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HOST = SubjectRef(SubjectKind.TARGET, "host")
CITY = SubjectRef(SubjectKind.ORGANISATION, "city")


@dataclass(frozen=True, kw_only=True, slots=True)
class Door(Fact):
    """A door that is locked or not."""

    name: str
    locked: bool
    seen: float = field(default=0.0, metadata={"measured": True})

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard(Fact):
    """A guard on the city's register."""

    name: str

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class NoParameters:
    """A check without parameters."""


def doors_locked(view: FactView, _: Any) -> Verdict:
    """Every door is locked."""
    doors = view.facts(Door)
    return judged(
        examined=len(doors),
        met=message("engine.parts_met"),
        broken=message("engine.derived_broken", count=len(doors)),
        items=[
            violation(d.name, Reason.REQUIREMENT_NOT_MET, message("engine.parts_met")) for d in doors if not d.locked
        ],
    )


def always_content(view: FactView, _: Any) -> Verdict:
    """A wrong check that is content with anything: the engine must not be."""
    return judged(examined=1, met=message("engine.parts_met"), broken=message("engine.parts_met"))


def crashing(view: FactView, _: Any) -> Verdict:
    """A check with a fault."""
    raise ZeroDivisionError("s3cret from the target")


def check_of(judge: Any, *needs: Need) -> Check:
    return cast("Check", SimpleNamespace(NEEDS=needs, Parameters=NoParameters, judge=judge))


DOOR = Need(fact=Door)
GUARD = Need(fact=Guard, scope=Scope.ORGANISATION)
CHECKS: Mapping[str, Check] = {
    "doors": check_of(doors_locked, DOOR),
    "doors_and_guards": check_of(doors_locked, DOOR, GUARD),
    "content": check_of(always_content, DOOR, GUARD),
    "needless": check_of(always_content),
    "crash": check_of(crashing, DOOR),
}


class World:
    """An inventory with one host and one city, seen through scopes only."""

    def scope(self, ref: SubjectRef, scope: Scope) -> tuple[SubjectRef, ...]:
        return {Scope.SUBJECT: (ref,), Scope.ORGANISATION: (CITY,)}.get(scope, ())


def artefact(origin: str = "ssh:doors", target: str = "host") -> ArtefactRef:
    return ArtefactRef(origin=origin, target=target, digest="sha256:" + "0" * 64, size=1, collected_at=NOW)


def door(name: str, *, locked: bool) -> Door:
    return Door(place=Place(origin="ssh:doors", where=name), name=name, locked=locked)


def fact_set(
    facts: Sequence[Fact],
    *,
    of: type[Fact] = Door,
    subject: SubjectRef = HOST,
    completeness: Completeness = Completeness.COMPLETE,
    reason: Reason | None = None,
    basis: Basis = Basis.LIVE,
    collected_at: datetime = NOW,
    artefacts: tuple[ArtefactRef, ...] | None = None,
) -> FactSet[Any]:
    return FactSet(
        type=of,
        subject=subject,
        facts=tuple(facts),
        completeness=completeness,
        reason=reason,
        basis=basis,
        collected_at=collected_at,
        artefacts=(artefact(),) if artefacts is None else artefacts,
    )


def guards(*names: str, **changes: Any) -> FactSet[Any]:
    facts = [Guard(place=Place(origin="register:guards"), name=name) for name in names]
    values: dict[str, Any] = {
        "of": Guard,
        "subject": CITY,
        "basis": Basis.REGISTER,
        "artefacts": (artefact("register:guards", "inventory"),),
    }
    return fact_set(facts, **(values | changes))


def part(check: str, identifier: str = "p", missing: tuple[Words, ...] = (), *, attestable: bool = False) -> Any:
    return SimpleNamespace(
        id=identifier,
        check=check,
        parameters={},
        missing=missing,
        derived_from=(),
        title=Words(ja="", en=""),
        awaits=None,
        inspect=None,
        attestable=attestable,
    )


def row(
    *parts: Any, join: str = "all", control: str = "C-1", finding_class: FindingClass = FindingClass.MAJOR
) -> PlannedRow:
    words = Words(ja="項目", en="control")
    info = ControlInfo(
        id=control,
        pack="x",
        clause="1",
        title=words,
        requirement=words,
        remediation=words,
        subject=SubjectKind.TARGET,
        method=Method.AUTOMATED,
        authority="rule",
        legal_basis=words,
        document=words,
        finding_class=finding_class,
        legacy=False,
    )
    control_like = SimpleNamespace(info=info, revision="r1", join=join, parts=parts, derived=False)
    subject = SimpleNamespace(ref=HOST, title="host", owner="", attributes={})
    return PlannedRow(control=cast("Any", control_like), subject=cast("Any", subject), parts=tuple(parts))


def circumstances(*sets: FactSet[Any], validity: Mapping[Basis, Period] | None = None) -> Circumstances:
    plan = Plan(as_of=AS_OF, rows=(), notapplicable=0, notselected=0, jobs=(), providers={}, absences={})
    pool = FactPool(plan, NOW)
    pool.add(sets)
    return Circumstances(
        as_of=AS_OF,
        inventory=cast("Any", World()),
        pool=pool,
        validity=validity or {},
        find_check=CHECKS.__getitem__,
    )
