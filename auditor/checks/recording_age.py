"""How old a recording may get, and how old it is on the recorder's clock set right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from auditor.facts.host import ClockSkew
from auditor.facts.recordings import DeclaredCamera, RecordingSpan, bears_picture_suffix
from auditor.model.japan import JST


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """When recordings of one camera must be gone."""

    days: int
    """Declared retention."""
    counted_from: str
    """``recording`` or ``next_day``."""

    @classmethod
    def of(cls, camera: DeclaredCamera) -> "Limit | None":
        """The declared limit; None when none is declared."""
        if camera.retention_days is None:
            return None
        return cls(days=camera.retention_days, counted_from=camera.counted_from)

    def ends(self, began: datetime) -> datetime:
        """When the retention of a recording ends that began at ``began`` (true time); at most the calendar's end."""
        start = began
        try:
            if self.counted_from == "next_day":
                next_day = began.astimezone(JST).date() + timedelta(days=1)
                start = datetime.combine(next_day, time(), tzinfo=JST)
            return start + timedelta(days=self.days)
        except OverflowError:
            return datetime.max.replace(tzinfo=JST)


def best_clock(clocks: Iterable[ClockSkew]) -> ClockSkew | None:
    """The most exact of the measurements."""
    return min(clocks, key=lambda clock: clock.uncertainty, default=None)


def true_time(shown: datetime, clock: ClockSkew) -> datetime:
    """What the auditor's clock showed when the recorder's showed ``shown``; at the calendar's edge the edge."""
    try:
        return shown - timedelta(seconds=clock.seconds)
    except OverflowError:
        return shown


def is_picture(span: RecordingSpan) -> bool:
    """Whether a file is known to hold pictures: its name tells the time of a recording, or its suffix says so."""
    return span.start is not None or bears_picture_suffix(span.path)
