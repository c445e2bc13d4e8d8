"""Password states by account: ``passwd -S`` in the forms of shadow and of RHEL, and lslogins(1). Neither gives hashes.

shadow (Debian, Ubuntu): ``name P 2024-01-01 0 99999 7 -1``, before 4.14 partly ``01/31/2024``; states P, L, NP.
RHEL 8 and 9: ``name PS 2024-01-01 0 99999 7 -1 (Password set, SHA512 crypt.)``; states PS, LK, NP; one account a call.
lslogins calls an account without any hash "empty", whether its field is ``*`` or truly empty: then it is unknown here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from auditor.facts.accounts import PasswordState
from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Reason
from auditor.parsers.text_lines import answer_lines, integer

_STATES = {
    "P": PasswordState.SET,
    "PS": PasswordState.SET,
    "L": PasswordState.LOCKED,
    "LK": PasswordState.LOCKED,
    "NP": PasswordState.EMPTY,
}
_STATUS = re.compile(
    r"(?P<name>\S+) (?P<state>PS|P|LK|L|NP) (?P<changed>\S+) (?P<least>-?\d+) (?P<most>-?\d+) (?P<warn>-?\d+) "
    r"(?P<inactive>-?\d+)(?: \(.{0,200}\))?"
)
_EXPORT = re.compile(r'([A-Z][A-Z_-]{0,30})="([^"]{0,200})"')
_NO_LIMIT = 99999


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountState:
    """What is known of one account's password."""

    state: PasswordState
    changed: date | None = None
    max_days: int | None = None
    expires: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class States:
    """States by account, and why there may be more."""

    by_name: Mapping[str, AccountState]
    origin: str
    reason: Reason | None = None


def status_states(capture: Capture, origin: str) -> States:
    """The accounts of ``passwd -S``; a line that is none makes the whole answer doubtful."""
    lines, reason = answer_lines(capture, "passwd -S")
    found: dict[str, AccountState] = {}
    for line in lines:
        parts = _STATUS.fullmatch(line.text.strip())
        if parts is None:
            reason = reason or Reason.PARSE_ERROR
            continue
        most = integer(parts["most"])
        found[parts["name"]] = AccountState(
            state=_STATES[parts["state"]],
            changed=_day(parts["changed"]),
            max_days=most if most is not None and 0 <= most < _NO_LIMIT else None,
        )
    if reason is None and (capture.exit_code != 0 or not found):
        reason = Reason.PARSE_ERROR
    return States(by_name=found, origin=origin, reason=reason)


def listed_states(capture: Capture, origin: str) -> States:
    """The accounts of ``lslogins -e``."""
    lines, reason = answer_lines(capture, "lslogins")
    found: dict[str, AccountState] = {}
    for line in lines:
        values = {name.replace("_", "-"): value for name, value in _EXPORT.findall(line.text)}
        name = values.get("USER", "")
        state = _state(values)
        if not name or state is None:
            reason = reason or Reason.PARSE_ERROR
            continue
        most = integer(values.get("PWD-MAX", ""))
        found[name] = AccountState(
            state=state,
            changed=_day(values.get("PWD-CHANGE", "")),
            max_days=most if most is not None and 0 <= most < _NO_LIMIT else None,
            expires=_day(values.get("PWD-EXPIR", "")),
        )
    if reason is None and (capture.exit_code != 0 or not found):
        reason = Reason.PARSE_ERROR
    return States(by_name=found, origin=origin, reason=reason)


def _state(values: Mapping[str, str]) -> PasswordState | None:
    flags = [values.get(name) for name in ("PWD-EMPTY", "PWD-LOCK", "PWD-DENY")]
    if any(flag not in ("0", "1") for flag in flags):
        return None
    empty, locked, refused = (flag == "1" for flag in flags)
    if locked or refused:
        return PasswordState.LOCKED
    return PasswordState.UNKNOWN if empty else PasswordState.SET


def _day(text: str) -> date | None:
    """A day in either form; None for ``never``, ``password must be changed`` and what is no day."""
    american = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text, re.ASCII)
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:T.{0,40})?", text, re.ASCII)
    try:
        if american:
            return date(int(american[3]), int(american[1]), int(american[2]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None


def account_states(status: States, root: States, listed: States, denied: Capture) -> States:
    """The best of the three: the whole ``passwd -S``, else lslogins with ``passwd -S root`` over it.

    lslogins alone knows the day an account expires.
    """
    expiries = {name: state.expires for name, state in listed.by_name.items()}
    if status.reason is None:
        known = {n: _with_expiry(s, expiries.get(n)) for n, s in status.by_name.items()}
        return States(by_name=known, origin=status.origin)
    known = {**listed.by_name}
    if root.reason is None:
        known.update({n: _with_expiry(s, expiries.get(n)) for n, s in root.by_name.items()})
    if listed.reason is None:
        return States(by_name=known, origin=listed.origin)
    reason = Reason.PERMISSION_DENIED if denied.status is CaptureStatus.DENIED else listed.reason
    return States(by_name=known, origin=listed.origin, reason=reason)


def _with_expiry(state: AccountState, expires: date | None) -> AccountState:
    return AccountState(state=state.state, changed=state.changed, max_days=state.max_days, expires=expires)
