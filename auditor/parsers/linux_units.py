"""Paragraphs of ``systemctl show -p Id,LoadState,ActiveState,SubState,UnitFileState UNIT…``: one a unit, in order."""

from dataclasses import dataclass

from auditor.model.job import Capture
from auditor.model.terms import Reason
from auditor.parsers.text_lines import Line, answer_lines, answer_reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """The state of one unit."""

    name: str
    """Its real name, which may differ from the one asked for (an alias)."""
    loaded: str
    active: str
    sub: str
    enabled: str
    line: Line

    @property
    def running(self) -> bool:
        """True when it is active, or is on its way to be."""
        return self.active in ("active", "reloading", "activating")

    @property
    def exists(self) -> bool:
        """True when there is such a unit."""
        return self.loaded not in ("not-found", "masked")


def read_units(capture: Capture) -> tuple[tuple[Unit, ...], Reason | None]:
    """The units, and why they are not all there."""
    lines, reason = answer_lines(capture, "systemctl show")
    reason = answer_reason(capture, lines, reason)
    units: list[Unit] = []
    block: dict[str, str] = {}
    first, previous = None, 0
    for line in (*lines, None):
        if line is None or (previous and line.number > previous + 1):
            unit = _unit(block, first)
            if unit is not None:
                units.append(unit)
            elif first is not None:
                reason = reason or Reason.PARSE_ERROR
            block, first = {}, None
        if line is not None:
            name, _, value = line.text.partition("=")
            block[name] = value
            first, previous = first or line, line.number
    return tuple(units), reason


def _unit(block: dict[str, str], line: Line | None) -> Unit | None:
    if line is None or not {"Id", "LoadState", "ActiveState"} <= set(block):
        return None
    return Unit(
        name=block["Id"],
        loaded=block["LoadState"],
        active=block["ActiveState"],
        sub=block.get("SubState", ""),
        enabled=block.get("UnitFileState", ""),
        line=line,
    )
