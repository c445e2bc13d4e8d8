"""A year of nights in a store, made in seconds: the first night as it really is recorded, the others as copies of it
in which some rows change. Rows, forms and packs lie as the store itself would have them; facts are left out.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from auditor.model.evidence import Place
from auditor.model.result import (
    Assessment,
    ControlInfo,
    Coverage,
    PartResult,
    Result,
    RunInfo,
    SubjectInfo,
    Words,
)
from auditor.model.subject import SubjectRef, target_ref
from auditor.model.terms import Basis, FindingClass, Method, Reason, State, SubjectKind
from auditor.model.verdict import Item, violation
from auditor.model.words import message
from auditor.store.assessments import RunNight
from auditor.store.encoding import from_pack, to_pack
from auditor.store.interning import Forms
from auditor.store.packs import OWN, bundle_packs, read_pack, write_pack
from auditor.store.store import Store

FIRST_NIGHT = datetime(2026, 4, 1, 16, 30, tzinfo=UTC)

FAILING = 8
"""Every so many rows fail on the first night."""
CLASSES = tuple(FindingClass)


@dataclass(frozen=True, kw_only=True)
class Year:
    """How large the year is."""

    subjects: int = 2000
    controls: int = 60
    nights: int = 365
    changes: int = 120
    """Rows that say something else each night than the night before: about a thousandth."""

    def run_id(self, night: int) -> str:
        """Name of a night."""
        return f"{FIRST_NIGHT + timedelta(days=night):%Y%m%d-%H%M%S}"

    def as_of(self, night: int) -> date:
        """The audit's date of a night."""
        return date(2026, 4, 2) + timedelta(days=night)


def make_year(path: Path, year: Year) -> None:
    """Make the store."""
    with Store.open(path) as store:
        for night in range(2):  # two, so that forms of every state are there
            run, as_of, started = year.run_id(night), year.as_of(night), FIRST_NIGHT + timedelta(days=night)
            store.begin_run(run, as_of, started, "starter", "みなと市", "0" * 64)
            store.finish_run(_assessment(year, night))
        with store.writing() as connection:
            _more_nights(connection, year)


def _more_nights(connection: sqlite3.Connection, year: Year) -> None:
    random = Random(20261120)  # noqa: S311 - made-up nights
    names = Forms()
    forms = {
        control: connection.execute(
            "SELECT form, night, state, class, reason, satisfied FROM results WHERE control = ? GROUP BY form",
            (control,),
        ).fetchall()
        for (control,) in connection.execute("SELECT DISTINCT control FROM results").fetchall()
    }
    rows = {
        (control, subject): (span, form)
        for span, control, subject, form in connection.execute(
            "SELECT id, control, subject, form FROM results WHERE series = 0 AND last IS NULL"
        )
    }
    passing = {found[0] for kept in forms.values() for found in kept if found[2] == "pass"}
    keys = sorted(rows)
    night_two = from_pack(read_pack(connection, 2, OWN) or b"", RunNight)
    measured = dict(zip(night_two.rows, night_two.nights, strict=True))
    places = {key: place for place, key in enumerate(_in_report_order(connection, keys))}
    changed: set[tuple[int, int]] = set()
    for night in range(2, year.nights):
        number = night + 1
        started = FIRST_NIGHT + timedelta(days=night)
        connection.execute(
            "INSERT INTO runs (id, name, as_of, started, moment, finished, state, profile, organisation, plan_digest, "
            "coverage, info, frame) SELECT ?, ?, ?, ?, ?, finished, state, profile, organisation, plan_digest, "
            "coverage, info, frame FROM runs WHERE id = 2",
            (number, year.run_id(night), year.as_of(night).isoformat(), started.isoformat(), started.timestamp()),
        )
        for key in random.sample(keys, year.changes):
            span, form = rows[key]
            # Half of what is broken is mended on the way, so that the city stays about as it was.
            weights = (1, 1, 1) if form in passing else (6, 1, 1)
            state = random.choices(("pass", "fail", "unknown"), weights)[0]
            others = [found for found in forms[key[0]] if found[2] == state and found[0] != form]
            if not others or (form in passing and random.random() > 1 / FAILING):
                continue
            other = random.choice(others)
            connection.execute("UPDATE results SET last = ? WHERE id = ?", (number - 1, span))
            cursor = connection.execute(
                "INSERT INTO results (series, control, subject, form, night, state, class, reason, satisfied, first) "
                "VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, *other, number),
            )
            rows[key] = (cursor.lastrowid or 0, other[0])
            changed.add(key)
        last = night == year.nights - 1
        # The newest night has what it measured, as long as its row is the one that was measured; the others nothing.
        kept = sorted(places[key] for key in keys if last and key not in changed and places[key] in measured)
        own = RunNight(night_two.targets, (), None, kept, [measured[place] for place in kept])
        write_pack(connection, number, OWN, to_pack(own))
        bundle_packs(connection, names, number)


