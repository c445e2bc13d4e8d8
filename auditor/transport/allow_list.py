"""The read-only allow-list: no command reaches a target that no rule describes (design section 7).

A rule says what a program may be given, by *shapes* (whole argument lists) or by *grammar* (options, options with a
value, verbs, operands). What a rule does not name is refused: there is no way to write "anything else".
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache

from auditor.model.job import Command, Privilege

GLOB = "glob:"
"""Prefix of an argument that the target's shell may expand."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")
"""Control characters have no place in a command line; a newline would begin another one."""

_LONGEST_ARGUMENT = 4096

_SECRET_FILES = (
    "/etc/shadow*",
    "/etc/gshadow*",
    "/etc/security/opasswd*",
    "/etc/ssh/ssh_host_*_key",
    "/etc/krb5.keytab",
    "*/.ssh/id_*",
    "/proc/*/environ",
    "/proc/kcore",
    "/dev/*",
)
"""Files whose contents are never fetched: password hashes, private keys, memory, devices."""


class ForbiddenCommandError(ValueError):
    """A command that the allow-list does not know: a fault of a collector, found before any session opens."""


def no_operand(_: str) -> bool:
    """No operand at all."""
    return False


def path(argument: str) -> bool:
    """An absolute path, with or without ``glob:``."""
    return argument.removeprefix(GLOB).startswith("/") and "/../" not in argument


@lru_cache(maxsize=4096)
def readable(argument: str) -> bool:
    """An absolute path whose contents may be read; a pattern must not be able to expand to a secret file."""
    if not path(argument):
        return False
    name = argument.removeprefix(GLOB)
    globbed = argument.startswith(GLOB)
    return not any(fnmatchcase(name, secret) or (globbed and _overlap(name, secret)) for secret in _SECRET_FILES)


def matching(pattern: str) -> Callable[[str], bool]:
    """An operand that the regular expression matches as a whole."""
    compiled = re.compile(pattern)
    return lambda argument: compiled.fullmatch(argument) is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What one program may be asked."""

    path: str
    """Where the supported distributions install it; the sudoers line names it so."""
    shapes: tuple[tuple[str, ...], ...] = ()
    """Whole argument lists, each argument a regular expression. When given, nothing else is allowed."""
    options: str = r"(?!)"
    """Regular expression of options without a value, or with one joined by ``=``."""
    valued: Mapping[str, str] = field(default_factory=dict)
    """Options followed by a value in the next argument, and the value's regular expression."""
    verbs: frozenset[str] = frozenset()
    """When given, the first operand must be one of them."""
    operand: Callable[[str], bool] = no_operand
    first: Callable[[str], bool] | None = None
    """The first operand, where it differs from the others (the pattern of ``grep``)."""
    light: bool = False
    """Answers at once from the target's own memory or disk, so that no ``timeout`` need guard it."""
    small: bool = False
    """Its answer is some pages at most by nature, so that no ``head`` need cut it on the target."""

    def allows(self, arguments: Sequence[str]) -> bool:
        """Whether these arguments only read."""
        if self.shapes:
            return any(_fits(arguments, shape) for shape in self.shapes)
        left = iter(arguments)
        operands: list[str] = []
        for argument in left:
            if argument in self.valued:
                value = next(left, None)
                if value is None or not re.fullmatch(self.valued[argument], value):
                    return False
            elif argument == "--":
                operands.extend(left)
            elif argument.startswith("-"):
                if not re.fullmatch(self.options, argument):
                    return False
            else:
                operands.append(argument)
        return self._operands_allowed(operands)

    def _operands_allowed(self, operands: Sequence[str]) -> bool:
        if self.verbs:
            return bool(operands) and operands[0] in self.verbs and all(map(self.operand, operands[1:]))
        if self.first is not None:
            return bool(operands) and self.first(operands[0]) and all(map(self.operand, operands[1:]))
        return all(map(self.operand, operands))


def rule_for(command: Command, rules: Mapping[str, Rule]) -> Rule:
    """The rule that allows a command; raises `ForbiddenCommandError` when none does."""
    fault = next(_faults(command, rules), None)
    if fault is not None:
        raise ForbiddenCommandError(f"command {command.id!r} ({' '.join(command.argv)!r}): {fault}")
    return rules[command.argv[0]]


def _faults(command: Command, rules: Mapping[str, Rule]) -> Iterator[str]:
    if not command.argv:
        yield "it names no program"
        return
    if any(_UNSAFE.search(a) or len(a) > _LONGEST_ARGUMENT for a in command.argv):
        yield "an argument holds a control character or is too long"
    if command.limit <= 0 or command.timeout.total_seconds() <= 0:
        yield "its limit and its timeout must be more than nothing"
    rule = rules.get(command.argv[0])
    if rule is None:
        yield "the program is not on the read-only allow-list"
    elif not rule.allows(command.argv[1:]):
        yield "these arguments are not on the read-only allow-list"
    elif command.privilege is Privilege.SUDO and any(a.startswith(GLOB) for a in command.argv):
        yield "a pattern cannot be named narrowly in sudoers"


def _fits(arguments: Sequence[str], shape: Sequence[str]) -> bool:
    return len(arguments) == len(shape) and all(re.fullmatch(p, a) for a, p in zip(arguments, shape, strict=True))


def _overlap(pattern: str, secret: str) -> bool:
    """Whether two shell patterns may name the same file; says yes rather too often."""
    ours, theirs = pattern.split("/"), secret.split("/")
    if theirs[0] == "*":  # in any folder: compare the last parts alone
        theirs = theirs[1:]
        ours = ours[-len(theirs) :]
    return len(ours) == len(theirs) and all(_beginnings_agree(a, b) for a, b in zip(ours, theirs, strict=True))


def _beginnings_agree(one: str, other: str) -> bool:
    a, b = re.split(r"[*?\[]", one, maxsplit=1), re.split(r"[*?\[]", other, maxsplit=1)
    if len(a) == 1 and len(b) == 1:
        return one == other
    if len(a) == 1:
        return fnmatchcase(one, other)
    if len(b) == 1:
        return fnmatchcase(other, one)
    ends_agree = _tail(one).endswith(_tail(other)) or _tail(other).endswith(_tail(one))
    return ends_agree and (a[0].startswith(b[0]) or b[0].startswith(a[0]))


def _tail(pattern: str) -> str:
    return re.split(r"[*?\]]", pattern)[-1]
