"""Shares of Samba (smb.conf(5), as ``testparm -s`` prints it) and NFS (exports(5))."""

import re
import shlex

from auditor.facts.remote import Share
from auditor.parsers.linux_files import Files
from auditor.parsers.text_lines import Line

_CLIENT = re.compile(r"(?P<host>[^()\s]{0,255})(?:\((?P<options>[^()]{0,1000})\))?")
_YES = frozenset({"yes", "true", "on", "1"})
_GUEST = ("guestok", "public")
"""Names without blanks: Samba passes over blanks and case in them (smb.conf(5))."""
_ANYBODY = re.compile(r"[*?.]*|[0-9A-Fa-f:.]{1,45}/0(?:\.0\.0\.0)?")
"""Wildcards alone, or a network of all addresses."""


def samba_shares(lines: tuple[Line, ...], origin: str) -> tuple[list[Share], str]:
    """The shares, and the first line that is not understood (empty when there is none)."""
    found: list[Share] = []
    sections: list[tuple[Line, str, dict[str, str]]] = []
    for line in lines:
        text = line.text.strip()
        if not text or text[0] in "#;":
            continue
        if text.startswith("[") and text.endswith("]"):
            sections.append((line, text[1:-1].strip(), {}))
        elif "=" in text and sections:
            name, _, value = text.partition("=")
            sections[-1][2]["".join(name.lower().split())] = value.strip()
        else:
            return found, line.where
    if not any(name.lower() == "global" for _, name, _ in sections):
        return found, lines[0].where if lines else "smb.conf"
    defaults = {k: v for _, name, values in sections if name.lower() == "global" for k, v in values.items()}
    for line, name, values in sections:
        if name.lower() == "global" or values.get("available", "yes").lower() not in _YES:
            continue
        settings = {**defaults, **values}
        guest = any(settings.get(key, "no").lower() in _YES for key in _GUEST)
        path = values.get("path", values.get("directory", ""))
        found.append(Share(place=line.place(origin), protocol="smb", name=name, path=path, anonymous=guest))
    return found, ""


def nfs_shares(files: Files) -> tuple[list[Share], str]:
    """The exports; one is anonymous when some client is any host and no Kerberos is asked for."""
    found: dict[str, Share] = {}
    for path in sorted(files.lines):
        for line, text in _logical(files.of(path)):
            try:
                words = shlex.split(text, comments=True)
            except ValueError:
                return list(found.values()), line.where
            if not words:
                continue
            clients = [_CLIENT.fullmatch(word) for word in words[1:]]
            if not words[0].startswith("/") or any(c is None for c in clients):
                return list(found.values()), line.where
            defaults = next((w for w in words[1:] if w.startswith("-")), "")
            anybody = not clients or any(
                c is not None and not c[0].startswith("-") and _open(c, defaults) for c in clients
            )
            share = Share(
                place=line.place(files.origin), protocol="nfs", name=words[0], path=words[0], anonymous=anybody
            )
            before = found.get(share.key)
            if before is None or not before.anonymous:
                found[share.key] = share
    return list(found.values()), ""


def _open(client: "re.Match[str]", defaults: str) -> bool:
    """Whether a client specification is any host without Kerberos."""
    own = (client["options"] or "").split(",")
    flavours = [o.partition("=")[2] for o in own if o.startswith("sec=")]
    flavours = flavours or [o.partition("=")[2] for o in defaults.lstrip("-").split(",") if o.startswith("sec=")]
    # Several sec= of one client add up: each is for the options that follow it.
    kerberos = bool(flavours) and all(f.startswith("krb5") for one in flavours for f in one.split(":"))
    return _ANYBODY.fullmatch(client["host"]) is not None and not kerberos


def _logical(lines: tuple[Line, ...]) -> list[tuple[Line, str]]:
    """Lines with those that a backslash continues."""
    found: list[tuple[Line, str]] = []
    open_line = False
    for line in lines:
        text = line.text.rstrip()
        if open_line:
            found[-1] = (found[-1][0], found[-1][1] + " " + text.rstrip("\\"))
        else:
            found.append((line, text.rstrip("\\")))
        open_line = text.endswith("\\")
    return found
