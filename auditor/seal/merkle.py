"""Merkle trees as RFC 9162, section 2.1, defines them, with SHA-256.

A leaf is hashed with 0x00 before it, a node with 0x01, so that no node can be taken for a leaf. Pairing neighbours
level by level, and letting an odd one rise, gives the same tree as the RFC's split at the largest power of two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""Root of no leaves at all (2.1.1)."""

HASH_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """Hash of one leaf's data."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of a node from those of its two children."""
    return sha256(b"\1" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Root over the hashes of leaves."""
    if not leaves:
        return EMPTY
    level = leaves
    while len(level) > 1:
        level = _above(level)
    return level[0]


def _above(level: Sequence[bytes]) -> list[bytes]:
    pairs = [sha256(b"\1" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
    if len(level) % 2:
        pairs.append(level[-1])
    return pairs


class Tree:
    """A tree that is asked for its root again and again while few leaves change."""

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = []

    def root(self, leaves: Sequence[bytes]) -> bytes:
        """Root over the hashes of leaves; only what stands over changed ones is hashed again."""
        if not leaves:
            self._levels = []
            return EMPTY
        if not self._levels or len(leaves) != len(self._levels[0]):
            self._levels = [list(leaves)]
            while len(self._levels[-1]) > 1:
                self._levels.append(_above(self._levels[-1]))
            return self._levels[-1][0]
        below = self._levels[0]
        changed = [at for at, (old, new) in enumerate(zip(below, leaves, strict=True)) if old != new]
        for at in changed:
            below[at] = leaves[at]
        for level in self._levels[1:]:
            changed = sorted({at // 2 for at in changed})
            for at in changed:
                pair = below[2 * at : 2 * at + 2]
                level[at] = node_hash(*pair) if len(pair) == 2 else pair[0]
            below = level
        return self._levels[-1][0]


@dataclass
class Log:
    """A tree that only grows. It is known by the roots of its whole subtrees, so that a later night goes on from it."""

    size: int = 0
    """Number of leaves."""
    peaks: list[bytes] = field(default_factory=list)
    """Roots of the whole subtrees, largest first: one for each bit that is set in the size."""

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append hashes of leaves."""
        peaks = self.peaks
        size = self.size
        for leaf in leaves:
            peaks.append(leaf)
            filled = size
            while filled & 1:
                right = peaks.pop()
                peaks[-1] = sha256(b"\1" + peaks[-1] + right).digest()
                filled >>= 1
            size += 1
        self.size = size

    def root(self) -> bytes:
        """Root over all leaves."""
        if not self.peaks:
            return EMPTY
        found = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            found = node_hash(peak, found)
        return found

    def copy(self) -> "Log":
        """The same log, to go on from apart."""
        return Log(size=self.size, peaks=list(self.peaks))

    @property
    def is_sound(self) -> bool:
        """Whether the peaks are as many as the size asks for, each a hash."""
        return (
            self.size >= 0
            and len(self.peaks) == self.size.bit_count()
            and all(len(peak) == HASH_BYTES for peak in self.peaks)
        )
