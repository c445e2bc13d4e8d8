"""sshd_config(5): files to base settings and Match blocks, as sshd itself obtains them.

The first value obtained for a keyword holds. Settings of matching blocks override the base ones, again the first one
obtained. ``Match all`` is therefore part of what everybody gets. A block ends with its file; what an Include inside a
block brings in is bound to that block.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from auditor.model.job import CaptureStatus
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files, listed_files, merged, read_files
from auditor.parsers.text_lines import Line

MAIN = "/etc/ssh/sshd_config"
DROP_INS = "/etc/ssh/sshd_config.d"
CRYPTO_POLICY = "/etc/crypto-policies/back-ends/opensshserver.config"
_DAEMON = ("/etc/default/ssh", "/etc/sysconfig/sshd")
_CHANGED = re.compile(r"(?!CRYPTO_POLICY\b)[A-Za-z_]{1,40}\s*=.{0,1000}?(?<![\w-])-(?:o\s*[A-Z]|f\s*[\"']?/)", re.I)
"""An assignment with ``-o Keyword=…`` or ``-f /file`` in it."""
_DEEPEST = 16
"""Includes within includes that sshd itself allows (SERVCONF_MAX_DEPTH)."""
_MOST = 20_000
_ALIASES = {
    "challengeresponseauthentication": "kbdinteractiveauthentication",
    "skeyauthentication": "kbdinteractiveauthentication",
    "pubkeyacceptedkeytypes": "pubkeyacceptedalgorithms",
    "dsaauthentication": "pubkeyauthentication",
    "keepalive": "tcpkeepalive",
}
_GATHERED = frozenset({"port", "listenaddress", "hostkey", "acceptenv", "allowusers", "denyusers", "subsystem"})
"""Keywords that add up rather than being obtained once."""

Criteria = tuple[tuple[str, ...], ...]
"""The Match lines that a setting stands under, outermost first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """One keyword with its arguments."""

    arguments: tuple[str, ...]
    line: Line


@dataclass(kw_only=True, slots=True)
class SshdConfig:
    """What the files say."""

    origin: str
    base: dict[str, Setting] = field(default_factory=dict)
    """By keyword in lower case; ``Match all`` included."""
    everyone: dict[str, Setting] = field(default_factory=dict)
    """What ``Match all`` adds to the base; not every version of ``sshd -T`` shows it."""
    blocks: dict[str, dict[str, Setting]] = field(default_factory=dict)
    """By Match criteria as written: what a connection that matches them, and no others, gets instead."""
    block_lines: dict[str, Line] = field(default_factory=dict)
    fault: Reason | None = None
    """Why this is not everything that sshd reads."""
    missing: str = ""
    """The file or line that the fault is about."""

    def blame(self, reason: Reason, what: str) -> None:
        """Remember the first fault."""
        if self.fault is None:
            self.fault, self.missing = reason, what


def sshd_files(source: Source) -> Files:
    """The files of sshd from the two dumps and the listing (`auditor.collectors.linux_commands.sshd_config`)."""
    listing = source.capture("sshd_config_list")
    plain = read_files(source.capture("sshd_config"), source.origin("sshd_config"))
    root = read_files(source.capture("sshd_config_root"), source.origin("sshd_config_root"))
    files = merged(plain, root, listed_files(listing))
    if listing.status is CaptureStatus.OK and listing.exit_code == 0:  # the folder's contents are known by name
        files = Files(
            origin=files.origin,
            lines=files.lines,
            missing=files.missing,
            faults={path: why for path, why in files.faults.items() if "*" not in path},
            fault=files.fault,
        )
    return files


def read_sshd_config(files: Files) -> SshdConfig:
    """The settings; never raises."""
    config = SshdConfig(origin=files.origin)
    if files.fault is not None:
        config.blame(files.fault, MAIN)
        return config
    _command_line(config, files)
    rows = list(_rows(config, files, MAIN, (), 0))
    everyone: dict[str, Setting] = {}
    plain: dict[str, Setting] = {}
    for criteria, keyword, setting in rows:
        if not criteria:
            plain.setdefault(keyword, setting)
        elif all(_is_all(c) for c in criteria):
            everyone.setdefault(keyword, setting)
    config.base, config.everyone = {**plain, **everyone}, everyone
    for criteria, _, _ in rows:
        name = _name(criteria)
        if name and name not in config.blocks:
            config.blocks[name] = _overrides(rows, name)
    return config


