"""Commands of SNMP collectors: ``get OID … walk OID …``. There is no word for anything that writes."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from auditor.errors import TransportError
from auditor.model.job import Command
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.snmp_values import Oid, parse_oid


class Step(StrEnum):
    """What a command does."""

    GET = "get"
    """Read the scalars that follow."""
    WALK = "walk"
    """Read the columns that follow, side by side."""


def steps(command: Command) -> Iterator[tuple[Step, Sequence[Oid]]]:
    """The steps of a command with their OIDs.

    Raises:
        TransportError: the command is none; raised before anything is sent, when all steps are taken first.
    """
    step: Step | None = None
    oids: list[Oid] = []
    for word in command.argv:
        if word in (Step.GET, Step.WALK):
            if step is not None and oids:
                yield step, tuple(oids)
            step, oids = Step(word), []
            continue
        try:
            oids.append(parse_oid(word))
        except ValueError as error:
            raise _not_allowed(command) from error
    if step is None or not oids:
        raise _not_allowed(command)
    yield step, tuple(oids)


def _not_allowed(command: Command) -> TransportError:
    return TransportError(Reason.PROTOCOL_MISMATCH, message("snmp.not_allowed", command=command.id))
