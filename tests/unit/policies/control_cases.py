"""Control fixtures: read, and judged by the engine on facts made from them. No files, no store, no plan."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from auditor import resources
from auditor.engine import registry
from auditor.engine.assess import Circumstances, judge_part
from auditor.engine.joining import join
from auditor.engine.plan import Plan
from auditor.engine.pool import FactPool
from auditor.errors import Problem
from auditor.facts.base import FactSet
from auditor.facts.declared import DeclaredLinkage
from auditor.facts.records import READABLE, Record
from auditor.loading.problems import ProblemLog
from auditor.model.evidence import Place
from auditor.model.plugins import needs_of
from auditor.model.result import PartResult
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Scope, SubjectKind
from auditor.model.verdict import Item
from auditor.policy.catalogs import listed_controls
from auditor.policy.checks import InstalledChecks
from auditor.policy.control import Control, Part, Policy
from auditor.policy.controls import ControlReader
from auditor.policy.loader import load_policy
from auditor.policy.profiles import Profiles
from auditor.policy.reading import read_policy_files
from auditor.policy.settings import SettingReader, known_parameters
from tests.unit.policies.control_facts import CITY, READ_AT, FixtureError, set_of

ROOT = Path(__file__).parents[2] / "fixtures" / "controls"
AS_OF = date(2026, 11, 20)
PARTY = "第一水道サービス"
_IDS = {
    SubjectKind.ORGANISATION: "minato",
    SubjectKind.LINKAGE: "suido",
    SubjectKind.CONTRACT: "k-1",
    SubjectKind.FILE: "f-juki",
    SubjectKind.SITE: "server-room",
    SubjectKind.CAMERA: "cam01",
    SubjectKind.RECORDER: "rec-a",
    SubjectKind.TARGET: "juki-ap01",
    SubjectKind.ZONE: "juki",
}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FILE_KEYS = {"control", "subject", "base", "cases", "timeless", "note"}
_CASE_KEYS = {"case", "registers", "expect", "as_of", "timeless", "note", "subject"}

Registers = Mapping[str, list[Mapping[str, Any]] | None]
Row = list[str | None]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a control, or one of its parts, came out."""

    state: str
    reason: str | None
    items: tuple[Item, ...]
    summary: Any

    @property
    def rows(self) -> list[Row]:
        """Key, state and reason of each item."""
        return [[i.key, i.state.value, i.reason.value if i.reason else None] for i in self.items]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case of a fixture."""

    name: str
    as_of: date
    registers: Registers
    expect: Mapping[str, Any]
    timeless: bool
    subject: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Fixture:
    """One file."""

    path: Path
    control: str
    cases: tuple[Case, ...] = field(repr=False)


@cache
def policy() -> Policy:
    """Every shipped control with the sample city's numbers."""
    with _chosen() as local:
        return load_policy(resources.policies(), local, AS_OF, "fixtures")


def control_despite(identifier: str) -> tuple[Control | None, tuple[Problem, ...]]:
    """A control, whatever is wrong elsewhere in the policies, with all that is: for writers of catalogs."""
    log = ProblemLog()
    with _chosen() as local:
        files = read_policy_files(resources.policies(), local, log)
    parameters = known_parameters(files, log)
    reader = ControlReader(checks=InstalledChecks(), parameters=parameters, parameters_complete=True, log=log)
    listed = tuple(listed_controls(files))
    for control in listed:
        reader.check(control.shape, control.place, control.path, control.catalog.document)
    settings = SettingReader(parameters=parameters, complete=False, log=log)
    packs = {pack: tuple(c.shape.id for c in listed if c.catalog.pack == pack) for pack in files.packs()}
    profile = Profiles(files, settings, packs).find("fixtures")
    found = [c for c in listed if c.shape.id == identifier]
    if not found or profile is None:
        return None, tuple(log.found)
    return reader.build(found[0].shape, found[0].catalog, profile.settings), tuple(log.found)


