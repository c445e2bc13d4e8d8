"""When an account is locked after failed log-ins: pam_faillock(8), pam_tally2(8) in the auth stack.

The module must both count failures and refuse a locked account, whatever its arguments say; both are tried by walking
the stack. Compiled defaults of pam_faillock: deny 3, fail_interval 900 s, unlock_time 600 s.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files
from auditor.parsers.linux_pam import Entry
from auditor.parsers.linux_pam_walk import DENIED, uncertain, walk
from auditor.parsers.linux_settings import Settings
from auditor.parsers.text_lines import integer

FAILLOCK = "/etc/security/faillock.conf"
_LONGEST = 604800
"""Seconds; pam_faillock passes over a longer ``unlock_time`` or ``fail_interval``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lockout:
    """What happens after failed log-ins, and whether an empty password lets somebody in."""

    threshold: int = 0
    seconds: int | None = None
    interval: int | None = None
    for_root: bool = False
    empty_password: bool = False
    origins: dict[str, str] = field(default_factory=dict)
    fault: Reason | None = None
    file: str = ""


def lockout(entries: Sequence[Entry], files: Files) -> Lockout:
    """What an auth stack does."""
    doubtful = uncertain(entries)
    usual = walk(entries, {})
    if doubtful is not None or not usual.granted:
        return Lockout(fault=Reason.PARSE_ERROR, file=(doubtful or entries[-1]).line.where if entries else "")
    empty = next((e for e in usual.called if e.module == "pam_unix" and _lets_empty_in(e)), None)
    origins = {"empty_password_logs_in": empty.line.where} if empty else {}
    wrong = {i: DENIED for i, e in enumerate(entries) if e.module == "pam_unix"}
    after_failure = walk(entries, wrong)
    found = [
        found
        for index, entry in enumerate(entries)
        if (found := _locking(entries, index, entry, after_failure.called, files)) is not None
    ]
    locking = [f for f in found if f.threshold > 0 or f.fault is not None]
    chosen = min(locking, key=lambda f: f.threshold) if locking else (found[0] if found else Lockout())
    return Lockout(
        threshold=chosen.threshold,
        seconds=chosen.seconds,
        interval=chosen.interval,
        for_root=chosen.for_root,
        empty_password=empty is not None,
        origins={"lockout_threshold": "no module of the auth stack locks accounts", **chosen.origins, **origins},
        fault=chosen.fault,
        file=chosen.file,
    )


def _lets_empty_in(entry: Entry) -> bool:
    return "nullok" in entry.arguments or "nullok_secure" in entry.arguments


def _locking(
    entries: Sequence[Entry], index: int, entry: Entry, after_failure: Sequence[Entry], files: Files
) -> Lockout | None:
    """What one entry locks; None when it locks nothing."""
    if entry.module not in ("pam_faillock", "pam_tally2") or walk(entries, {index: DENIED}).granted:
        return None
    if entry.module == "pam_tally2":
        return _tally(entry) if entry in after_failure else None
    counted = any(e.module == "pam_faillock" and "authfail" in e.arguments for e in after_failure)
    if not counted or not {"preauth", "authsucc"} & set(entry.arguments):
        return None
    settings = Settings(module="pam_faillock")
    settings.read(files, (entry.option("conf") or FAILLOCK,))
    if entry.option("conf") not in (None, FAILLOCK):
        settings.blame(Reason.NO_EVIDENCE, entry.option("conf") or "")
    settings.take(entry)
    seconds, interval = _span(settings, "unlock_time", 600), _span(settings, "fail_interval", 900)
    for_root = settings.flag("even_deny_root")
    # Members of admin_group are let off as root is: these accounts are never locked.
    spared = "" if for_root else settings.text("admin_group")
    return Lockout(
        threshold=0 if spared else max(settings.number("deny", 3), 0),
        seconds=seconds,
        interval=interval,
        for_root=for_root,
        origins={
            "lockout_threshold": settings.origin("admin_group" if spared else "deny"),
            "lockout_seconds": settings.origin("unlock_time"),
            "lockout_interval_seconds": settings.origin("fail_interval"),
        },
        fault=settings.fault,
        file=settings.file,
    )


def _span(settings: Settings, name: str, default: int) -> int:
    """Seconds; ``never`` and 0 mean until an administrator releases the account."""
    if settings.text(name) == "never":
        return 0
    seconds = settings.number(name, default)
    if not 0 <= seconds <= _LONGEST:
        settings.blame(Reason.PARSE_ERROR, settings.origin(name))
    return seconds


def _tally(entry: Entry) -> Lockout:
    """pam_tally2(8): without ``deny`` it only counts; without ``unlock_time`` it stays locked."""
    deny = entry.option("deny")
    threshold = 0 if deny is None else integer(deny)
    fault = Reason.PARSE_ERROR if threshold is None else None
    return Lockout(
        threshold=threshold or 0,
        seconds=entry.number("unlock_time") or 0,
        for_root="even_deny_root" in entry.arguments,
        origins={"lockout_threshold": entry.line.where, "lockout_seconds": entry.line.where},
        fault=fault,
        file=entry.line.where if fault else "",
    )
