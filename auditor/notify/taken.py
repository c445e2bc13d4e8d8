"""What a channel says of a notice that it sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.words import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """Who did not get it; everybody else did."""

    refused: Mapping[str, Message] = field(default_factory=dict)
    """For good, with the reason, by address."""
    later: Mapping[str, Message] = field(default_factory=dict)
    """For now."""
