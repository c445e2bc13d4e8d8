"""The sample city's clock: the machine's own, set back by whole days for the nights before the last."""

from datetime import UTC, datetime, timedelta


class CityClock:
    """What everything in the demonstration takes the time from, the auditor included."""

    def __init__(self) -> None:
        self.behind = timedelta()
        """How far it stands behind the machine's clock."""

    def __call__(self) -> datetime:
        """The time in the city."""
        return datetime.now(UTC) - self.behind
