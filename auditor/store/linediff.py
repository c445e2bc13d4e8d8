"""Differences between two versions of an artefact, line by line, for storage only.

The difference is MessagePack: a list of pieces, each either bytes that are new or the first line and number of lines
to copy from the earlier version. Any bytes will do; what has no line breaks is one line.
"""

import zlib

import msgspec

Piece = bytes | tuple[int, int]

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[bytes | tuple[int, int]])


def difference(earlier: bytes, later: bytes) -> bytes:
    """How to make ``later`` from ``earlier``. Time and memory grow with their lengths only."""
    old, new = _lines(earlier), _lines(later)
    positions: dict[bytes, int] = {}
    for number, line in enumerate(old):
        positions.setdefault(line, number)
    pieces: list[Piece] = []
    fresh: list[bytes] = []
    at = 0
    follows = -1
    while at < len(new):
        # The line that follows the last copied one comes first: repeated lines (closing braces) stay in one piece.
        start = follows if 0 <= follows < len(old) and old[follows] == new[at] else positions.get(new[at], -1)
        if start < 0:
            fresh.append(new[at])
            at += 1
            follows += 1
            continue
        if fresh:
            pieces.append(b"".join(fresh))
            fresh = []
        count = 0
        while at < len(new) and start + count < len(old) and old[start + count] == new[at]:
            count += 1
            at += 1
        pieces.append((start, count))
        follows = start + count
    if fresh:
        pieces.append(b"".join(fresh))
    return _ENCODER.encode(pieces)


def apply_difference(earlier: bytes, pieces: bytes) -> bytes:
    """The later version again. Raises zlib.error or msgspec.DecodeError when the pieces are none."""
    old = _lines(earlier)
    parts: list[bytes] = []
    for piece in _DECODER.decode(pieces):
        if isinstance(piece, bytes):
            parts.append(piece)
            continue
        start, count = piece
        if not (start >= 0 and count >= 0 and start + count <= len(old)):
            raise zlib.error("a difference points outside its base")
        parts.extend(old[start : start + count])
    return b"".join(parts)


def _lines(data: bytes) -> list[bytes]:
    """Lines with their breaks; split at newlines alone, so that joining gives the same bytes."""
    lines = data.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
