"""Walks a PAM stack as libpam does, for an ordinary local user, to see what is reached and how it ends.

The order of decisions follows pam.conf(5) and libpam's dispatcher: jumps count a substack as one, ``done`` and
``die`` in a substack end that substack alone, a jump over the end fails, ``ignore`` changes nothing.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from auditor.parsers.linux_pam import Entry

SUCCESS, DENIED, IGNORED = "success", "auth_err", "ignore"
UNKNOWN_USER, UNAVAILABLE = "user_unknown", "authinfo_unavail"

_ALWAYS: Mapping[str, str] = {
    "pam_deny": DENIED,
    "pam_rootok": DENIED,
    "pam_wheel": DENIED,
    "pam_fprintd": UNAVAILABLE,
    "pam_pkcs11": UNAVAILABLE,
    "pam_sss": UNKNOWN_USER,
    "pam_sss_gss": UNKNOWN_USER,
    "pam_ldap": UNKNOWN_USER,
    "pam_krb5": UNKNOWN_USER,
    "pam_winbind": UNKNOWN_USER,
    "pam_systemd_home": UNKNOWN_USER,
    "pam_faillock": SUCCESS,
    "pam_localuser": SUCCESS,
    "pam_usertype": SUCCESS,
    "pam_permit": SUCCESS,
    "pam_nologin": IGNORED,
    "pam_tally2": SUCCESS,
    "pam_unix": SUCCESS,
    **dict.fromkeys(("pam_pwquality", "pam_cracklib", "pam_passwdqc", "pam_pwhistory"), SUCCESS),
    **dict.fromkeys(("pam_env", "pam_faildelay", "pam_securetty", "pam_shells", "pam_access", "pam_time"), SUCCESS),
    **dict.fromkeys(("pam_group", "pam_cap", "pam_keyinit", "pam_mount", "pam_ecryptfs", "pam_warn"), SUCCESS),
    **dict.fromkeys(("pam_gnome_keyring", "pam_kwallet", "pam_kwallet5", "pam_selinux", "pam_echo"), SUCCESS),
}
"""What each module returns to a local user who is not root and does everything right."""

_CONDITION = re.compile(r"uid (?P<sign>>=|>|<=|<|ge|gt|le|lt|eq|ne|=|!=) (?P<number>[0-9]{1,9})")
_COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    "ge": operator.ge,
    ">": operator.gt,
    "gt": operator.gt,
    "<=": operator.le,
    "le": operator.le,
    "<": operator.lt,
    "lt": operator.lt,
    "=": operator.eq,
    "eq": operator.eq,
    "!=": operator.ne,
    "ne": operator.ne,
}
_USER_ID = 1000
"""The user that is walked with: the first ordinary one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """How one pass through a stack went."""

    called: tuple[Entry, ...]
    granted: bool


def uncertain(entries: Sequence[Entry]) -> Entry | None:
    """The first entry that could decide the stack by a rule unknown here; None when there is none."""
    for entry in entries:
        if entry.module in _ALWAYS or not entry.grants:
            continue
        if entry.module != "pam_succeed_if" or _condition(entry) is None:
            return entry
    return None


def walk(entries: Sequence[Entry], returns: Mapping[int, str]) -> Walk:
    """Pass through a stack. ``returns`` overrides what the entry with that index gives back."""
    called: list[Entry] = []
    saved: dict[int, tuple[bool | None, bool]] = {0: (None, False)}
    impression: bool | None = None
    status = False
    position, previous = 0, 0
    while position < len(entries):
        entry = entries[position]
        if entry.level > previous:
            saved.update(dict.fromkeys(range(previous + 1, entry.level + 1), (impression, status)))
        previous = entry.level
        called.append(entry)
        result = returns.get(position) or _usual(entry)
        action = entry.actions.get(result, entry.actions.get("default", "bad"))
        position += 1
        if isinstance(action, int):
            position, left = _jump(entries, position, entry.level, action)
            if left:
                impression, status = False, False
        elif action == "reset":
            impression, status = saved.get(entry.level, (None, False))
        elif action in ("ok", "done"):
            if impression is None or (impression and status):
                impression, status = True, result == SUCCESS
            if impression and action == "done":
                position = _end(entries, position, entry.level)
        elif action in ("bad", "die"):
            impression, status = False, False
            if action == "die":
                position = _end(entries, position, entry.level)
    return Walk(called=tuple(called), granted=bool(impression and status))


def _end(entries: Sequence[Entry], position: int, level: int) -> int:
    """The next entry outside this substack."""
    while position < len(entries) and entries[position].level >= level:
        position += 1
    return position


def _jump(entries: Sequence[Entry], position: int, level: int, count: int) -> tuple[int, int]:
    """Skip entries, a substack counting as one; also how many could not be skipped."""
    while count and position < len(entries) and entries[position].level >= level:
        inside = entries[position].level > level
        position += 1
        while inside and position < len(entries) and entries[position].level > level:
            position += 1
        count -= 1
    return position, count


def _usual(entry: Entry) -> str:
    if entry.module == "pam_succeed_if":
        holds = _condition(entry)
        return IGNORED if holds is None else SUCCESS if holds else DENIED
    return _ALWAYS.get(entry.module, IGNORED)


def _condition(entry: Entry) -> bool | None:
    """Whether a condition on the user id holds for an ordinary user; None for other conditions."""
    flags = ("quiet", "quiet_success", "quiet_fail", "use_uid", "debug", "audit")
    found = _CONDITION.fullmatch(" ".join(w for w in entry.arguments if w not in flags))
    if found is None:
        return None
    return _COMPARISONS[found["sign"]](_USER_ID, int(found["number"]))
