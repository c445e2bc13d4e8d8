"""The password policy in force for log-in at the console and over SSH, compiled defaults included.

Sources: pam.d(5), pwquality.conf(5), faillock.conf(5), login.defs(5), sshd_config(5), for Debian 12, Ubuntu 24.04 and
RHEL/Alma 8 and 9. Elsewhere the compiled defaults are not known, and the set is partial.
"""

from collections.abc import Iterable, Mapping

from auditor.facts.accounts import PasswordPolicy
from auditor.facts.base import AnyParsed, Fact, Gap, Parsed
from auditor.model.evidence import Place
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files, read_files
from auditor.parsers.linux_gaps import FAMILIES, absent, partial, release, worst
from auditor.parsers.linux_lockout import Lockout, lockout
from auditor.parsers.linux_pam import FOLDER, Stack, stack
from auditor.parsers.linux_password_strength import Strength, strength, weaker
from auditor.parsers.linux_sshd import effective_settings
from auditor.parsers.linux_sshd_config import keyword_values, read_sshd_config, sshd_files
from auditor.parsers.text_lines import answer_lines, integer

PROVIDES: tuple[type[Fact], ...] = (PasswordPolicy,)
_NO_LIMIT = 99999
"""PASS_MAX_DAYS that stands for no limit (login.defs(5))."""


def parse(source: Source, /) -> Iterable[AnyParsed]:
    """A policy for the services ``login`` and ``sshd``."""
    stacks = read_files(source.capture("pam_stacks"), source.origin("pam_stacks"))
    if stacks.fault is not None or not stacks.lines:
        gap = absent(stacks.trouble() or Reason.NO_EVIDENCE, "pam_unread", file=FOLDER)
        return (Parsed(type=PasswordPolicy, gap=gap),)
    known, _ = answer_lines(source.capture("os_release"), "/etc/os-release")
    distribution = release(known)
    family = FAMILIES.get(distribution, "")
    settings = read_files(source.capture("pam_settings"), source.origin("pam_settings"))
    age, age_origin, age_gap = _max_age(read_files(source.capture("login_defs"), source.origin("login_defs")))
    gaps: list[Gap | None] = [None if family else partial(Reason.PARSE_ERROR, "unknown_distribution")]
    facts = []
    changing = stack(stacks, "passwd", "password")
    for service in ("login", "sshd"):
        own, auth = stack(stacks, service, "password"), stack(stacks, service, "auth")
        asked = _strength((changing, own), settings, family)
        locking = _lockout(auth, settings)
        first = next(iter(own.entries or auth.entries), None)
        place = first.line.place(stacks.origin) if first else Place(origin=stacks.origin, where=FOLDER + service)
        fact = _policy(service, place, asked, locking, age, age_origin)
        if service == "sshd":
            fact, sshd_gap = _over_ssh(source, fact)
            gaps.append(sshd_gap)
        facts.append(fact)
        gaps += [_fault(asked), _fault(locking)]
    return (Parsed(type=PasswordPolicy, facts=tuple(facts), gap=worst(*gaps, age_gap)),)


def _fault(found: Strength | Lockout) -> Gap | None:
    return partial(found.fault, "pam_unread", file=found.file) if found.fault is not None else None


def _strength(stacks: tuple[Stack, ...], settings: Files, family: str) -> Strength:
    found: list[Strength] = []
    for one in stacks:
        if one.fault is not None:
            return Strength(fault=one.fault, file=one.missing)
        found.append(strength(one.entries, settings, family))
    return weaker(*found) if len(found) == 2 else found[0]


def _lockout(auth: Stack, settings: Files) -> Lockout:
    if auth.fault is not None:
        return Lockout(fault=auth.fault, file=auth.missing)
    return lockout(auth.entries, settings)


