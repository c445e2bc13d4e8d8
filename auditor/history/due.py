"""Until when findings are to be mended, and what the store remembers of it between runs."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from auditor.history.standing import Finding
from auditor.model.periods import Period
from auditor.model.terms import FindingClass
from auditor.store.store import Store

_NAME = "due"


class Due:
    """Due dates: since when findings stand, and how long their classes allow."""

    def __init__(self, periods: Mapping[FindingClass, Period], as_of: Mapping[int, date]) -> None:
        self.periods = periods
        self._as_of = as_of
        self._known: dict[tuple[date, FindingClass], date | None] = {}

    def since(self, finding: Finding) -> date:
        """The audit's date on which it began."""
        return self._as_of[finding.began]

    def of(self, finding: Finding, finding_class: FindingClass) -> date | None:
        """The last day on which it may be mended in time; None when its class has no due date."""
        place = (self.since(finding), finding_class)
        if place not in self._known:
            self._known[place] = self._ends(*place)
        return self._known[place]

    def ends(self, since: date) -> Iterator[date]:
        """Every due date that a finding of some class may have that began on a day."""
        for finding_class in self.periods:
            until = self._ends(since, finding_class)
            if until is not None:
                yield until

    def _ends(self, since: date, finding_class: FindingClass) -> date | None:
        period = self.periods.get(finding_class)
        if period is None:
            return None
        try:
            return period.after(since)
        except (OverflowError, ValueError):
            return None  # a period that ends after the year 9999 never ends


def remember_due(store: Store, due: Mapping[FindingClass, Period]) -> None:
    """Keep the periods of the inventory, for commands that read the store alone."""
    store.remember(_NAME, json.dumps({c.value: str(period) for c, period in sorted(due.items())}))


def recalled_due(store: Store) -> Mapping[FindingClass, Period]:
    """The periods of the newest night; none when none were kept."""
    text = store.recall(_NAME)
    if text is None:
        return {}
    kept = json.loads(text)
    return {c: Period.parse(kept[c.value]) for c in FindingClass if c.value in kept}
