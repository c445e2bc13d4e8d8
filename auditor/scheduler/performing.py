"""Doing one duty: on record before it begins and after it ends, and told where it failed."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from auditor.errors import ExitCode, ProblemsError
from auditor.model.operation import DutyKind, Schedule
from auditor.model.words import Message, message
from auditor.scheduler.agenda import BACKWARDS
from auditor.scheduler.book import Book
from auditor.scheduler.duties import Due, next_due
from auditor.scheduler.lock import LockedError
from auditor.scheduler.service_log import ServiceLog
from auditor.scheduler.standing import Open, Standing
from auditor.scheduler.work import Household, Occasion, Outcome, attempted
from auditor.store.records import DutyRecord, DutyState

_MOST_PROBLEMS = 100
"""Lines of the log for mistakes in the files; `auditor inventory check` names all."""
_MOST_PLACES = 3


class Performer:
    """Does duties, one at a time."""

    def __init__(
        self,
        *,
        book: Book,
        household: Household,
        log: ServiceLog,
        clock: Callable[[], datetime],
        stop: threading.Event,
        passed: Callable[[], float],
    ) -> None:
        self._book = book
        self._household = household
        self._log = log
        self._clock = clock
        self._stop = stop
        self._passed = passed
        self._begun: dict[Due, float] = {}
        self._waiting: set[Due] = set()
        """What was found locked and said so: it is tried every minute."""
        self.codes: list[ExitCode] = []
        """What each duty would have exited with."""

    def lately(self) -> frozenset[Due]:
        """What was begun within the last `BACKWARDS`, whatever the machine's clock says."""
        since = self._passed() - BACKWARDS.total_seconds()
        self._begun = {due: when for due, when in self._begun.items() if when > since}
        return frozenset(self._begun)

    def perform(self, entry: Open, standing: Standing, schedule: Schedule) -> bool:
        """Do a duty. False when it is still open: another process holds the lock, or it was broken off.

        Raises KeyboardInterrupt only when the program itself is to end at once.
        """
        due = entry.due
        self._keep(standing.with_open(replace(entry, tries=entry.tries + 1)), due, DutyState.RUNNING)
        self._begun[due] = self._passed()
        if due not in self._waiting:
            self._log.say(message("schedule.begins", duty=due.kind.value, due=due.at.isoformat()))
        again = next((d.at for d in next_due(schedule, max(due.at, self._clock())) if d.kind is due.kind), None)
        occasion = Occasion(due=due, now=self._clock(), next_due=again, stop=self._stop)
        try:
            outcome, crash = attempted(lambda: self._attempt(occasion), where=due.kind.value)
        except KeyboardInterrupt:
            self._broken_off(due, standing.with_open(replace(entry, tries=entry.tries + 1)))
            if not self._stop.is_set():
                raise
            return False
        if isinstance(outcome, LockedError):
            self._held(entry, standing, outcome)
            return False
        self._ended(due, standing, outcome or _failed(crash), again)
        return True

    def _attempt(self, occasion: Occasion) -> Outcome | LockedError:
        try:
            return self._household.duties[occasion.due.kind](occasion)
        except LockedError as error:
            return error
        except ProblemsError as error:
            self._log.wrong(error.problems[:_MOST_PROBLEMS])
            places = []
            for problem in error.problems[:_MOST_PLACES]:
                place = f"{problem.file}:{problem.line}" if problem.line else problem.file
                places.append(place)
            said = message("schedule.failed_files", count=len(error.problems), places=tuple(places))
            return Outcome(state=DutyState.FAILED, code=ExitCode.USAGE, detail=said)

    def _held(self, entry: Open, standing: Standing, error: LockedError) -> None:
        if entry.due not in self._waiting:
            self._waiting.add(entry.due)
            self._log.warn(error.message, message("schedule.waits", duty=entry.due.kind.value))
        self.codes.append(ExitCode.USAGE)
        self._begun.pop(entry.due, None)
        self._keep(standing.with_open(replace(entry, held=True)), entry.due, DutyState.RUNNING, error.message)

    def _broken_off(self, due: Due, standing: Standing) -> None:
        said = message("schedule.interrupted", duty=due.kind.value, due=due.at.isoformat())
        self._begun.pop(due, None)
        self._keep(standing, due, DutyState.RUNNING, said)
        self._log.warn(said)
        self.codes.append(ExitCode.INTERRUPTED)

    def _ended(self, due: Due, standing: Standing, outcome: Outcome, again: datetime | None) -> None:
        after = standing.without(due)
        if due.kind is DutyKind.AUDIT and outcome.state is DutyState.DONE:
            after = replace(after, notes=())  # its report said them
        self._keep(after, due, outcome.state, outcome.detail, outcome.run)
        self.codes.append(outcome.code)
        self._log.say(*outcome.said)
        if outcome.state is DutyState.DONE:
            self._log.say(message("schedule.done", duty=due.kind.value, due=due.at.isoformat()))
            return
        self._log.warn(message("schedule.failed", duty=due.kind.value, due=due.at.isoformat()))
        if outcome.detail is not None:
            self._log.warn(outcome.detail)
            if not outcome.told:
                self.tell(due, outcome.detail, again)

    def tell(self, due: Due, why: Message, again: datetime | None) -> None:
        """Tell people, whatever comes of it."""
        said, crash = attempted(lambda: self._household.tell(due.kind, due.at, why, again), where="notify")
        self._log.warn(*(said or ()), *(() if crash is None else (crash,)))

    def _keep(
        self, standing: Standing, due: Due, state: DutyState, detail: Message | None = None, run: str = ""
    ) -> None:
        record = DutyRecord(duty=due.kind, due=due.at, state=state, run=run, detail=detail, recorded=self._clock())
        trouble = self._book.keep(standing, (record,))
        if trouble is not None:
            self._log.warn(trouble)


def _failed(why: Message | None) -> Outcome:
    bug = why is not None and why.code == "schedule.crashed"
    return Outcome(state=DutyState.FAILED, code=ExitCode.BUG if bug else ExitCode.USAGE, detail=why)
