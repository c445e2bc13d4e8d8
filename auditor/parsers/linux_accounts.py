"""Accounts of a Linux system: getent(1) for who there is, ``passwd -S`` and lslogins for their state.

Enabled means: its shell lets a person in, it has not expired, and there is a password (or an empty one) or a key. What
could not be read leaves it None and the set partial.
"""

from collections.abc import Iterable
from datetime import date

from auditor.facts.accounts import Account, AutomaticLogin, PasswordState
from auditor.facts.base import AnyParsed, Fact, Gap, Parsed
from auditor.model.job import Capture, CaptureStatus
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_account_states import AccountState, account_states, listed_states, status_states
from auditor.parsers.linux_autologin import automatic_logins
from auditor.parsers.linux_files import listed_files, read_files
from auditor.parsers.linux_gaps import absent, partial, worst
from auditor.parsers.linux_key_files import KeyFiles, key_files
from auditor.parsers.text_lines import Line, answer_lines, answer_reason, integer

PROVIDES: tuple[type[Fact], ...] = (Account, AutomaticLogin)

_NO_SHELL = ("nologin", "false", "sync", "shutdown", "halt", "git-shell", "true", "null")
"""Last parts of shells that let nobody work."""
_ADMINISTRATORS = frozenset({"sudo", "wheel", "admin"})
_UID_MIN = 1000
"""Compiled default of shadow."""


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """All accounts, and all automatic log-ins."""
    logins = automatic_logins(read_files(source.capture("autologin"), source.origin("autologin")))
    capture = source.capture("accounts_passwd")
    lines, reason = answer_lines(capture, "getent passwd")
    reason = answer_reason(capture, lines, reason)
    rows = [(line, line.text.split(":")) for line in lines]
    good = [(line, row) for line, row in rows if _is_account(row)]
    if not good or not any(row[2] == "0" for _, row in good):
        return (Parsed(type=Account, gap=absent(reason or Reason.PARSE_ERROR, "accounts_unread")), logins)
    if reason is None and len(good) < len(rows):
        reason = Reason.PARSE_ERROR
    states = account_states(
        status_states(source.capture("accounts_status"), source.origin("accounts_status")),
        status_states(source.capture("accounts_root"), source.origin("accounts_root")),
        listed_states(source.capture("accounts_lslogins"), source.origin("accounts_lslogins")),
        source.capture("accounts_status"),
    )
    members, group_gap = _administrators(source, good)
    least, least_gap = _uid_min(source)
    keys = key_files(source)
    accounts = _unique(
        [
            _account(source, line, row, states.by_name.get(row[0]), keys, privileged=row[0] in members, least=least)
            for line, row in good
        ]
    )
    gap = worst(
        partial(reason, "accounts_unread") if reason else None,
        group_gap,
        partial(states.reason, "account_states") if states.reason else None,
        _undecided(accounts, keys),
        least_gap,
        _hidden(source),
    )
    return (Parsed(type=Account, facts=accounts, gap=gap), logins)


def _is_account(row: list[str]) -> bool:
    return len(row) == 7 and bool(row[0]) and integer(row[2]) is not None and integer(row[3]) is not None


def _unique(accounts: list[Account]) -> tuple[Account, ...]:
    """The first entry of a name holds, as for getpwnam(3)."""
    found: dict[str, Account] = {}
    for account in accounts:
        found.setdefault(account.name, account)
    return tuple(found.values())


def _account(
    source: Source,
    line: Line,
    row: list[str],
    state: AccountState | None,
    keys: KeyFiles,
    *,
    privileged: bool,
    least: int,
) -> Account:
    name, _, uid_text, _, description, home, shell = row
    uid = int(uid_text)
    interactive = (shell or "/bin/sh").rpartition("/")[2] not in _NO_SHELL
    has_keys = keys.of(home)
    password = state.state if state else PasswordState.UNKNOWN
    expires = state.expires if state else None
    return Account(
        place=line.place(source.origin("accounts_passwd")),
        name=name,
        uid=uid,
        description=description[:200],
        system=0 < uid < least or uid in (65534, 65535),
        privileged=privileged or uid == 0,
        interactive=interactive,
        enabled=_enabled(interactive, password, has_keys, expires, source.started.date()),
        password=password,
        password_changed=state.changed if state else None,
        password_max_days=state.max_days if state else None,
        expires=expires,
        has_keys=has_keys,
    )


