"""How findings went over the nights, as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from auditor.model.result import Coverage
from auditor.model.terms import FindingClass


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendPoint:
    """One night in numbers."""

    run: str
    as_of: date
    coverage: Coverage
    by_class: Mapping[FindingClass, int]
    """Failing rows that no waiver covers, by class."""
    by_pack: Mapping[str, int]
    """The same by pack."""
    waived: int
    """Failing rows that a waiver covers."""