def _command_line(config: SshdConfig, files: Files) -> None:
    """Options on the daemon's command line win over its file, or name another one; ``sshd -T`` does not show them."""
    for path in _DAEMON:
        if path in files.faults:
            config.blame(files.faults[path], path)
    for path, lines in files.lines.items():
        if path in _DAEMON or path.startswith("/etc/systemd/system/ssh"):
            changed = next((line for line in lines if _CHANGED.match(line.text.strip())), None)
            if changed is not None:
                config.blame(Reason.PARTIAL_COVERAGE, changed.where)


def _overrides(rows: list[tuple[Criteria, str, Setting]], name: str) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for criteria, keyword, setting in rows:
        if criteria and _name(criteria) in (name, ""):
            found.setdefault(keyword, setting)
    return found


def _name(criteria: Criteria) -> str:
    """The criteria as they are shown; ``all`` adds nothing."""
    return " ".join(" ".join(c) for c in criteria if not _is_all(c))


def _is_all(criteria: tuple[str, ...]) -> bool:
    return len(criteria) == 1 and criteria[0].lower() == "all"


def _rows(
    config: SshdConfig, files: Files, path: str, outer: Criteria, depth: int
) -> Iterator[tuple[Criteria, str, Setting]]:
    """Every setting in the order sshd reads it, with the Match lines above it."""
    if depth > _DEEPEST:
        config.blame(Reason.PARSE_ERROR, path)
        return
    if path in files.faults:
        config.blame(files.faults[path], path)
        return
    if path not in files.lines and depth == 0:
        config.blame(Reason.NO_EVIDENCE, path)
        return
    criteria = outer
    count = 0
    for line in files.of(path):
        words = split_words(line.text)
        if words is None:
            config.blame(Reason.PARSE_ERROR, line.where)
            continue
        if not words:
            continue
        count += 1
        if count > _MOST or config.fault is Reason.PARSE_ERROR:
            config.blame(Reason.PARSE_ERROR, line.where)
            return
        keyword = _ALIASES.get(words[0].lower(), words[0].lower())
        if keyword == "match":
            criteria = (*outer, words[1:])
            config.block_lines.setdefault(_name(criteria), line)
            # A block without settings still exists, but changes nothing.
        elif keyword == "include":
            for pattern in words[1:]:
                for included in _included(config, files, pattern):
                    yield from _rows(config, files, included, criteria, depth + 1)
        elif len(words) < 2:
            config.blame(Reason.PARSE_ERROR, line.where)
        elif keyword not in _GATHERED:
            yield criteria, keyword, Setting(arguments=words[1:], line=line)


def _included(config: SshdConfig, files: Files, pattern: str) -> tuple[str, ...]:
    """Files that an Include names, sorted as glob(3) does; one outside the known folders is a fault."""
    full = pattern if pattern.startswith("/") else "/etc/ssh/" + pattern
    folder, _, name = full.rpartition("/")
    wild = any(c in full for c in "*?[")
    if folder == DROP_INS and name.endswith(".conf") and not any(c in folder for c in "*?["):
        blocked = files.faults.get(DROP_INS + "/*.conf")
        if blocked is not None and wild:
            config.blame(blocked, full)
        known = set(files.lines) | {p for p in files.faults if "*" not in p}
        found = [p for p in known if p.rpartition("/")[0] == folder and fnmatchcase(p, full)]
        hidden = not name.startswith(".")  # as for glob(3), a wildcard does not stand for a leading dot
        return tuple(sorted(p for p in found if not (hidden and p.startswith(folder + "/."))))
    if wild:
        config.blame(Reason.PARTIAL_COVERAGE, full)
        return ()
    if full not in files.lines and full not in files.missing:
        config.blame(files.faults.get(full, Reason.PARTIAL_COVERAGE), full)
        return ()
    return (full,) if full in files.lines else ()


def split_words(text: str) -> tuple[str, ...] | None:
    """A line's words: white space and the first ``=`` part them, quotes join, ``#`` ends; None if unbalanced.

    Single quotes are quotes since OpenSSH 8.7, but not on a Match line before 9.9.
    """
    words: list[str] = []
    position, end = 0, len(text)
    while position < end:
        character = text[position]
        if character in " \t\r\f\v" or (character == "=" and len(words) == 1):
            position += 1
            continue
        if character == "#":
            break
        if character == '"' or (character == "'" and words and words[0].lower() != "match"):
            closing = text.find(character, position + 1)
            if closing < 0:
                return None
            words.append(text[position + 1 : closing])
            position = closing + 1
            continue
        start = position
        stops = " \t\r\f\v=" if not words else " \t\r\f\v"
        while position < end and text[position] not in stops:
            position += 1
        words.append(text[start:position])
    return tuple(words)


def keyword_values(settings: Mapping[str, Setting]) -> dict[str, str]:
    """Keyword to its arguments, joined by blanks."""
    return {keyword: " ".join(setting.arguments) for keyword, setting in settings.items()}