def _in_report_order(connection: sqlite3.Connection, keys: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Controls in their order, then subjects: as they were first recorded, which is as they are numbered."""
    first = dict(connection.execute("SELECT control, min(id) FROM results GROUP BY control").fetchall())
    return sorted(keys, key=lambda key: (first[key[0]], key[1]))


def _assessment(year: Year, night: int) -> Assessment:
    controls = [_control(number) for number in range(year.controls)]
    subjects = [target_ref(f"target-{number:04}") for number in range(year.subjects)]
    results = tuple(
        _result(control, subject, c, s, night)
        for c, control in enumerate(controls)
        for s, subject in enumerate(subjects)
    )
    return Assessment(
        run=RunInfo(
            id=year.run_id(night),
            as_of=year.as_of(night),
            started=FIRST_NIGHT + timedelta(days=night),
            finished=FIRST_NIGHT + timedelta(days=night, minutes=9),
            profile="starter",
            organisation="みなと市",
            auditor_version="0",
        ),
        coverage=_coverage(year, results),
        results=results,
        controls={control.id: control for control in controls},
        subjects={ref: SubjectInfo(ref=ref, title=f"業務サーバ {ref.id}", owner="情報政策課") for ref in subjects},
    )


def _coverage(year: Year, results: Sequence[Result]) -> Coverage:
    states = [r.state for r in results]
    passed, failed = states.count(State.PASS), states.count(State.FAIL)
    return Coverage(
        subjects=year.subjects,
        controls=year.controls,
        rows=len(results),
        applicable=len(results),
        judged=passed + failed,
        passed=passed,
        failed=failed,
        open=len(results) - passed - failed,
        notapplicable=0,
        notselected=0,
    )


def _control(number: int) -> ControlInfo:
    text = Words(ja="利用者の認証に関する要件です。" * 6, en="A requirement on the authentication of users. " * 6)
    return ControlInfo(
        id=f"IN-{number}",
        pack=("in", "kc", "ng")[number % 3],
        clause=f"第{number}",
        title=Words(ja=f"認証の要件 {number}", en=f"Requirement {number}"),
        requirement=text,
        remediation=text,
        subject=SubjectKind.TARGET,
        method=Method.AUTOMATED,
        authority="rule",
        legal_basis=text,
        document=text,
        finding_class=CLASSES[number % 4],
        legacy=False,
        parts={"only": text},
    )


def _result(control: ControlInfo, subject: SubjectRef, c: int, s: int, night: int) -> Result:
    """A row; items name their subject, so that failing rows share no form."""
    state = State.PASS
    if (c * 7 + s) % FAILING == 0:
        state = State.FAIL
    elif night and (c * 7 + s) % FAILING == 1 and s < 64:
        state = State.UNKNOWN
    items: tuple[Item, ...] = ()
    if state is State.FAIL:
        items = tuple(
            violation(
                f"user{n:02}-{subject.id}",
                Reason.LEFT_ENABLED,
                message("engine.derived_item", control=f"user{n:02}", state="fail"),
                Place(origin="ssh:passwd", where=f"/etc/passwd:{n + 1}"),
            )
            for n in range(1 + s % 3)
        )
    reason = {State.FAIL: Reason.LEFT_ENABLED, State.UNKNOWN: Reason.EMPTY}.get(state)
    part = PartResult(
        id="only",
        state=state,
        reason=reason,
        summary=message("engine.parts_met", count=4),
        items=items,
        examined=20,
        measured={"value": round(Random(night * 31 + s * 7 + c).random() * 100, 2)} if c < 6 else {},  # noqa: S311
        basis=Basis.LIVE,
    )
    row = Result(
        control=control.id,
        revision=f"{c:016x}",
        subject=subject,
        state=state,
        reason=reason,
        finding_class=control.finding_class,
        summary=part.summary,
        parts=(part,),
        satisfied=state is State.PASS,
    )
    return row if state is not State.FAIL or s % 50 else replace(row, satisfied=True)
