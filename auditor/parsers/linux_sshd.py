"""sshd's effective policy: ``sshd -T`` for the base, the files for Match blocks (sshd_config(5)).

``sshd -T`` without ``-C`` ignores Match blocks, so those always come from the files. Both tell what sshd would do if it
were started now; a daemon that was not reloaded since may still do otherwise. On RHEL 8 the system's crypto policy
is given to sshd on its command line, where neither shows it; its file does.
"""

import re
from collections.abc import Iterable, Mapping

from auditor.facts.base import AnyParsed, Fact, Gap, Parsed
from auditor.facts.remote import SshdPolicy
from auditor.model.evidence import Place
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files
from auditor.parsers.linux_gaps import absent, partial
from auditor.parsers.linux_sshd_config import (
    CRYPTO_POLICY,
    MAIN,
    SshdConfig,
    keyword_values,
    read_sshd_config,
    sshd_files,
)
from auditor.parsers.text_lines import answer_lines, answer_reason, integer

PROVIDES: tuple[type[Fact], ...] = (SshdPolicy,)

_DEFAULTS: Mapping[str, str] = {
    "permitrootlogin": "prohibit-password",
    "passwordauthentication": "yes",
    "kbdinteractiveauthentication": "yes",
    "permitemptypasswords": "no",
    "pubkeyauthentication": "yes",
    "hostbasedauthentication": "no",
    "maxauthtries": "6",
    "clientaliveinterval": "0",
    "clientalivecountmax": "3",
    "usepam": "no",
    "authenticationmethods": "any",
}
"""Compiled defaults of OpenSSH 8.0 to 9.9 (sshd_config(5)), the versions of the named distributions."""

_ROOT = {"without-password": "prohibit-password"}
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_SPAN = re.compile(r"([0-9]{1,9})([smhdw]?)", re.I)
_POLICY_OPTION = re.compile(r"-o([A-Za-z0-9]{1,40})=([^\s'\"]{1,4000})")
_ALGORITHMS = ("ciphers", "macs", "kexalgorithms", "hostkeyalgorithms")


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """The base policy and one for every Match block."""
    files = sshd_files(source)
    config = read_sshd_config(files)
    effective = effective_settings(source)
    written = keyword_values(config.base)
    if effective is None and config.fault is not None:
        return (Parsed(type=SshdPolicy, gap=absent(config.fault, "sshd_unread", file=config.missing)),)
    base = {**_DEFAULTS, **_crypto_policy(files), **(written if effective is None else effective)}
    if effective is not None:
        base.update({**_crypto_policy(files), **keyword_values(config.everyone)})
    where = Place(origin=source.origin("sshd_effective"), where="sshd -T")
    if effective is None:
        first = files.of(MAIN)
        where = first[0].place(config.origin) if first else Place(origin=config.origin, where=MAIN)
    facts = [_policy("", base, where, effective=effective is not None)]
    for name, overrides in config.blocks.items():
        line = config.block_lines.get(name)
        place = line.place(config.origin) if line else where
        facts.append(_policy(name, {**base, **keyword_values(overrides)}, place, effective=False))
    known = tuple(f for f in facts if f is not None)
    return (Parsed(type=SshdPolicy, facts=known, gap=_gap(config, written, effective, len(known) < len(facts))),)


def _gap(
    config: SshdConfig, written: Mapping[str, str], effective: Mapping[str, str] | None, unclear: bool
) -> Gap | None:
    if unclear:
        return partial(Reason.PARSE_ERROR, "sshd_value", file=MAIN)
    if config.fault is not None:
        return partial(config.fault, "sshd_matches_unread", file=config.missing)
    if effective is not None:
        for keyword in _DEFAULTS:
            said, meant = effective.get(keyword), written.get(keyword)
            if keyword in config.everyone or said is None or meant is None:
                continue
            if _plain(keyword, said) != _plain(keyword, meant):
                return partial(Reason.CONFLICTING_EVIDENCE, "sshd_conflict", keyword=keyword)
    return None


def _plain(keyword: str, value: str) -> str:
    """A value in the form in which two sources can be compared."""
    lowered = value.lower()
    if keyword in ("clientaliveinterval",):
        return str(clock_time(lowered))
    return {**_ROOT, "true": "yes", "false": "no"}.get(lowered, lowered)


