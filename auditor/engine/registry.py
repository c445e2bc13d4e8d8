"""Finds collectors, parsers and checks: built-in ones by file name, third parties' by entry point.

Nothing is imported until it is asked for, so that a command which needs no SNMP never pays for it.
"""

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import cast

from auditor.errors import UsageError
from auditor.model.plugins import Check, Collector, Parser
from auditor.model.words import message

_ROOMS = {"collectors": "auditor.collectors", "parsers": "auditor.parsers", "checks": "auditor.checks"}


@cache
def names(room: str) -> tuple[str, ...]:
    """Names of all parts in a room, built-in first; a third party's part never hides a built-in one."""
    package = importlib.import_module(_ROOMS[room])
    own = [m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_")]
    others = sorted(e.name for e in entry_points(group=_ROOMS[room]) if e.name not in own)
    return (*sorted(own), *others)


@cache
def _module(room: str, name: str) -> ModuleType:
    path = f"{_ROOMS[room]}.{name}"
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError as error:
        if error.name != path:
            raise
    for entry in entry_points(group=_ROOMS[room], name=name):
        return cast("ModuleType", entry.load())
    raise UsageError(message("engine.no_such_part", room=room, name=name))


def check(name: str) -> Check:
    """The check of that name; raises UsageError when there is none."""
    return cast("Check", _module("checks", name))


def parser(name: str) -> Parser:
    """The parser of that name; raises UsageError when there is none."""
    return cast("Parser", _module("parsers", name))


@cache
def collectors() -> dict[str, Collector]:
    """All collectors by name. A module in the room that declares no transport is a part shared by collectors."""
    found = {name: _module("collectors", name) for name in names("collectors")}
    return {name: cast("Collector", m) for name, m in found.items() if hasattr(m, "TRANSPORT")}
