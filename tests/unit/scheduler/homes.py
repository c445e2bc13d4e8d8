"""A service in a home of its own: a real store, duties that do what a test says, a clock that a test moves."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from auditor.errors import Problem
from auditor.model.operation import DutyKind, Schedule
from auditor.model.places import STORE
from auditor.model.words import Language, Message
from auditor.scheduler.book import Book
from auditor.scheduler.service import Service
from auditor.scheduler.service_log import ServiceLog
from auditor.scheduler.work import Household, Occasion, Outcome, Reading
from auditor.store.records import DutyRecord
from auditor.store.store import Store
from tests.unit.scheduler.plans import daily, jst, schedule

Deed = Callable[[Occasion], Outcome]


def quiet(_: Occasion) -> Outcome:
    return Outcome()


@dataclass
class Home:
    """One machine with one workspace."""

    root: Path
    now: datetime = field(default_factory=lambda: jst("2026-11-20 12:00"))
    passed: float = 0.0
    plan: Schedule | None = field(default_factory=lambda: schedule(daily()))
    wrong: tuple[Problem, ...] = ()
    deed: Deed = quiet
    stop: threading.Event = field(default_factory=threading.Event)
    changed: bool = False
    done: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    """The duty and the code of why."""
    delivered: int = 0
    lines: list[str] = field(default_factory=list)
    untold: OSError | None = None
    """What telling and delivering raise."""
    open_store: Callable[[], Store] | None = None

    def clock(self) -> datetime:
        return self.now

    def pass_time(self, **amount: float) -> None:
        """Time passes, and the clock goes with it."""
        step = timedelta(**amount)
        self.now += step
        self.passed += step.total_seconds()

    def service(self, *, grace: timedelta = timedelta()) -> Service:
        """The service, freshly started."""
        return Service(
            book=Book(self._store, grace=grace),
            household=Household(
                read=lambda: Reading(schedule=self.plan, wrong=self.wrong),
                changed=self._changed,
                duties=dict.fromkeys(DutyKind, self._deed),
                tell=self._tell,
                deliver=self._deliver,
            ),
            log=ServiceLog(Language.EN, self.lines.append),
            clock=self.clock,
            stop=self.stop,
            passed=lambda: self.passed,
        )

    def records(self) -> list[str]:
        """``11-21 01:30 audit done`` of each record, with the code of its detail."""
        return [_line(record) for record in self.duties()]

    def duties(self) -> tuple[DutyRecord, ...]:
        with Store.open(self.root / "state" / STORE) as store:
            return store.duties()

    @contextmanager
    def _store(self) -> Iterator[Store]:
        if self.open_store is not None:
            with self.open_store() as other:
                yield other
        else:
            with Store.open(self.root / "state" / STORE) as store:
                yield store

    def _changed(self) -> bool:
        was, self.changed = self.changed, False
        return was

    def _deed(self, occasion: Occasion) -> Outcome:
        self.done.append(f"{occasion.due.at:%m-%d %H:%M} {occasion.due.kind.value}")
        return self.deed(occasion)

    def _tell(self, kind: DutyKind, due: datetime, why: Message, again: datetime | None) -> tuple[Message, ...]:
        assert again is None or again > self.now
        if self.untold:
            raise self.untold
        self.told.append((kind.value, why.code))
        return ()

    def _deliver(self) -> tuple[Message, ...]:
        self.delivered += 1
        if self.untold:
            raise self.untold
        return ()


def _line(record: DutyRecord) -> str:
    due = record.due.astimezone(jst("2026-01-01 00:00").tzinfo)
    code = "" if record.detail is None else f" {record.detail.code}"
    return f"{due:%m-%d %H:%M} {record.duty.value} {record.state.value}{code}"
