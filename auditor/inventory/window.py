"""When a target may be read."""

from dataclasses import dataclass
from datetime import datetime, time

from auditor.model.japan import JST


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeWindow:
    """A time of day, Japan time, from ``start`` up to but without ``end``; it may run over midnight."""

    start: time
    end: time

    def contains(self, moment: datetime) -> bool:
        """Whether a moment (timezone-aware) lies in it."""
        clock = moment.astimezone(JST).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"