def _policy(
    service: str, place: Place, asked: Strength, locking: Lockout, age: int | None, age_origin: str
) -> PasswordPolicy:
    """The fact; what rests on a faulty file is None, never a default."""
    strong, locks = asked.fault is None, locking.fault is None
    origins = {
        **(asked.origins if strong else {}),
        **(locking.origins if locks else {}),
        **({"max_age_days": age_origin} if age_origin else {}),
    }
    return PasswordPolicy(
        place=place,
        service=service,
        min_length=asked.min_length if strong else None,
        min_classes=asked.min_classes if strong else None,
        dictionary_check=asked.dictionary_check if strong else None,
        reject_username=asked.reject_username if strong else None,
        history=asked.history if strong else None,
        enforced_for_root=asked.enforced_for_root if strong else None,
        hash_method=asked.hash_method if strong else None,
        max_age_days=age,
        lockout_threshold=locking.threshold if locks else None,
        lockout_seconds=locking.seconds if locks else None,
        lockout_interval_seconds=locking.interval if locks else None,
        lockout_for_root=locking.for_root if locks else None,
        empty_password_logs_in=locking.empty_password if locks else None,
        origins=tuple(sorted(origins.items())),
    )


def _over_ssh(source: Source, fact: PasswordPolicy) -> tuple[PasswordPolicy, Gap | None]:
    """The policy as sshd applies it: without UsePAM nothing of the auth stack is asked, the lockout included.

    sshd keeps empty passwords out by itself unless PermitEmptyPasswords is set.
    """
    config = read_sshd_config(sshd_files(source))
    values = effective_settings(source)
    if values is None and config.fault is not None:
        unread = _replaced(fact, {}, threshold=None, empty=None)
        return unread, partial(config.fault, "sshd_unread", file=config.missing)
    values = keyword_values(config.base) if values is None else values
    written = config.base.get("usepam")
    origin = written.line.where if written else "sshd -T" if "usepam" in values else "compiled default of sshd"
    # A Match block that permits them lets somebody in as well.
    blocks = (values, *map(keyword_values, (config.everyone, *config.blocks.values())))
    permitted = True if any(_on(b, "permitemptypasswords") for b in blocks) else None if config.fault else False
    said = {"empty_password_logs_in": "PermitEmptyPasswords no"} if permitted is False else {}
    if _on(values, "usepam"):
        empty = fact.empty_password_logs_in if permitted else permitted
        return _replaced(fact, said, threshold=fact.lockout_threshold, empty=empty), None
    said["lockout_threshold"] = f"UsePAM no: {origin}"
    return _replaced(fact, said, threshold=0, empty=permitted), None


def _on(values: Mapping[str, str], keyword: str) -> bool:
    return values.get(keyword, "no").lower() in ("yes", "true")


def _replaced(
    fact: PasswordPolicy, origins: dict[str, str], *, threshold: int | None, empty: bool | None
) -> PasswordPolicy:
    locks = bool(threshold)
    return PasswordPolicy(
        place=fact.place,
        service=fact.service,
        min_length=fact.min_length,
        min_classes=fact.min_classes,
        dictionary_check=fact.dictionary_check,
        reject_username=fact.reject_username,
        history=fact.history,
        enforced_for_root=fact.enforced_for_root,
        hash_method=fact.hash_method,
        max_age_days=fact.max_age_days,
        lockout_threshold=threshold,
        lockout_seconds=fact.lockout_seconds if locks else None,
        lockout_interval_seconds=fact.lockout_interval_seconds if locks else None,
        lockout_for_root=fact.lockout_for_root if locks or threshold is not None else None,
        empty_password_logs_in=empty,
        origins=tuple(sorted({**dict(fact.origins), **origins}.items())),
    )


def _max_age(files: Files) -> tuple[int | None, str, Gap | None]:
    """PASS_MAX_DAYS in days, where it stands, and why it is not known."""
    path = "/etc/login.defs"
    trouble = files.trouble()
    if trouble is not None or path in files.missing:
        return None, "", partial(trouble or Reason.NO_EVIDENCE, "file_unread", file=path)
    found: tuple[int | None, str] = (None, "compiled default of shadow")
    for line in files.of(path):
        words = line.text.split()
        if words[:1] == ["PASS_MAX_DAYS"]:
            days = integer(words[1]) if len(words) > 1 else None
            if days is None:
                return None, line.where, partial(Reason.PARSE_ERROR, "file_unread", file=line.where)
            found = (days if 0 <= days < _NO_LIMIT else None, line.where)
    return found[0], found[1], None
