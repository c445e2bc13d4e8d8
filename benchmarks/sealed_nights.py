"""A made-up city's year in the store, written row by row: for `benchmarks.seals`.

Recording 2,000 targets a night through collectors would take hours for a year; what is measured here begins where the
rows are there. A night differs from the one before in some rows of results (half of which come back the next night), in
the records of some targets, and in a few targets that were not reached.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from auditor.store.encoding import to_json

FIRST = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)

CAPTURES, SETS, FACTS = 20, 12, 60
"""Artefacts, sets and facts of each target."""
PART = 128
"""Targets in a bundle, as `auditor.store.packs` has it."""


@dataclass(frozen=True, kw_only=True)
class Rates:
    """How much changes from night to night."""

    rows: float = 0.005
    writers: float = 0.05
    unreached: float = 0.0025
    bundle: int = 30_000
    """Bytes of what the night measured of 128 targets."""


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
    _open: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _rows: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)
    _version: dict[int, int] = field(default_factory=dict)
    _away: set[int] = field(default_factory=set)

    def night(self) -> str:
        """Write one night; returns the run's name."""
        self.run += 1
        started = FIRST + timedelta(days=self.run)
        name = f"{started:%Y%m%dT%H%M%S}"
        self.connection.execute(
            "INSERT INTO runs (id, name, as_of, started, moment, finished, state, profile, organisation, plan_digest, "
            "coverage, info) VALUES (?, ?, ?, ?, ?, ?, 'finished', 'starter', 'みなと市', ?, '{\"rows\":1}', ?)",
            (
                self.run,
                name,
                date(2026, 11, 20).isoformat(),
                started.isoformat(),
                started.timestamp(),
                started.isoformat(),
                "0" * 64,
                to_json({"auditor_version": "0.2.0"}).decode(),
            ),
        )
        self._records()
        self._results()
        self._bundles()
        return name

    def _records(self) -> None:
        first = self.run == 1
        if first:
            self.connection.executemany(
                "INSERT INTO writers (text) VALUES (?)", [(f"job:target-{n:04}/ssh",) for n in range(self.targets)]
            )
        back, self._away = self._away, set()
        if not first:
            self._away = set(self.random.sample(range(self.targets), int(self.targets * self.rates.unreached)))
            changed = self.random.sample(range(self.targets), int(self.targets * self.rates.writers))
            for target in changed:
                self._version[target] = self._version.get(target, 0) + 1
            some = {*changed, *back, *self._away}
        else:
            some = set(range(self.targets))
        for target in sorted(some):
            self._record(target)

    def _record(self, target: int) -> None:
        """Close what is no more, open what is new; facts of a target that was not reached go on."""
        writer = target + 1
        wanted = dict(self._entries(target))
        held = {(slot, form): span for slot, form, span in self._open.get(writer, [])}  # type: ignore[misc]
        facts = {self._slots.get((writer, "fact", n)) for n in range(FACTS)} if target in self._away else set()
        ended = [(self.run - 1, span) for key, span in held.items() if key not in wanted and key[0] not in facts]
        begun = [key for key in wanted if key not in held]
        self.connection.executemany("UPDATE spans SET last = ? WHERE id = ?", ended)
        kept = [(slot, form, span) for (slot, form), span in held.items() if (slot, form) in wanted or slot in facts]
        for slot, form in begun:
            cursor = self.connection.execute(
                "INSERT INTO spans (slot, form, first) VALUES (?, ?, ?)", (slot, form, self.run)
            )
            kept.append((slot, form, cursor.lastrowid or 0))
        self._open[writer] = kept  # type: ignore[assignment]

    def _entries(self, target: int) -> Iterator[tuple[tuple[int, int], None]]:
        writer, version = target + 1, self._version.get(target, 0)
        away = target in self._away
        for n in range(CAPTURES if not away else 0):
            own = version if n == target % CAPTURES else 0
            digest = hashlib.sha256(b"%d %d %d" % (target if n % 2 else 0, n, own)).hexdigest()
            form = self._form({"status": "ok", "exit_code": 0, "digest": f"sha256:{digest}", "argv": ["cat", f"/{n}"]})
            yield (self._slot(writer, "capture", n, f"linux/file{n}"), form), None
            form = self._form({"digest": f"sha256:{digest}", "size": 1000 + n})
            yield (self._slot(writer, "ref", n, f"ssh:file{n}"), form), None
        for n in range(SETS):
            form = self._form({"completeness": "absent" if away else "complete", "basis": "live", "n": n})
            yield (self._slot(writer, "set", n, f"Fact{n} target:target-{target:04}"), form), None
        for n in range(FACTS if not away else 0):
            own = version if n == target % FACTS else 0
            whose = target if n % 2 else 0
            form = self._form({"name": f"user{n}", "of": whose, "v": own, "place": {"origin": f"ssh:file{n % 20}"}})
            yield (self._slot(writer, "fact", n, f"Fact{n} target:target-{target:04}"), form), None
        stable = hashlib.sha256(b"%d %d %d" % (target, version, away)).hexdigest()
        form = self._form({"stable": stable, "target": f"target-{target:04}", "sets": list(range(SETS))})
        yield (self._slot(writer, "record", 0, ""), form), None

    def _results(self) -> None:
        if self.run == 1:
            chosen = [(c, t) for t in range(self.targets) for c in range(self.controls)]
        else:
            count = int(self.targets * self.controls * self.rates.rows)
            chosen = [
                (self.random.randrange(self.controls), self.random.randrange(self.targets)) for _ in range(count)
            ]
        begun, ended = [], []
        for control, target in dict.fromkeys(chosen):
            before = self._rows.get((control, target))
            state = "pass" if before is not None and before[1] == "fail" else "fail"
            if before is None:
                state = "fail" if (control * 7 + target) % 9 == 0 else "pass"
            shown = target if state == "fail" else 0
            form = self._form(
                {
                    "revision": f"{control:064x}",
                    "state": state,
                    "finding_class": "major",
                    "satisfied": state == "pass",
                    "parts": [{"id": "only", "state": state, "items": [{"key": f"user{shown}", "state": state}]}],
                }
            )
            night = self._form([[4, {"value": target * 31 + self.run if control < 6 else 0}]])
            names = self._name(f"IN-{control}"), self._name(f"target:target-{target:04}")
            if before is not None:
                ended.append((self.run - 1, before[0]))
            begun.append((*names, form, night, self.run, state, state == "pass", control, target))
        self.connection.executemany("UPDATE results SET last = ? WHERE id = ?", ended)
        for *values, control, target in begun:
            cursor = self.connection.execute(
                "INSERT INTO results (series, control, subject, form, night, first, state, class, satisfied) "
                "VALUES (0, ?, ?, ?, ?, ?, ?, 'major', ?)",
                values,
            )
            self._rows[control, target] = (cursor.lastrowid or 0, values[5])  # type: ignore[assignment]

    def _bundles(self) -> None:
        groups: dict[int, list[int]] = {}
        for writer in range(1, self.targets + 1):
            groups.setdefault(writer // PART, []).append(writer)
        rows = [(-1, self.run, self._form([0]), os.urandom(self.rates.bundle))]
        rows += [
            (part, self.run, self._form(members), os.urandom(self.rates.bundle)) for part, members in groups.items()
        ]
        self.connection.executemany("INSERT INTO bundles (part, run, members, body) VALUES (?, ?, ?, ?)", rows)

    def _form(self, value: object) -> int:
        content = json.dumps(value).encode()
        digest = hashlib.sha256(content).digest()
        known = self._forms.get(digest)
        if known is None:
            cursor = self.connection.execute("INSERT INTO forms (digest, content) VALUES (?, ?)", (digest, content))
            known = self._forms[digest] = cursor.lastrowid or 0
        return known

    def _name(self, text: str) -> int:
        known = self._names.get(text)
        if known is None:
            known = self.connection.execute("INSERT INTO names (text) VALUES (?)", (text,)).lastrowid or 0
            self._names[text] = known
        return known

    def _slot(self, writer: int, kind: str, number: int, name: str) -> int:
        known = self._slots.get((writer, kind, number))
        if known is None:
            cursor = self.connection.execute(
                "INSERT INTO slots (writer, kind, name, copy) VALUES (?, ?, ?, 0)", (writer, kind, self._name(name))
            )
            known = self._slots[writer, kind, number] = cursor.lastrowid or 0
        return known
