"""Time stamps of the chain's head: fetched, kept beside the statement, and checked offline years later.

A stamp is over the statement's SHA-256, which is the digest that is printed as the head: whoever holds a stamp and a
printed head can check one against the other with `openssl ts -verify -digest` alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from auditor.errors import StampError
from auditor.model.operation import TimestampAuthority
from auditor.model.sealing import Fault, FaultKind
from auditor.model.words import Message, message
from auditor.seal.timestamp_query import PATIENCE, Stamp, ask, certificates, check

if TYPE_CHECKING:
    from auditor.store.store import Store

_TOLERANCE = timedelta(minutes=5)
"""By how much a stamp may precede the time that the statement itself gives before it is remarked upon."""


class Stamped(NamedTuple):
    """One statement of the chain and its stamp."""

    number: int
    statement: bytes
    stamp: bytes


@dataclass(frozen=True, kw_only=True)
class StampCheck:
    """What a check of all stamps found."""

    faults: tuple[Fault, ...] = ()
    remarks: tuple[Message, ...] = ()


class _Made(msgspec.Struct):
    """The part of a statement that is of interest here."""

    made: datetime


def stamp_head(store: "Store", authority: TimestampAuthority, patience: timedelta = PATIENCE) -> None:
    """Have the newest statement stamped, and keep the stamp; nothing happens when it bears one already.

    The store is not held while the authority is asked. Raises StampError: nothing is sealed, or the authority gave no
    stamp that holds.
    """
    with store.reading() as connection:
        row = connection.execute("SELECT number, statement, stamp FROM seals ORDER BY number DESC LIMIT 1").fetchone()
    if row is None:
        raise StampError(message("stamp.nothing_sealed"))
    number, statement, stamp = row
    if stamp is not None:
        return
    answer = ask(authority, statement, patience)
    with store.writing() as connection:
        # Whoever else stamped it meanwhile was as good. One that is no head any more keeps its stamp all the same.
        connection.execute(
            "UPDATE seals SET stamp = ? WHERE number = ? AND statement = ? AND stamp IS NULL",
            (answer, number, statement),
        )


def stamps_of(store: "Store") -> tuple[Stamped, ...]:
    """All statements that bear a stamp, oldest first; cells that hold something else are for the chain to tell."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT number, statement, stamp FROM seals "
            "WHERE typeof(stamp) = 'blob' AND typeof(statement) = 'blob' ORDER BY number"
        ).fetchall()
    return tuple(Stamped(*row) for row in rows)


def verify_stamps(stamped: Sequence[Stamped], ca_file: Path | None) -> StampCheck:
    """Hold stamps against their statements, offline.

    ``ca_file`` holds the authority's certificates (PEM), all of them where it changed over the years; without it the
    stamps are only counted. Raises StampError when the file cannot be used.
    """
    if not stamped:
        return StampCheck()
    if ca_file is None:
        return StampCheck(remarks=(message("stamp.unchecked", count=len(stamped)),))
    trusted = certificates(ca_file)
    faults: list[Fault] = []
    remarks: list[Message] = []
    held: list[tuple[int, datetime]] = []
    for each in stamped:
        try:
            stamp = check(each.stamp, each.statement, trusted)
        except StampError as error:
            faults.append(_fault(each.number, error.message))
        else:
            held.append((each.number, stamp.time))
            remarks += _early(each, stamp)
    if held:
        number, moment = held[-1]
        remarks.append(message("stamp.hold", count=len(held), number=number, time=moment.isoformat()))
    return StampCheck(faults=tuple(faults), remarks=tuple(remarks))


def _fault(number: int, why: Message) -> Fault:
    match why.code:
        case "stamp.not_borne_out":
            what = message("stamp.fault_not_borne_out", number=number, detail=why.args["detail"])
        case "stamp.of_something_else":
            what = message("stamp.fault_of_something_else", number=number)
        case _:
            what = message("stamp.fault_garbage", number=number)
    return Fault(kind=FaultKind.ALTERED, what=what)


def _early(stamped: Stamped, stamp: Stamp) -> Iterator[Message]:
    """A stamp from before the statement says it was made: some clock was wrong."""
    try:
        made = msgspec.json.decode(stamped.statement, type=_Made).made
    except msgspec.DecodeError:
        return  # no statement at all, which the chain's own verification tells
    if made.tzinfo is not None and stamp.time < made - _TOLERANCE:
        yield message("stamp.before_made", number=stamped.number, made=made.isoformat(), time=stamp.time.isoformat())