@contextmanager
def _chosen() -> Iterator[Path]:
    """A workspace's policies with a profile of every pack and every overlay of the sample city."""
    chosen = {
        "profile": "fixtures",
        "title": "fixtures",
        "extends": "sample",
        "packs": sorted({p.parent.name for p in resources.policies().glob("*/catalog*.yaml")}),
        "overlays": sorted(p.stem for p in (resources.policies() / "overlays").glob("sample_city*.yaml")),
    }
    with tempfile.TemporaryDirectory() as folder:
        local = Path(folder) / "policies"
        (local / "local").mkdir(parents=True)
        (local / "local" / "profile.yaml").write_text(yaml.safe_dump(chosen), encoding="utf-8")
        yield local


def fixture_paths() -> list[Path]:
    """All fixture files."""
    return sorted(ROOT.glob("*/*.yaml"))


def read_fixture(path: Path) -> Fixture:
    """One file; raises FixtureError for what is not of its form."""
    given = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    if not isinstance(given, dict) or set(given) - _FILE_KEYS or "control" not in given:
        raise FixtureError(f"{path.name}: a fixture has {sorted(_FILE_KEYS)}, not {sorted(given or ())}")
    base = given.get("base") or {}
    cases = []
    for case in given.get("cases") or ():
        if set(case) - _CASE_KEYS or not {"case", "expect"} <= set(case):
            raise FixtureError(f"{path.name}: a case has {sorted(_CASE_KEYS)}, not {sorted(case)}")
        cases.append(
            Case(
                name=str(case["case"]),
                as_of=case.get("as_of") or AS_OF,
                registers={**base, **(case.get("registers") or {})},
                expect=case["expect"],
                timeless=bool(case.get("timeless", given.get("timeless", False))),
                subject=case.get("subject") or given.get("subject") or {},
            )
        )
    return Fixture(path=path, control=str(given["control"]), cases=tuple(cases))


class _World:
    """An inventory with one subject and the city."""

    def scope(self, ref: SubjectRef, scope: Scope) -> tuple[SubjectRef, ...]:
        return {Scope.SUBJECT: (ref,), Scope.ORGANISATION: (CITY,)}.get(scope, ())


def attributes_of(control: Control, case: Case) -> dict[str, frozenset[str]]:
    """The subject's attributes: given ones, else the first value of each that the control applies to."""
    given = case.subject.get("attributes") or {}
    values = {k: v if isinstance(v, list) else [v] for k, v in given.items()}
    text = {k: frozenset(str(e).lower() if isinstance(e, bool) else str(e) for e in v) for k, v in values.items()}
    return {**{k: frozenset(v[:1]) for k, v in control.applies_to.items() if k not in text}, **text}


def parts_of(control: Control, case: Case) -> tuple[Part, ...]:
    """The parts that count for the case's subject."""
    attributes = attributes_of(control, case)
    if not control.applies(attributes):
        raise FixtureError(f"{control.id} does not apply to a subject with {attributes}")
    return tuple(part for part in control.parts if part.counts_for(attributes))


def registers_read(part: Part) -> tuple[type[Record], ...]:
    """The registers that a part rests on; empty for one without check."""
    if not part.check:
        return ()
    check = registry.check(part.check)
    return tuple(n.fact for n in needs_of(check, part.parameters) if issubclass(n.fact, Record) and not n.supporting)


def reads_registers_only(part: Part) -> bool:
    """Whether a part can be judged by a fixture."""
    if not part.check:
        return False
    needs = needs_of(registry.check(part.check), part.parameters)
    return all(n.supporting or n.fact is DeclaredLinkage or issubclass(n.fact, Record) for n in needs)


def judge_parts(
    control: Control, parts: Sequence[Part], case: Case, *, as_of: date | None = None, without: str = ""
) -> dict[str, PartResult]:
    """Each part's result on the case's facts; ``without`` names a register that is not kept after all."""
    subject = SubjectRef(control.subject, str(case.subject.get("id") or _IDS[control.subject]))
    day = as_of or case.as_of
    pool = FactPool(
        Plan(as_of=day, rows=(), notapplicable=0, notselected=0, jobs=(), providers={}, absences={}), READ_AT
    )
    unknown = set(case.registers) - set(READABLE)
    if unknown:
        raise FixtureError(f"there is no register {sorted(unknown)}")
    for name, record in READABLE.items():
        pool.add([set_of(record, None if name == without else case.registers.get(name, []))])
    if control.subject is SubjectKind.LINKAGE:
        pool.add([_linkage(subject, case)])
    circumstances = Circumstances(as_of=day, inventory=cast("Any", _World()), pool=pool, validity={})
    results = {part.id: judge_part(part, subject, circumstances) for part in parts}
    for result in results.values():
        keys = [item.key for item in result.items]
        if len(keys) != len(set(keys)):
            raise FixtureError(f"{control.id}/{result.id}: an item's key stands twice in {keys}")
    return results


