"""Communities in snmpd.conf(5), redacted: ``rocommunity``, ``rwcommunity``, and ``com2sec`` with its groups.

Version 3 users who are let in without authentication (``rouser NAME noauth``) are told beside them.

A community that arrives unredacted is refused rather than passed on.
"""

import re
from collections.abc import Iterator

from auditor.facts.remote import SnmpCommunity
from auditor.model.evidence import Place
from auditor.parsers.text_lines import Line

_MASKED = (
    r"[\"']?«secret len=(?P<len>[0-9]{1,5}) classes=[0-9] "
    r"known_default=(?P<known>yes|no|true|false) tag=[0-9A-Za-z]{1,64}»[\"']?"
)
_DIRECT = re.compile(
    r"\s*(?P<word>r[ow]community6?)\s+" + _MASKED + r"(?:\s+(?P<source>\S{1,255}))?(?:\s.{0,500})?", re.I
)
_MAPPED = re.compile(
    r"\s*com2sec6?\s+(?:-Cn\s+\S{1,255}\s+)?(?P<name>\S{1,255})\s+(?P<source>\S{1,255})\s+" + _MASKED + r"\s*", re.I
)
_USER = re.compile(r"\s*(?P<word>r[ow]user)\s+(?:-s\s+\S{1,64}\s+)?\S{1,255}\s+noauth(?:\s.{0,500})?", re.I)
_DIRECTIVE = re.compile(r"\s*(?:#|\[[a-z]{1,32}\]|[A-Za-z][A-Za-z0-9_.-]{0,63}(?:\s|$))")
"""What a line of snmpd.conf looks like; anything else, and the file is another one."""
_NAMES = re.compile(r"\s*(?:r[ow]community6?|com2sec(?:6|unix)?)\b", re.I)


def communities(lines: tuple[Line, ...], origin: str) -> tuple[tuple[SnmpCommunity, ...], str]:
    """The communities in the order of the file, and the first line that is not understood (empty without one)."""
    writers = _writers(lines)
    found: list[SnmpCommunity] = []
    unclear = ""
    for line in lines:
        if not _NAMES.match(line.text):
            if not _DIRECTIVE.match(line.text):
                unclear = unclear or line.where
            continue
        direct, mapped = _DIRECT.fullmatch(line.text), _MAPPED.fullmatch(line.text)
        parts = direct or mapped
        if parts is None:
            unclear = unclear or line.where
            continue
        source = parts["source"] or ""
        found.append(
            SnmpCommunity(
                place=Place(origin=origin, where=line.where, excerpt=line.text.strip()[:200]),
                label=f"community#{len(found) + 1}",
                known_default=parts["known"].lower() in ("yes", "true"),
                length=int(parts["len"]),
                writable=parts["word"].lower().startswith("rw") if direct else parts["name"] in writers,
                source="" if source.lower() in ("default", "0.0.0.0/0", "::/0") else source,
            )
        )
    return (*found, *_users(lines, origin)), unclear


def _users(lines: tuple[Line, ...], origin: str) -> Iterator[SnmpCommunity]:
    """Version 3 users without authentication: named as such, or in a group that gets access so."""
    rows = [line.text.split() for line in lines]
    groups = {row[1] for row in rows if len(row) >= 4 and row[0].lower() == "group" and row[2].lower() == "usm"}
    number = 0
    for line, row in zip(lines, rows, strict=True):
        named = _USER.fullmatch(line.text)
        grouped = len(row) >= 8 and row[0].lower() == "access" and row[1] in groups and _lets_in(row[3:])
        if named or grouped:
            number += 1
            yield SnmpCommunity(
                place=Place(origin=origin, where=line.where, excerpt=line.text.strip()[:200]),
                label=f"user#{number}",
                known_default=False,
                length=0,
                writable=named["word"].lower() == "rwuser" if named else row[7].lower() != "none",
                unauthenticated_user=True,
            )


def _lets_in(row: list[str]) -> bool:
    """``MODEL LEVEL PREFIX READ WRITE NOTIFY`` of an access line: version 3, no authentication, something to see."""
    seen = {view.lower() for view in row[3:6]}
    return row[0].lower() in ("any", "usm") and row[1].lower() == "noauth" and seen != {"none"}


def _writers(lines: tuple[Line, ...]) -> frozenset[str]:
    """Security names whose group may write: ``group G v2c NAME``, ``access G … READ WRITE NOTIFY``."""
    rows = [line.text.split() for line in lines]
    groups = {row[1] for row in rows if len(row) >= 9 and row[0].lower() == "access" and row[7].lower() != "none"}
    return frozenset(row[3] for row in rows if len(row) >= 4 and row[0].lower() == "group" and row[1] in groups)
