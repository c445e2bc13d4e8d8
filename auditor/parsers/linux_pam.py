"""PAM configuration (pam.d(5)): files to stacks, with ``include``, ``substack`` and Debian's ``@include`` followed.

Only ``/etc/pam.d`` is read; ``/usr/lib/pam.d``, which RHEL and Debian 12 do not use for these services, is not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files
from auditor.parsers.text_lines import Line, integer

FOLDER = "/etc/pam.d/"
_DEEPEST = 16
"""Includes within includes; libpam itself stops at 16 (PAM_SUBSTACK_MAX_LEVEL)."""
_MOST_ENTRIES = 2000
_LINE = re.compile(r"-?(?P<type>auth|account|password|session)\s+(?P<control>\[[^\]]*\]|\S+)\s+(?P<rest>\S.*)", re.I)
_INCLUDE = re.compile(r"@include\s+(?P<file>\S+)", re.I)
_ARGUMENT = re.compile(r"\[((?:[^\]\\]|\\.)*)\]|(\S+)")

_REQUIRED = {"success": "ok", "new_authtok_reqd": "ok", "ignore": "ignore", "default": "bad"}
KEYWORDS: Mapping[str, Mapping[str, str | int]] = {
    "required": _REQUIRED,
    "requisite": {**_REQUIRED, "default": "die"},
    "sufficient": {"success": "done", "new_authtok_reqd": "done", "default": "ignore"},
    "optional": {"success": "ok", "new_authtok_reqd": "ok", "default": "ignore"},
}
"""The keywords as pam.conf(5) spells them out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One module of a stack."""

    module: str
    """Its name without folder and ``.so``."""
    arguments: tuple[str, ...]
    actions: Mapping[str, str | int]
    """Return value to action; a number is how many entries are skipped."""
    level: int
    """How many substacks it stands in."""
    line: Line

    def option(self, name: str) -> str | None:
        """The value of ``name=…`` among the arguments, the last one; None without it."""
        values = [a.partition("=")[2] for a in self.arguments if a.startswith(name + "=")]
        return values[-1] if values else None

    def number(self, name: str) -> int | None:
        """The value as a whole number."""
        value = self.option(name)
        return None if value is None else integer(value)

    @property
    def grants(self) -> bool:
        """Whether its success decides or redirects the stack, rather than merely adding to it."""
        return self.actions.get("success", self.actions.get("default", "bad")) not in ("ok", "ignore", "bad", "die")


@dataclass(kw_only=True, slots=True)
class Stack:
    """All modules of one type that a service calls, in order."""

    entries: list[Entry] = field(default_factory=list)
    fault: Reason | None = None
    missing: str = ""
    """The file, or line, that the fault is about."""

    def blame(self, reason: Reason, what: str) -> None:
        """Remember the first fault."""
        if self.fault is None:
            self.fault, self.missing = reason, what


def stack(files: Files, service: str, kind: str) -> Stack:
    """The stack of a service: ``kind`` is ``auth``, ``account``, ``password`` or ``session``."""
    found = Stack()
    if files.fault is not None:
        found.blame(files.fault, FOLDER + service)
        return found
    _add(found, files, _full(service), kind, level=0, depth=0)
    return found


def _full(name: str) -> str:
    return name if name.startswith("/") else FOLDER + name


def _add(found: Stack, files: Files, path: str, kind: str, *, level: int, depth: int) -> None:
    """Append a file's entries; an include loop ends as libpam ends it, and is a fault."""
    if depth >= _DEEPEST or len(found.entries) > _MOST_ENTRIES:
        found.blame(Reason.PARSE_ERROR, path)
        return
    if path in files.faults:
        found.blame(files.faults[path], path)
        return
    if path not in files.lines:
        found.blame(Reason.NO_EVIDENCE, path)
        return
    for line in _logical(files.of(path)):
        if found.fault is not None:
            return
        included = _INCLUDE.fullmatch(line.text)
        if included:
            _add(found, files, _full(included["file"]), kind, level=level, depth=depth + 1)
            continue
        parts = _LINE.fullmatch(line.text)
        if parts is None:
            found.blame(Reason.PARSE_ERROR, line.where)
            return
        if parts["type"].lower() != kind:
            continue
        control = parts["control"].lower()
        words = tuple(a or b for a, b in _ARGUMENT.findall(parts["rest"]))
        if control in ("include", "substack"):
            deeper = level + (control == "substack")
            _add(found, files, _full(words[0]), kind, level=deeper, depth=depth + 1)
            continue
        actions = _actions(control)
        if actions is None:
            found.blame(Reason.PARSE_ERROR, line.where)
            return
        module = words[0].rpartition("/")[2].removesuffix(".so")
        found.entries.append(Entry(module=module, arguments=words[1:], actions=actions, level=level, line=line))


def _logical(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Lines without comments, continued ones joined."""
    pending: Line | None = None
    for line in lines:
        text = line.text if pending is None else f"{pending.text} {line.text}"
        first = line if pending is None else pending
        bare = re.split(r"(?<!\\)#", text, maxsplit=1)[0].strip()
        if bare.endswith("\\"):
            pending = Line(path=first.path, number=first.number, text=bare[:-1].rstrip())
            continue
        pending = None
        if bare:
            yield Line(path=first.path, number=first.number, text=bare)
    if pending is not None and pending.text:
        yield pending


def _actions(control: str) -> Mapping[str, str | int] | None:
    """What a control field says; None when it is not one."""
    if not control.startswith("["):
        return KEYWORDS.get(control)
    actions: dict[str, str | int] = {"default": "bad"}
    for pair in control[1:-1].split():
        value, _, action = pair.partition("=")
        skipped = integer(action)
        if skipped is not None and 0 <= skipped < _MOST_ENTRIES:
            actions[value] = skipped
        elif action in ("ignore", "ok", "done", "bad", "die", "reset"):
            actions[value] = action
        else:
            return None
    return actions