def _enabled(
    interactive: bool, password: PasswordState, has_keys: bool | None, expires: date | None, today: date
) -> bool | None:
    """Whether somebody could log in. An account that expires today can no longer (shadow(5))."""
    if not interactive or (expires is not None and expires <= today):
        return False
    if password in (PasswordState.SET, PasswordState.EMPTY) or has_keys:
        return True
    if password is PasswordState.LOCKED and has_keys is False:
        return False
    return None


def _undecided(accounts: tuple[Account, ...], keys: KeyFiles) -> Gap | None:
    """Why the state of some account that a person could use is not known."""
    open_ones = [a for a in accounts if a.enabled is None or (a.enabled and a.password is PasswordState.UNKNOWN)]
    if not open_ones:
        return None
    if keys.reason is not None:
        return partial(keys.reason, "account_keys")
    return partial(Reason.PARTIAL_COVERAGE, "accounts_undecided", accounts=tuple(sorted(a.name for a in open_ones)))


def _administrators(source: Source, rows: list[tuple[Line, list[str]]]) -> tuple[frozenset[str], Gap | None]:
    """Members of the administrators' groups, those whose primary group it is included."""
    capture = source.capture("accounts_group")
    lines, reason = answer_lines(capture, "getent group")
    reason = answer_reason(capture, lines, reason)
    members: set[str] = set()
    for line in lines:
        parts = line.text.split(":")
        if len(parts) != 4:
            reason = reason or Reason.PARSE_ERROR
        elif parts[0] in _ADMINISTRATORS:
            members.update(filter(None, parts[3].split(",")))
            members.update(row[0] for _, row in rows if row[3] == parts[2])
    return frozenset(members), partial(reason, "groups_unread") if reason else None


def _uid_min(source: Source) -> tuple[int, Gap | None]:
    """UID_MIN of login.defs; a file that cannot be read leaves it unknown where people begin."""
    files = read_files(source.capture("login_defs"), source.origin("login_defs"))
    found = _UID_MIN
    for line in files.of("/etc/login.defs"):
        words = line.text.split()
        if words[:1] == ["UID_MIN"] and len(words) > 1:
            found = integer(words[1]) or found
    trouble = files.trouble()
    return found, partial(trouble, "file_unread", file="/etc/login.defs") if trouble else None


def _hidden(source: Source) -> Gap | None:
    """Directory users that getent does not list: other NSS sources, or SSSD without enumeration."""
    files = read_files(source.capture("accounts_sources"), source.origin("accounts_sources"))
    path = "/etc/nsswitch.conf"
    line = next((n for n in files.of(path) if n.text.split("#")[0].strip().startswith("passwd:")), None)
    if files.fault is not None or path in files.faults:
        return partial(files.fault or files.faults[path], "file_unread", file=path)
    sources = line.text.split("#")[0].split(":", 1)[1].split() if line else ["files"]
    others = [
        s for s in sources if not s.startswith("[") and s not in ("files", "compat", "systemd", "sss", "altfiles")
    ]
    if others:
        return partial(Reason.PARTIAL_COVERAGE, "accounts_elsewhere", sources=tuple(others))
    if "sss" in sources:
        reason = _sssd(source.capture("accounts_sssd"))
        if reason is None and listed_files(source.capture("accounts_sssd_parts")):
            reason = Reason.PARTIAL_COVERAGE
        return partial(reason, "accounts_elsewhere", sources=("sss",)) if reason else None
    return None


def _sssd(capture: Capture) -> Reason | None:
    """Why SSSD may know accounts that are not listed; None when it serves no directory, or lists all of it."""
    if capture.status is CaptureStatus.MISSING and b"No such file" in capture.errors:
        return None
    files = _chosen_lines(capture)
    if files is None:
        return Reason.PERMISSION_DENIED if capture.status is CaptureStatus.DENIED else Reason.PARSE_ERROR
    values = [(n.strip(), v.strip().lower()) for n, _, v in (t.partition("=") for t in files) if not n.startswith("#")]
    directories = [v for n, v in values if n == "id_provider" and v not in ("files", "proxy")]
    if directories and ("enumerate", "true") not in values:
        return Reason.PARTIAL_COVERAGE
    return None


def _chosen_lines(capture: Capture) -> tuple[str, ...] | None:
    """The chosen lines of a file, whose numbers do not run on; None when they could not be read."""
    if capture.status is not CaptureStatus.OK or capture.exit_code not in (0, 1):
        return None
    lines, reason = answer_lines(capture, "/etc/sssd/sssd.conf")
    if reason is not None or not all(line.text.startswith("/etc/sssd/") for line in lines):
        return None
    return tuple(line.text.split(":", 2)[-1].strip() for line in lines)
