"""What is told of volatile artefacts, whose bytes lie apart from the night that measured them."""

from collections.abc import Iterable, Sequence

from auditor.store.bodies import digest_of, to_key
from auditor.store.record import Night

Told = Sequence[tuple[bytes, int]]
"""SHA-256 and size of each."""


def told_of(bodies: Iterable[bytes]) -> list[tuple[bytes, int]]:
    """SHA-256 and size of bytes."""
    return [(to_key(digest_of(body)), len(body)) for body in bodies]


def volatile_of(night: Night) -> Told:
    """Of a night's volatile artefacts, in the order of their bytes; 0.1.0 kept the bytes in the night itself."""
    return told_of(night.bodies) if night.bodies else night.volatile
