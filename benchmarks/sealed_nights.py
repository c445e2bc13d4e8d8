"""A made-up city's year in the store, written row by row: for `benchmarks.seals`.

Recording 2,000 targets a night through collectors would take hours for a year; what is measured here begins where the
rows are there. A night differs from the one before in some rows of results, in the records of some targets, and in a
few targets that were not reached.
"""

import hashlib
import json
import os
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from auditor.store.encoding import to_json

FIRST = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)

CAPTURES, SETS, FACTS = 20, 12, 60
"""Artefacts, sets and facts of each target."""
PART = 128
"""Targets in a bundle, as `auditor.store.packs` has it."""

Key = tuple[int, int]
"""A slot and its form, or a control and a target."""


@dataclass(frozen=True, kw_only=True)
class Rates:
    """How much changes from night to night."""

    rows: float = 0.005
    writers: float = 0.05
    unreached: float = 0.0025
    bundle: int = 30_000
    """Bytes of what the night measured of 128 targets."""


class Row(NamedTuple):
    """A row of results in force: its number and what it says."""

    id: int
    state: str


@dataclass(kw_only=True)
class Year:
    """Writes nights into a store's tables."""

    connection: sqlite3.Connection
    targets: int
    controls: int
    rates: Rates = field(default_factory=Rates)
    random: Random = field(default_factory=lambda: Random(7))  # noqa: S311 - a benchmark's made-up values
    run: int = 0
    _forms: dict[bytes, int] = field(default_factory=dict)
    _slots: dict[tuple[int, str, int], int] = field(default_factory=dict)
    _names: dict[str, int] = field(default_factory=dict)
    _open: dict[int, dict[Key, int]] = field(default_factory=dict)
    _rows: dict[Key, Row] = field(default_factory=dict)
    _version: dict[int, int] = field(default_factory=dict)
    _away: set[int] = field(default_factory=set)

    def night(self) -> str:
        """Write one night; returns the run's name."""
        self.run += 1
        started = FIRST + timedelta(days=self.run)
        name = f"{started:%Y%m%dT%H%M%S}"
        info = to_json({"auditor_version": "0.2.0"}).decode()
        self.connection.execute(
            "INSERT INTO runs (id, name, as_of, started, moment, finished, state, profile, organisation, plan_digest, "
            "coverage, info) VALUES (?, ?, ?, ?, ?, ?, 'finished', 'starter', 'みなと市', '', '{\"rows\":1}', ?)",
            (
                self.run,
                name,
                started.date().isoformat(),
                started.isoformat(),
                started.timestamp(),
                started.isoformat(),
                info,
            ),
        )
        self._records()
        self._results()
        self._bundles()
        return name

    def _records(self) -> None:
        everyone = range(self.targets)
        if self.run == 1:
            names = [(f"job:target-{n:04}/ssh",) for n in everyone]
            self.connection.executemany("INSERT INTO writers (text) VALUES (?)", names)
            some = set(everyone)
        else:
            back, self._away = self._away, set(self.random.sample(everyone, int(self.targets * self.rates.unreached)))
            changed = self.random.sample(everyone, int(self.targets * self.rates.writers))
            for target in changed:
                self._version[target] = self._version.get(target, 0) + 1
            some = {*changed, *back, *self._away}
        for target in sorted(some):
            self._record(target)

    def _record(self, target: int) -> None:
        """Close what is no more, open what is new; facts of a target that was not reached go on."""
        writer = target + 1
        wanted, held = self._entries(target), self._open.get(writer, {})
        facts = {self._slots[writer, "fact", n] for n in range(SETS)} if target in self._away else set[int]()
        gone = [key for key in held if key not in wanted and key[0] not in facts]
        ended = [(self.run - 1, held.pop(key)) for key in gone]
        self.connection.executemany("UPDATE spans SET last = ? WHERE id = ?", ended)
        for slot, form in wanted:
            if (slot, form) not in held:
                given = (slot, form, self.run)
                held[slot, form] = self._insert("INSERT INTO spans (slot, form, first) VALUES (?, ?, ?)", given)
        self._open[writer] = held

    def _entries(self, target: int) -> list[Key]:
        """Slots and forms of a target's record; half of its artefacts and facts are those of every target."""
        writer, version, away = target + 1, self._version.get(target, 0), target in self._away
        named = f"target-{target:04}"
        found: list[Key] = []
        for n in range(CAPTURES if not away else 0):
            own = version if n == target % CAPTURES else 0
            digest = hashlib.sha256(b"%d %d %d" % (target if n % 2 else 0, n, own)).hexdigest()
            ref = {"digest": f"sha256:{digest}", "size": 1000 + n}
            capture = {"status": "ok", "exit_code": 0, "digest": f"sha256:{digest}", "argv": ["cat", f"/{n}"]}
            found.append((self._slot(writer, "capture", n, f"linux/file{n}"), self._form(capture)))
            found.append((self._slot(writer, "ref", n, f"ssh:file{n}"), self._form(ref)))
        for n in range(SETS):
            fact_set = {"completeness": "absent" if away else "complete", "basis": "live", "n": n}
            found.append((self._slot(writer, "set", n, f"Fact{n} target:{named}"), self._form(fact_set)))
        for n in range(FACTS if not away else 0):
            own, whose = version if n == target % FACTS else 0, target if n % 2 else 0
            fact = {"name": f"user{n}", "of": whose, "v": own, "place": {"origin": f"ssh:file{n % CAPTURES}"}}
            found.append((self._slot(writer, "fact", n % SETS, f"Fact{n % SETS} target:{named}"), self._form(fact)))
        stable = hashlib.sha256(b"%d %d %d" % (target, version, away)).hexdigest()
        record = {"stable": stable, "target": named, "sets": list(range(SETS))}
        found.append((self._slot(writer, "record", 0, ""), self._form(record)))
        return found

    def _results(self) -> None:
        if self.run == 1:
            chosen = [(control, target) for target in range(self.targets) for control in range(self.controls)]
        else:
            count = int(self.targets * self.controls * self.rates.rows)
            pick = self.random.randrange
            chosen = list(dict.fromkeys((pick(self.controls), pick(self.targets)) for _ in range(count)))
        ended = [(self.run - 1, self._rows[key].id) for key in chosen if key in self._rows]
        self.connection.executemany("UPDATE results SET last = ? WHERE id = ?", ended)
        for key in chosen:
            self._rows[key] = self._row(key)

    def _row(self, key: Key) -> Row:
        control, target = key
        before = self._rows.get(key)
        passes = before.state == "fail" if before is not None else (control * 7 + target) % 9 != 0
        state = "pass" if passes else "fail"
        item = {"key": f"user{0 if passes else target}", "state": state}
        form = {
            "revision": f"{control:064x}",
            "state": state,
            "finding_class": "major",
            "satisfied": passes,
            "parts": [{"id": "only", "state": state, "items": [item]}],
        }
        night = [[4, {"value": target * 31 + self.run if control < 6 else 0}]]
        names = self._name(f"IN-{control}"), self._name(f"target:target-{target:04}")
        number = self._insert(
            "INSERT INTO results (series, control, subject, form, night, first, state, class, satisfied) "
            "VALUES (0, ?, ?, ?, ?, ?, ?, 'major', ?)",
            (*names, self._form(form), self._form(night), self.run, state, passes),
        )
        return Row(number, state)

    def _bundles(self) -> None:
        groups: dict[int, list[int]] = {-1: [0]}
        for writer in range(1, self.targets + 1):
            groups.setdefault(writer // PART, []).append(writer)
        rows = [(p, self.run, self._form(members), os.urandom(self.rates.bundle)) for p, members in groups.items()]
        self.connection.executemany("INSERT INTO bundles (part, run, members, body) VALUES (?, ?, ?, ?)", rows)

    def _form(self, value: object) -> int:
        content = json.dumps(value).encode()
        digest = hashlib.sha256(content).digest()
        if digest not in self._forms:
            given = (digest, content)
            self._forms[digest] = self._insert("INSERT INTO forms (digest, content) VALUES (?, ?)", given)
        return self._forms[digest]

    def _name(self, text: str) -> int:
        if text not in self._names:
            self._names[text] = self._insert("INSERT INTO names (text) VALUES (?)", (text,))
        return self._names[text]

    def _slot(self, writer: int, kind: str, number: int, name: str) -> int:
        key = (writer, kind, number)
        if key not in self._slots:
            given = (writer, kind, self._name(name))
            self._slots[key] = self._insert("INSERT INTO slots (writer, kind, name, copy) VALUES (?, ?, ?, 0)", given)
        return self._slots[key]

    def _insert(self, statement: str, values: tuple[object, ...]) -> int:
        return self.connection.execute(statement, values).lastrowid or 0
