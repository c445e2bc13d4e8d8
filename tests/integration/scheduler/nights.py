"""Cities whose duties are due whenever a test says so, on the machine's own clock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from auditor.model.japan import JST
from auditor.model.operation import Duty, DutyKind, Rhythm
from auditor.model.places import STORE
from auditor.scheduler.standing import NAME, Standing, to_text
from auditor.store.store import Store
from tests.integration.cities import City


def due_ago(city: City, ago: timedelta, kinds: Sequence[DutyKind] = (DutyKind.AUDIT,), more: str = "") -> datetime:
    """Set the schedule so that these duties were due some minutes ago, and were not done yet. Returns the moment.

    ``more`` are further lines of the same file.
    """
    now = datetime.now(UTC).astimezone(JST)
    due = (now - ago).replace(second=0, microsecond=0)
    lines = "".join(f'    - {{do: {kind.value}, every: day, at: "{due:%H:%M}"}}\n' for kind in kinds)
    (city.root / "inventory" / "operation.yaml").write_text(f"schedule:\n  duties:\n{lines}{more}", encoding="utf-8")
    duties = tuple(Duty(kind=kind, rhythm=Rhythm.DAY, at=due.time()) for kind in kinds)
    standing = Standing(began=now - timedelta(days=3), settled=due - timedelta(seconds=1), duties=duties)
    with Store.open(city.root / "state" / STORE) as store:
        store.remember(NAME, to_text(standing))
    return due


def records(city: City) -> list[tuple[str, str, str]]:
    """Duty, state and the code of the detail of each record, oldest first."""
    with Store.open(city.root / "state" / STORE) as store:
        return [(r.duty.value, r.state.value, "" if r.detail is None else r.detail.code) for r in store.duties()]
