"""Which Match blocks of sshd's settings may decide for a user (sshd_config(5) ``Match``).

All criteria of a block must hold. Blocks are taken in the order of the file, and of each keyword the first value of a
matching block holds; what a block does not set comes from the base settings.
"""

from collections.abc import Sequence
from enum import Enum
from fnmatch import fnmatchcase

from auditor.facts.remote import SshdPolicy

_OF_THE_CONNECTION = frozenset({"address", "host", "localaddress", "localport", "rdomain", "version"})
"""Criteria that a user can meet by connecting from or to the right place."""


class Applies(Enum):
    """Whether a block decides for a user."""

    ALWAYS = "always"
    WHEN_CONNECTED_SO = "when_connected_so"
    PERHAPS = "perhaps"
    """It asks for what is not known here: membership in a group, a criterion that this program does not know."""
    NEVER = "never"


def applies(policy: SshdPolicy, user: str) -> Applies:
    """Whether a block decides for the user; the base settings always do unless a block does."""
    words = policy.match.replace("=", " ").replace('"', " ").split()
    if not words or [w.lower() for w in words] == ["all"]:
        return Applies.ALWAYS
    if len(words) % 2:
        return Applies.PERHAPS
    found = Applies.ALWAYS
    for criterion, value in zip(words[::2], words[1::2], strict=True):
        if criterion.lower() == "user":
            if not matches(user, value.split(",")):
                return Applies.NEVER
        elif criterion.lower() not in _OF_THE_CONNECTION:
            found = Applies.PERHAPS
        elif found is Applies.ALWAYS:
            found = Applies.WHEN_CONNECTED_SO
    return found


def matches(name: str, patterns: Sequence[str]) -> bool:
    """As ssh_config(5) PATTERNS: ``!`` refuses, ``*`` and ``?`` stand for characters."""
    if any(p.startswith("!") and fnmatchcase(name, p[1:]) for p in patterns):
        return False
    return any(fnmatchcase(name, p) for p in patterns if not p.startswith("!"))


def deciding(policies: Sequence[SshdPolicy], user: str) -> tuple[tuple[SshdPolicy, Applies], ...]:
    """The blocks that may decide for the user, in their order, and the base settings last.

    A block after one that always applies is at most PERHAPS: the earlier one's values hold wherever it sets them. The
    base settings are left out when a block always applies.
    """
    found: list[tuple[SshdPolicy, Applies]] = []
    settled = False
    for policy in (p for p in policies if p.match):
        how = applies(policy, user)
        if how is Applies.NEVER:
            continue
        found.append((policy, Applies.PERHAPS if settled else how))
        settled = settled or how is Applies.ALWAYS
    if not settled:
        found += [(policy, Applies.ALWAYS) for policy in policies if not policy.match]
    return tuple(found)