def _linkage(subject: SubjectRef, case: Case) -> FactSet[Any]:
    fact = DeclaredLinkage(
        place=Place(origin="inventory"),
        linkage=subject.id,
        counterparty=str(case.subject.get("counterparty", PARTY)),
        counterparty_logs_on=bool(case.subject.get("counterparty_logs_on", False)),
    )
    return FactSet(
        type=DeclaredLinkage,
        subject=subject,
        facts=(fact,),
        completeness=Completeness.COMPLETE,
        basis=Basis.REGISTER,
        collected_at=READ_AT,
    )


def outcome(control: Control, results: Mapping[str, PartResult]) -> Outcome:
    """All parts joined."""
    parts = tuple(results.values())
    state, reason, summary = join(parts, control.join)
    items = tuple(item for part in parts for item in part.items)
    return Outcome(state=state.value, reason=reason.value if reason else None, items=items, summary=summary)


def outcome_of(part: PartResult) -> Outcome:
    """One part."""
    reason = part.reason.value if part.reason else None
    return Outcome(state=part.state.value, reason=reason, items=part.items, summary=part.summary)


def said(control: Control, case: Case) -> Iterator[tuple[str, Outcome]]:
    """How the case comes out: part by part where it expects parts (or some cannot be judged here), else as a whole."""
    parts = parts_of(control, case)
    whole = "parts" not in case.expect and all(not p.derived_from for p in parts)
    wanted = parts if whole else [p for p in parts if reads_registers_only(p)]
    results = judge_parts(control, wanted, case)
    if whole:
        yield "", outcome(control, results)
    else:
        yield from ((name, outcome_of(result)) for name, result in results.items())


def mistakes(control: Control, case: Case) -> list[str]:
    """What comes out otherwise than the case expects."""
    found = dict(said(control, case))
    expected = case.expect.get("parts")
    wanted: Mapping[str, Any] = expected if expected is not None else {"": case.expect}
    told = []
    for name, expect in wanted.items():
        if name not in found:
            told.append(f"{case.name}: there is no register part {name!r} (there are {sorted(found)})")
            continue
        got = found[name]
        given = {"state": expect.get("state"), "reason": expect.get("reason"), "items": expect.get("items") or []}
        actual = {"state": got.state, "reason": got.reason, "items": got.rows}
        if given != actual:
            told.append(f"{case.name}{f' [{name}]' if name else ''}:\n  expected {given}\n  got      {actual}")
    return told


def false_passes(control: Control, case: Case) -> list[str]:
    """Passes that stay without a register, or twenty years on."""
    parts = {p.id: p for p in parts_of(control, case)}
    expected = case.expect.get("parts")
    if expected is None:
        passing = [list(parts)] if case.expect.get("state") == "pass" else []
    else:
        passing = [[name] for name, e in expected.items() if e.get("state") == "pass" and name in parts]
    told = []
    for names in passing:
        asked = [parts[name] for name in names]
        for register in dict.fromkeys(r.REGISTER for part in asked for r in registers_read(part)):
            if _passes(control, judge_parts(control, asked, case, without=register)):
                told.append(f"{case.name}: passes without the register {register}")
        later = case.as_of.replace(year=case.as_of.year + 20)
        if not case.timeless and _passes(control, judge_parts(control, asked, case, as_of=later)):
            told.append(f"{case.name}: still passes on {later} (if it may, say timeless: true)")
    return told


def _passes(control: Control, results: Mapping[str, PartResult]) -> bool:
    return outcome(control, results).state == "pass"
