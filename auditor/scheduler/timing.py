"""When to look what is due: the library `schedule` rings, and clocks that jump are noticed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import schedule as library

from auditor.model.operation import Duty, Rhythm, Schedule
from auditor.model.words import Message, message
from auditor.scheduler.calendar import is_closed, is_day_of_month, today

ZONE = "Asia/Tokyo"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

LONGEST_WAIT = 60.0
"""Seconds between two looks at the clock and the files, however far off the next duty is."""
JUMP = timedelta(minutes=5)
"""A clock that is off by less is being set right slowly, as time servers do."""


def elapsed() -> float:
    """Seconds on a clock that nobody can set; time asleep counts where the system can tell (Linux)."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@dataclass(frozen=True, kw_only=True)
class Bells:
    """What is done at which occasion."""

    duty: Callable[[], None]
    """A duty may be due."""
    often: Callable[[], None]
    """Every five minutes: what waits for a mail server is tried again."""


class Timetable:
    """The schedule as jobs of the library.

    A job rings when its time has come; what is then due, or to be made up for, the agenda says. Once an hour it rings
    in any case, so that a job that the library put off (its clock is the machine's local one) is not lost.
    """

    def __init__(self, clock: Callable[[], datetime], bells: Bells) -> None:
        self._clock = clock
        self._bells = bells
        self._scheduler = library.Scheduler()

    def plan(self, schedule: Schedule) -> None:
        """Plan anew, from the clock as it stands now."""
        self._scheduler.clear()
        for duty in schedule.duties:
            self._job(duty).at(f"{duty.at:%H:%M}", ZONE).do(self._ring, duty, schedule)
        self._scheduler.every().hour.do(self._bells.duty)
        self._scheduler.every(5).minutes.do(self._bells.often)

    def ring(self) -> None:
        """Run whatever the library has pending."""
        self._scheduler.run_pending()

    def wait(self) -> float:
        """Seconds until the next look."""
        idle = self._scheduler.idle_seconds
        return LONGEST_WAIT if idle is None else min(max(idle, 0.0), LONGEST_WAIT)

    def _job(self, duty: Duty) -> library.Job:
        name = _WEEKDAYS[duty.on] if duty.rhythm is Rhythm.WEEK else "day"
        job: library.Job = getattr(self._scheduler.every(), name)
        return job

    def _ring(self, duty: Duty, schedule: Schedule) -> None:
        """The library knows neither months nor closed days."""
        day = today(self._clock())
        if duty.rhythm is Rhythm.MONTH and not is_day_of_month(day, duty.on):
            return
        if not duty.on_closed_days and is_closed(day, schedule):
            return
        self._bells.duty()


class Jumps:
    """Tells when the machine's clock moved otherwise than time does."""

    def __init__(self, clock: Callable[[], datetime], passed: Callable[[], float]) -> None:
        self._clock = clock
        self._passed = passed
        self._last = (clock(), passed())

    def look(self) -> Message | None:
        """What is to be said of a jump since the last look; None when there was none."""
        was, before = self._last
        self._last = now, after = self._clock(), self._passed()
        if abs((now - was) - timedelta(seconds=after - before)) <= JUMP:
            return None
        return message("schedule.clock_jumped", was=was.isoformat(), now=now.isoformat())
