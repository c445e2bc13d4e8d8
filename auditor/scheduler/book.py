"""The service's account in the store: how far it came, and what became of each duty.

What the store does not take now is kept in memory and written with the next entry, so that a full disk or a busy store
neither ends the service nor makes it forget; killed meanwhile, it finds the duty open and does it again.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from auditor.errors import StoreError
from auditor.model.japan import JST
from auditor.model.operation import DutyKind, Schedule
from auditor.model.words import Message
from auditor.scheduler.standing import NAME, Standing, first_standing, from_text, to_text
from auditor.store.records import DutyRecord
from auditor.store.store import Store

OpenStore = Callable[[], AbstractContextManager[Store]]

_REMEMBERED = timedelta(days=400)
"""How far back records are read."""
_ALTERED = "store.row_altered"


class Book:
    """Held by the service alone (`service_lock`)."""

    def __init__(self, open_store: OpenStore, *, grace: timedelta = timedelta()) -> None:
        self._open_store = open_store
        self._grace = grace
        """How long before the very first start a duty may have been due: a timer's first start comes just after."""
        self._standing: Standing | None = None
        self._records: dict[tuple[DutyKind, datetime], DutyRecord] = {}
        self._unwritten: dict[tuple[DutyKind, datetime], DutyRecord] = {}
        self._on_disk: Standing | None = None
        self.first_start = False
        """Whether the service was never started before on this workspace."""

    def standing(self, schedule: Schedule, now: datetime) -> tuple[Standing, tuple[Message, ...]]:
        """How far we came, read from the store at the first call; and what is to be said of it.

        Raises StoreError when the store cannot be opened: nothing is known then, and nothing may be assumed.
        """
        if self._standing is not None:
            return self._standing, ()
        said: list[Message] = []
        with self._open_store() as store:
            try:
                records = store.duties(now - _REMEMBERED)
            except StoreError as error:
                records = ()
                said.append(_of_a_row(error))
            try:
                text = store.recall(NAME) or ""
            except StoreError as error:
                text = ""
                said.append(_of_a_row(error))
        self._records = {(r.duty, r.due): r for r in records}
        found = from_text(text)
        if found is None:
            self.first_start = not text and not said
            found = self._anew(schedule, now)
        else:
            self._on_disk = found
        self._standing = found
        return found, tuple(said)

    def _anew(self, schedule: Schedule, now: datetime) -> Standing:
        """A first start; or, where only how far we came is lost, from the newest record that is not in the future."""
        past = [due for _, due in self._records if due <= now]
        if not past:
            return first_standing(now - self._grace, schedule)
        settled = max(past).astimezone(JST)
        return Standing(began=min(past).astimezone(JST), settled=settled, duties=schedule.duties)

    @property
    def records(self) -> tuple[DutyRecord, ...]:
        """The records of all duties since a year at least, those that could not be written yet included."""
        return tuple(self._records.values())

    def keep(self, standing: Standing, records: Iterable[DutyRecord] = ()) -> Message | None:
        """Go on from here. Says why when the store does not take it now; then it is written with the next entry.

        Records are written before the standing: killed in between, a duty is at worst found open that is on record.
        """
        for record in records:
            self._records[record.duty, record.due] = self._unwritten[record.duty, record.due] = record
        self._standing = standing
        if not self._unwritten and self._on_disk is not None and _says_the_same(self._on_disk, standing):
            return None
        try:
            with self._open_store() as store:
                for key in list(self._unwritten):
                    store.record_duty(self._unwritten[key])
                    del self._unwritten[key]
                store.remember(NAME, to_text(standing))
                self._on_disk = standing
        except StoreError as error:
            return error.message
        return None


def _of_a_row(error: StoreError) -> Message:
    """What is said of an altered row. Anything else goes on up: nothing is known then."""
    if error.message.code != _ALTERED:
        raise error
    return error.message


def _says_the_same(before: Standing, now: Standing) -> bool:
    """Whether only the clock moved on; that alone is not worth a write, as nothing was due meanwhile."""
    return (before.began, before.duties, before.open, before.skip, before.notes) == (
        now.began,
        now.duties,
        now.open,
        now.skip,
        now.notes,
    ) and timedelta() <= now.settled - before.settled
