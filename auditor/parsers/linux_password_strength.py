"""What a new password must be like, from the password stack that ``passwd`` and expired log-ins go through.

Only a module that the stack reaches, and whose refusal refuses the password, counts. login.defs PASS_MIN_LEN does not:
with PAM, shadow's own check is compiled out (login.defs(5)). Least length of pam_pwquality with credits: a positive
credit lets a character of its class count twice, so the guaranteed length is the smallest that can pass
(libpwquality, ``simple()``: ``minlen - credits <= length``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files
from auditor.parsers.linux_pam import Entry
from auditor.parsers.linux_pam_walk import SUCCESS, uncertain, walk
from auditor.parsers.linux_settings import Settings
from auditor.parsers.text_lines import integer

PWQUALITY = "/etc/security/pwquality.conf"
_CLASSES = ("dcredit", "ucredit", "lcredit", "ocredit")
_KNOWN = frozenset(
    (
        *("difok", "minlen", *_CLASSES, "minclass", "maxrepeat", "maxclassrepeat", "maxsequence", "gecoscheck"),
        *("dictcheck", "usercheck", "usersubstr", "enforcing", "badwords", "dictpath", "retry"),
        *("enforce_for_root", "local_users_only"),
    )
)
"""Settings of pwquality.conf(5), libpwquality 1.4."""
_BASE_LENGTH = 6
"""A smaller minlen counts as 6 (pwquality.conf(5))."""
_PASSWDQC = "disabled,24,11,8,7"
"""Compiled ``min=`` of pam_passwdqc(8): one class, two, passphrase, three, four classes."""
_PASSWDQC_CLASSES = (1, 2, 1, 3, 4)
_UNIX_MIN = {"debian": 6, "rhel": 0}
"""Least length that pam_unix asks for by itself: Debian compiles in 6, upstream and RHEL ask for nothing."""
_HASHES = ("yescrypt", "gost_yescrypt", "sha512", "sha256", "blowfish", "bigcrypt", "md5")
_REFUSED = "authtok_err"


@dataclass(frozen=True, kw_only=True, slots=True)
class Strength:
    """What is asked of a new password."""

    min_length: int = 0
    min_classes: int = 0
    dictionary_check: bool = False
    reject_username: bool = False
    history: int = 0
    enforced_for_root: bool = False
    hash_method: str | None = None
    origins: dict[str, str] = field(default_factory=dict)
    fault: Reason | None = None
    file: str = ""


def strength(entries: Sequence[Entry], files: Files, family: str) -> Strength:
    """What a password stack asks for. ``family``: ``debian``, ``rhel``, or empty where the defaults are unknown."""
    doubtful = uncertain(entries)
    usual = walk(entries, {})
    if doubtful is not None or not usual.granted:
        where = (doubtful or entries[-1]).line.where if entries else ""
        return Strength(fault=Reason.PARSE_ERROR, file=where)
    found = Strength(origins={"min_length": "no module of the password stack asks for it"})
    for index, entry in enumerate(entries):
        if entry not in usual.called:
            continue
        match entry.module:
            case "pam_pwquality" | "pam_cracklib" if _refuses(entries, index):
                found = _stricter(found, _quality(entry, files))
            case "pam_passwdqc" if _refuses(entries, index):
                found = _stricter(found, _passwdqc(entry))
            case "pam_unix":
                found = _stricter(found, _unix(entry, family))
            case "pam_pwhistory" if _refuses(entries, index):
                found = _stricter(found, _history(entry, files))
    return found


def _refuses(entries: Sequence[Entry], index: int) -> bool:
    """Whether a password that this module refuses is refused.

    Where the stack goes on after the refusal (``required``), a pam_unix without ``use_authtok`` asks for another
    password by itself and stores it, although the whole then says that it failed.
    """
    refused = walk(entries, {index: _REFUSED})
    after = [e for e in refused.called if e in entries[index + 1 :] and e.module == "pam_unix"]
    if any(not {"use_authtok", "use_first_pass"} & set(e.arguments) for e in after):
        return False
    return not refused.granted and walk(entries, {index: SUCCESS}).granted


def _stricter(one: Strength, other: Strength) -> Strength:
    """Both must be met: of each setting the stricter."""
    origins = {**other.origins, **one.origins}
    for name in ("min_length", "min_classes", "history"):
        if getattr(other, name) > getattr(one, name) and name in other.origins:
            origins[name] = other.origins[name]
    return Strength(
        min_length=max(one.min_length, other.min_length),
        min_classes=max(one.min_classes, other.min_classes),
        dictionary_check=one.dictionary_check or other.dictionary_check,
        reject_username=one.reject_username or other.reject_username,
        history=max(one.history, other.history),
        enforced_for_root=one.enforced_for_root or other.enforced_for_root,
        hash_method=one.hash_method or other.hash_method,
        origins=origins,
        fault=one.fault or other.fault,
        file=one.file or other.file,
    )


def weaker(one: Strength, other: Strength) -> Strength:
    """Either way leads to a new password: of the two the one that asks for less."""
    chosen = min(one, other, key=lambda s: (s.min_length, s.min_classes))
    return replace(
        chosen,
        min_classes=min(one.min_classes, other.min_classes),
        dictionary_check=one.dictionary_check and other.dictionary_check,
        reject_username=one.reject_username and other.reject_username,
        history=min(one.history, other.history),
        enforced_for_root=one.enforced_for_root and other.enforced_for_root,
        fault=one.fault or other.fault,
        file=one.file or other.file,
    )


def _quality(entry: Entry, files: Files) -> Strength:
    """pam_pwquality (libpwquality 1.4) and its ancestor pam_cracklib, which reads no file and grants credits."""
    cracklib = entry.module == "pam_cracklib"
    settings = Settings(module=entry.module, folds_case=not cracklib, known=_KNOWN)
    if not cracklib:
        # libpwquality reads the drop-ins first and the main file over them, whatever the name suggests.
        settings.read(files, (*_drop_ins(files), PWQUALITY))
    settings.take(entry)
    if not cracklib and settings.number("enforcing", 1) == 0:
        return Strength(fault=settings.fault, file=settings.file)
    credits = [settings.number(name, 1 if cracklib else 0) for name in _CLASSES]
    wanted = max(settings.number("minlen", 9 if cracklib else 8), _BASE_LENGTH)
    needed = sum(-c for c in credits if c < 0)
    length = next(n for n in range(needed, wanted + needed + 1) if n + _credit(n - needed, credits) >= wanted)
    origins = {
        "min_length": settings.origin("minlen"),
        "min_classes": settings.origin("minclass"),
        "dictionary_check": settings.origin("dictcheck"),
    }
    lenient = [name for name, credit in zip(_CLASSES, credits, strict=True) if credit > 0]
    if lenient:
        origins["min_length"] += f", shortened by {lenient[0]} ({settings.origin(lenient[0])})"
    return Strength(
        min_length=length,
        min_classes=max(min(settings.number("minclass", 0), len(_CLASSES)), sum(c < 0 for c in credits)),
        dictionary_check=cracklib or settings.number("dictcheck", 1) != 0,
        reject_username=not cracklib and settings.number("usercheck", 1) != 0,
        enforced_for_root=settings.flag("enforce_for_root"),
        origins=origins,
        fault=settings.fault,
        file=settings.file,
    )


def _credit(spare: int, credits: Sequence[int]) -> int:
    """The most that the characters not bound by a required class can be counted twice."""
    return min(spare, sum(c for c in credits if c > 0))


def _drop_ins(files: Files) -> tuple[str, ...]:
    faulty = tuple(sorted(path for path in files.faults if path.startswith(PWQUALITY + ".d")))
    return (*faulty, *files.under(PWQUALITY + ".d", ".conf"))


def _passwdqc(entry: Entry) -> Strength:
    """pam_passwdqc(8): ``min=N0,N1,N2,N3,N4``; the least of what is allowed is what is guaranteed."""
    origin = entry.line.where if entry.option("min") else "compiled default of pam_passwdqc"
    if entry.option("config"):
        return Strength(fault=Reason.NO_EVIDENCE, file=entry.option("config") or "")
    words = (entry.option("min") or _PASSWDQC).split(",")
    numbers = [None if word == "disabled" else integer(word) for word in words]
    if len(words) != 5 or any(n is None and w != "disabled" for n, w in zip(numbers, words, strict=True)):
        return Strength(fault=Reason.PARSE_ERROR, file=entry.line.where)
    allowed = [(n, kinds) for n, kinds in zip(numbers, _PASSWDQC_CLASSES, strict=True) if n is not None]
    return Strength(
        min_length=min((n for n, _ in allowed), default=0),
        min_classes=min((kinds for _, kinds in allowed), default=0),
        dictionary_check=True,
        reject_username=True,
        enforced_for_root=entry.option("enforce") in (None, "everyone"),
        origins={"min_length": origin, "min_classes": origin, "dictionary_check": origin},
    )


def _unix(entry: Entry, family: str) -> Strength:
    """pam_unix(8) itself: a least length, the hash, earlier passwords."""
    hashed = next((h for h in _HASHES if h in entry.arguments), None)
    asked = entry.number("minlen")
    length = _UNIX_MIN.get(family, 0) if asked is None else asked
    origins = {"min_length": entry.line.where if asked is not None else "compiled default of pam_unix"}
    if hashed:
        origins["hash_method"] = entry.line.where
    remembered = entry.number("remember") or 0
    if remembered:
        origins["history"] = entry.line.where
    return Strength(min_length=length, history=remembered, hash_method=hashed, origins=origins)


def _history(entry: Entry, files: Files) -> Strength:
    """pam_pwhistory(8): 10 earlier passwords unless set otherwise."""
    settings = Settings(module=entry.module)
    settings.read(files, ("/etc/security/pwhistory.conf",))
    settings.take(entry)
    return Strength(
        history=settings.number("remember", 10),
        origins={"history": settings.origin("remember")},
        fault=settings.fault,
        file=settings.file,
    )
