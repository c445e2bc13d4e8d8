"""Everything that a report says beside the night itself."""

from collections.abc import Mapping

from auditor.history.changes import Comparison
from auditor.history.nights import all_nights, finished_run
from auditor.history.trend import points
from auditor.model.background import Background
from auditor.model.periods import Period
from auditor.model.sealing import SealNote
from auditor.model.terms import FindingClass
from auditor.store.store import Store


def background_of(
    store: Store,
    run_id: str,
    due: Mapping[FindingClass, Period],
    *,
    seal: SealNote | None = None,
    nights: int = 400,
) -> Background:
    """What changed since the night before, since when findings stand, the last ``nights`` nights, and the seal.

    A run that is no night (a reassessment, an audit of a part) has ages and seal alone: what changed between a night
    and a part of one is no news, and its numbers belong in no row with theirs. Raises StoreError for an unknown or
    unfinished run.
    """
    with store.reading() as connection:
        every = all_nights(connection)
        run = finished_run(connection, run_id)
        comparison = Comparison(connection, every, every.before(run.number) if run.is_night else None, run, due)
        changes = comparison.changes(all_ages=True)
        return Background(
            changes=changes if run.is_night else None,
            ages=comparison.ages,
            trend=points(connection, every.newest(nights, run.number)) if run.is_night else (),
            seal=seal,
        )
