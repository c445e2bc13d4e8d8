"""What the service did, missed or left out."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

from auditor.model.operation import DutyKind
from auditor.model.words import Message
from auditor.store.checked import check_digest, require_sound
from auditor.store.encoding import from_json, to_json
from auditor.store.records import DutyRecord, DutyState

_COLUMNS = "duty, due, state, run, detail, recorded"


def put_duty(connection: sqlite3.Connection, record: DutyRecord) -> None:
    """Record a duty, in place of what was recorded of the same duty due at the same moment."""
    values = (
        record.duty.value,
        _moment(record.due),
        record.state.value,
        record.run,
        "" if record.detail is None else to_json(record.detail).decode(),
        _moment(record.recorded),
    )
    connection.execute(
        f"INSERT OR REPLACE INTO duties ({_COLUMNS}, checked) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (*values, check_digest("duties", *values)),
    )


def all_duties(connection: sqlite3.Connection, since: datetime | None) -> Iterator[DutyRecord]:
    """The duties due at or after a moment (None: all), oldest first. Raises StoreError for an altered row."""
    rows = connection.execute(
        f"SELECT {_COLUMNS}, checked FROM duties WHERE due >= ? ORDER BY due, duty",  # noqa: S608
        ("" if since is None else _moment(since),),
    )
    for *values, checked in rows:
        require_sound(checked, "duties", *values)
        duty, due, state, run, detail, recorded = values
        yield DutyRecord(
            duty=DutyKind(duty),
            due=datetime.fromisoformat(due),
            state=DutyState(state),
            run=run,
            detail=from_json(detail.encode(), Message) if detail else None,
            recorded=datetime.fromisoformat(recorded),
        )


def _moment(moment: datetime) -> str:
    """In UTC and to the microsecond, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
