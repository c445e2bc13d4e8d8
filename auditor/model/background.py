"""What a report says beside the night itself: what changed, since when, how it went, and the seal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from auditor.model.changes import Changes, FindingKey
from auditor.model.sealing import SealNote
from auditor.model.trend import TrendPoint


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingAge:
    """Since when a finding stands, and until when it is to be mended."""

    since: date
    """The audit's date on which its present appearance began."""
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Background:
    """Everything that the store knows of a night beside its assessment. Empty where there is no store to ask."""

    changes: Changes | None = None
    """Against the night before."""
    ages: Mapping[FindingKey, FindingAge] = field(default_factory=dict)
    """Of every finding of the night."""
    trend: tuple[TrendPoint, ...] = ()
    """The nights up to this one, oldest first."""
    seal: SealNote | None = None
