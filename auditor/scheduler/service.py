"""The service: looks what is due, does it, keeps account, and is never ended by what went wrong."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from auditor.errors import ExitCode, Problem
from auditor.model.operation import Schedule
from auditor.model.words import Message, message
from auditor.scheduler.agenda import Agenda, agenda
from auditor.scheduler.book import Book
from auditor.scheduler.duties import Due, next_due
from auditor.scheduler.missed import at_once
from auditor.scheduler.performing import Performer
from auditor.scheduler.service_log import ServiceLog
from auditor.scheduler.timing import Bells, Jumps, Timetable, elapsed
from auditor.scheduler.work import Household, attempted
from auditor.store.records import DutyState

_WORST = (
    ExitCode.SATISFIED,
    ExitCode.FINDINGS,
    ExitCode.OPEN,
    ExitCode.USAGE,
    ExitCode.SEAL_BROKEN,
    ExitCode.BUG,
    ExitCode.INTERRUPTED,
)
"""Exit codes from harmless to grave."""


class Service:
    """One service, in one process. `run` and `once` are its two ways of working."""

    def __init__(
        self,
        *,
        book: Book,
        household: Household,
        log: ServiceLog,
        clock: Callable[[], datetime],
        stop: threading.Event,
        passed: Callable[[], float] = elapsed,
    ) -> None:
        self._book = book
        self._household = household
        self._log = log
        self._clock = clock
        self._stop = stop
        self._passed = passed
        self._performer = Performer(book=book, household=household, log=log, clock=clock, stop=stop, passed=passed)
        self._schedule: Schedule | None = None
        self._wrong: tuple[Problem, ...] = ()
        self._rung = False
        self._waiting = False
        self._shut: Message | None = None
        """Why the store could not be opened when it was last tried."""

    def once(self) -> ExitCode:
        """Do what is due or to be made up for, and end. Returns the exit code of the worst of it."""
        self._read()
        self.work()
        self._deliver()
        codes = list(self._performer.codes)
        if self._shut is not None:
            codes.append(ExitCode.USAGE)
        if not codes:
            self._log.say(message("schedule.nothing_due"))
        self._say_next()
        return max(codes, key=_WORST.index, default=ExitCode.SATISFIED)

    def run(self, wait: Callable[[float], object] | None = None) -> ExitCode:
        """Work until asked to stop. ``wait`` waits so many seconds or until then; tests give another one."""
        wait = wait or self._stop.wait
        table = Timetable(self._clock, Bells(duty=self._ring, often=self._deliver))
        jumps = Jumps(self._clock, self._passed)
        self._log.say(message("schedule.started"))
        self._read()
        self.work()
        table.plan(self._known)
        self._say_next()
        while not self._stop.is_set():
            wait(table.wait())
            self._look_round(table, jumps)
            table.ring()
            if self._rung or self._waiting:
                self._rung = False
                self.work()
        self._log.say(message("schedule.stopped"))
        interrupted = ExitCode.INTERRUPTED in self._performer.codes
        return ExitCode.INTERRUPTED if interrupted else ExitCode.SATISFIED

    def work(self) -> None:
        """Do everything that is due now, one after the other."""
        put_off: set[Due] = set()
        while not self._stop.is_set():
            found, crash = attempted(self._look, where="agenda")
            if found is None:
                self._cannot_look(crash)
                return
            self._shut = None
            entry = next((o for o in found.do if o.due not in put_off), None)
            if entry is None:
                self._waiting = bool(found.standing.open)
                return
            if self._performer.perform(entry, found.standing, self._known):
                self._deliver()
            else:
                put_off.add(entry.due)

    @property
    def _known(self) -> Schedule:
        """The schedule, as far as it is known."""
        return self._schedule if self._schedule is not None else Schedule()

    def _look_round(self, table: Timetable, jumps: Jumps) -> None:
        """Notice a clock that jumped and files that changed, and plan anew."""
        jumped = jumps.look()
        if jumped is not None:
            self._log.warn(jumped)
            self._note(jumped)
        changed, crash = attempted(self._household.changed, where="files")
        if changed or crash is not None:
            self._read()
        if changed or jumped is not None:
            table.plan(self._known)
            self._rung = True

    def _note(self, said: Message) -> None:
        """To be said with the next night."""
        now = self._clock()
        standing, _ = attempted(lambda: self._book.standing(self._known, now)[0], where="account")
        if standing is not None:
            self._book.keep(replace(standing, notes=(*standing.notes, said)))

    def _read(self) -> None:
        """Read the schedule anew. Files that are wrong leave it as it was, and are said once."""
        reading, crash = attempted(self._household.read, where="files")
        wrong = reading.wrong if reading is not None else ()
        if crash is not None:
            self._log.warn(crash)
        if reading is not None and reading.schedule is not None:
            if not reading.schedule.duties and self._schedule != reading.schedule:
                self._log.warn(message("schedule.no_duties"))
            self._schedule = reading.schedule
        if wrong and wrong != self._wrong:
            self._log.warn(message("schedule.files_wrong"))
            self._log.wrong(wrong)
        self._wrong = wrong

    def _look(self) -> Agenda:
        """What is to be done now; what was missed is recorded and told. Raises StoreError."""
        now = self._clock()
        standing, said = self._book.standing(self._known, now)
        self._log.warn(*said)
        if self._schedule is None:  # the files cannot tell: what was last known counts
            self._schedule = Schedule(duties=standing.duties)
        if self._book.first_start:
            self._book.first_start = False
            self._log.say(message("schedule.first_start"))
        found = agenda(standing, self._schedule, now, self._book.records, self._performer.lately())
        trouble = self._book.keep(found.standing, found.records)
        self._log.warn(*found.news, *(() if trouble is None else (trouble,)))
        for due, why in at_once(found.records):
            self._log.warn(why)
            again = next((d.at for d in next_due(self._schedule, now) if d.kind is due.kind), None)
            self._performer.tell(due, why, again)
            self._deliver()
        left_out = [r.detail for r in found.records if r.state is DutyState.LEFT_OUT and r.detail is not None]
        self._log.say(*left_out)
        return found

    def _cannot_look(self, why: Message | None) -> None:
        """The store cannot be opened: said once, told once, and tried again with every look."""
        self._waiting = True
        if why is None or why == self._shut:
            return
        self._shut = why
        self._log.warn(message("schedule.no_account"), why)
        soon = next_due(self._known, self._clock())
        if soon:
            self._performer.tell(Due(at=self._clock(), kind=soon[0].kind), why, soon[0].at)
            self._deliver()

    def _deliver(self) -> None:
        said, crash = attempted(self._household.deliver, where="notify")
        self._log.warn(*(said or ()), *(() if crash is None else (crash,)))

    def _say_next(self) -> None:
        for due in next_due(self._known, self._clock()):
            self._log.say(message("schedule.next", duty=due.kind.value, due=due.at.isoformat()))

    def _ring(self) -> None:
        self._rung = True