def effective_settings(source: Source) -> dict[str, str] | None:
    """What ``sshd -T`` says, by keyword; None when it says nothing that can be relied on."""
    capture = source.capture("sshd_effective")
    lines, reason = answer_lines(capture, "sshd -T")
    if answer_reason(capture, lines, reason) is not None:
        return None
    found: dict[str, str] = {}
    for line in lines:
        keyword, _, value = line.text.strip().partition(" ")
        found.setdefault(keyword.lower(), value.strip())
    if not {"permitrootlogin", "passwordauthentication", "permitemptypasswords"} <= set(found):
        return None
    if "challengeresponseauthentication" in found:
        found.setdefault("kbdinteractiveauthentication", found["challengeresponseauthentication"])
    return found


def _crypto_policy(files: Files) -> dict[str, str]:
    """RHEL 8: ``CRYPTO_POLICY='-oCiphers=… -oMACs=…'``, which its unit puts on sshd's command line."""
    found: dict[str, str] = {}
    for line in files.of(CRYPTO_POLICY):
        if line.text.startswith("CRYPTO_POLICY="):
            found.update({keyword.lower(): value for keyword, value in _POLICY_OPTION.findall(line.text)})
    return found


def _policy(match: str, values: Mapping[str, str], place: Place, *, effective: bool) -> SshdPolicy | None:
    """The fact; None when a value is none that sshd knows."""
    flags = {k: _flag(values[k]) for k, d in _DEFAULTS.items() if d in ("yes", "no") and k in values}
    root = _ROOT.get(values["permitrootlogin"].lower(), values["permitrootlogin"].lower())
    tries, alive = integer(values["maxauthtries"]), clock_time(values["clientaliveinterval"])
    count = integer(values["clientalivecountmax"])
    if None in flags.values() or tries is None or alive is None or count is None:
        return None
    if root not in ("yes", "no", "prohibit-password", "forced-commands-only"):
        return None
    methods = values["authenticationmethods"].lower()
    algorithms = {k: _list(values.get(k)) if effective or k in values else None for k in _ALGORITHMS}
    # On Linux, PAM is the only thing that keyboard-interactive log-ins can ask.
    interactive = bool(flags["kbdinteractiveauthentication"]) and bool(flags["usepam"])
    return SshdPolicy(
        place=place,
        match=match,
        permit_root_login=root,
        password_authentication=bool(flags["passwordauthentication"]) and _suffices(methods, "password"),
        keyboard_interactive=interactive and _suffices(methods, "keyboard-interactive"),
        permit_empty_passwords=bool(flags["permitemptypasswords"]),
        pubkey_authentication=bool(flags["pubkeyauthentication"]) and ("publickey" in methods or _any(methods)),
        host_based=bool(flags["hostbasedauthentication"]) and ("hostbased" in methods or _any(methods)),
        max_auth_tries=tries,
        client_alive_interval=alive,
        client_alive_count_max=count,
        ciphers=algorithms["ciphers"],
        macs=algorithms["macs"],
        kex_algorithms=algorithms["kexalgorithms"],
        host_key_algorithms=algorithms["hostkeyalgorithms"],
        use_pam=bool(flags["usepam"]),
        effective=effective,
    )


def _any(methods: str) -> bool:
    return methods.strip('"') in ("", "any")


def _suffices(methods: str, method: str) -> bool:
    """Whether AuthenticationMethods lets somebody in with this method and no key: a list of such methods alone."""
    if _any(methods):
        return True
    for chain in methods.split():
        parts = {part.partition(":")[0] for part in chain.split(",")}
        if method in parts and parts <= {"password", "keyboard-interactive"}:
            return True
    return False


def _flag(value: str) -> bool | None:
    return {"yes": True, "true": True, "no": False, "false": False}.get(value.lower())


def _list(value: str | None) -> tuple[str, ...] | None:
    """A list of algorithms; None when it only changes the compiled default (``+``, ``-``, ``^``)."""
    if not value or value[0] in "+-^":
        return None
    return tuple(part for part in value.split(",") if part)


def clock_time(value: str) -> int | None:
    """A time as sshd_config(5) writes it (``90``, ``5m``, ``1h30m``), in seconds."""
    parts = _SPAN.findall(value)
    if not parts or "".join(n + u for n, u in parts) != value:
        return None
    return sum(int(number) * _UNITS[unit.lower()] for number, unit in parts)
