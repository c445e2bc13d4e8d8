"""The nights in numbers: coverage, findings by class and by pack, waived ones."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from auditor.history.frames import Descriptions
from auditor.history.nights import NIGHTS, RunRef, all_nights, finished_run
from auditor.model.result import Coverage
from auditor.model.terms import FindingClass, State
from auditor.model.trend import TrendPoint
from auditor.store.encoding import from_json, from_name
from auditor.store.store import Store

_CLASS, _PACK, _WAIVED = "class", "pack", "waived"
"""What is counted."""


def trend(store: Store, upto: str | None = None, nights: int | None = None) -> tuple[TrendPoint, ...]:
    """The newest nights up to a run, oldest first; all of them without ``nights``.

    Raises StoreError when ``upto`` is unknown or did not finish.
    """
    with store.reading() as connection:
        every = all_nights(connection)
        last = None if upto is None else finished_run(connection, upto).number
        return points(connection, every.newest(nights, last))


def points(connection: sqlite3.Connection, nights: Sequence[RunRef]) -> tuple[TrendPoint, ...]:
    """The numbers of nights that follow each other."""
    if not nights:
        return ()
    steps: list[Counter[tuple[str, str]]] = [Counter() for _ in range(len(nights) + 1)]
    pack_of = _packs(connection, nights)
    for control, finding_class, satisfied, first, last, count in _failing(connection, nights):
        for name in [(_WAIVED, "")] if satisfied else [(_CLASS, finding_class), (_PACK, pack_of[control])]:
            steps[first][name] += count
            steps[last + 1][name] -= count
    coverages = _coverages(connection, nights)
    found = []
    now: Counter[tuple[str, str]] = Counter()
    for night, step in zip(nights, steps, strict=False):
        now.update(step)
        found.append(
            TrendPoint(
                run=night.name,
                as_of=night.as_of,
                coverage=coverages[night.number],
                by_class={finding_class: now[_CLASS, finding_class.value] for finding_class in FindingClass},
                by_pack={name: count for (kind, name), count in sorted(now.items()) if kind == _PACK and count},
                waived=now[_WAIVED, ""],
            )
        )
    return tuple(found)


def _failing(
    connection: sqlite3.Connection, nights: Sequence[RunRef]
) -> Iterator[tuple[int, str, bool, int, int, int]]:
    """Failing rows that share control, class, waiver and nights: the first three, places of the nights, how many."""
    numbers = [night.number for night in nights]
    rows = connection.execute(
        "SELECT control, class, satisfied, max(first, :oldest), min(ifnull(last, :newest), :newest), count(*) "
        "FROM results WHERE series = :nights AND state = :fail AND first <= :newest "
        "AND (last IS NULL OR last >= :oldest) GROUP BY 1, 2, 3, 4, 5",
        {"oldest": numbers[0], "newest": numbers[-1], "nights": NIGHTS, "fail": State.FAIL.value},
    )
    for control, finding_class, satisfied, first, last, count in rows:
        places = bisect_left(numbers, first), bisect_right(numbers, last) - 1
        yield control, finding_class, bool(satisfied), *places, count


def _packs(connection: sqlite3.Connection, nights: Sequence[RunRef]) -> Mapping[int, str]:
    """The pack of every control that fails in these nights, by its number."""
    described = Descriptions(connection, nights[-1:])
    rows = connection.execute(
        "SELECT n.id, n.text, max(r.first) FROM results r JOIN names n ON n.id = r.control "
        "WHERE r.series = ? AND r.state = ? AND r.first <= ? AND (r.last IS NULL OR r.last >= ?) GROUP BY r.control",
        (NIGHTS, State.FAIL.value, nights[-1].number, nights[0].number),
    )
    found = {}
    for number, text, run in rows.fetchall():
        info = described.control(from_name(text), run)  # the last night that a row of it began to fail in
        found[number] = "" if info is None else info.pack
    return found


def _coverages(connection: sqlite3.Connection, nights: Sequence[RunRef]) -> Mapping[int, Coverage]:
    rows = connection.execute(
        "SELECT id, coverage FROM runs WHERE id BETWEEN ? AND ? AND coverage IS NOT NULL",
        (nights[0].number, nights[-1].number),
    )
    found = {number: from_json(coverage.encode(), Coverage) for number, coverage in rows}
    missing = next((night.name for night in nights if night.number not in found), None)
    if missing is not None:
        raise msgspec.DecodeError(f"{missing} has no coverage")
    return found
