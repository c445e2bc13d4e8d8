"""Settings that log somebody in without a credential: display managers, and gettys on a console."""

import re
from collections.abc import Iterator

from auditor.facts.accounts import AutomaticLogin
from auditor.facts.base import Parsed
from auditor.parsers.linux_files import Files
from auditor.parsers.linux_gaps import absent, partial
from auditor.parsers.text_lines import Line

_GETTY = re.compile(r"(?:--autologin[ =]|\s-a\s*)[\"']?(?P<user>[^\s\"'-][^\s\"']{0,63})")
_UNASKED = re.compile(r"(?:--login-options[ =]|\s-o\s*)(?:[\"'][^\"']{0,200}?|)(?<![A-Za-z-])-p?f")
"""``-o '-f …'``: login(1) is told that the user has been authenticated."""
_LIGHTDM = (
    "/usr/share/lightdm/lightdm.conf.d/",
    "/usr/local/share/lightdm/lightdm.conf.d/",
    "/etc/xdg/lightdm/lightdm.conf.d/",
    "/etc/lightdm/lightdm.conf.d/",
    "/etc/lightdm/lightdm.conf",
)
_SDDM = ("/usr/lib/sddm/sddm.conf.d/", "/etc/sddm.conf.d/", "/etc/sddm.conf")


def automatic_logins(files: Files) -> Parsed[AutomaticLogin]:
    """All of them; none configured is a complete empty set."""
    if files.fault is not None:
        return Parsed(type=AutomaticLogin, gap=absent(files.fault, "autologin_unread", file="/etc"))
    found = {fact.key: fact for fact in (*_gdm(files), *_lightdm(files), *_sddm(files), *_getty(files))}
    trouble = files.trouble()
    gap = None
    if trouble is not None:
        gap = partial(trouble, "autologin_unread", file=next(iter(sorted(files.faults))))
    return Parsed(type=AutomaticLogin, facts=tuple(found.values()), gap=gap)


def _sections(lines: tuple[Line, ...]) -> Iterator[tuple[str, str, str, Line]]:
    """Section, name and value of an INI-like file."""
    section = ""
    for line in lines:
        text = line.text.strip()
        if text.startswith("[") and text.endswith("]"):
            section = text[1:-1].strip().lower()
        elif text and text[0] not in "#;" and "=" in text:
            name, _, value = text.partition("=")
            yield section, name.strip().lower(), value.strip(), line


def _gdm(files: Files) -> Iterator[AutomaticLogin]:
    """[daemon] AutomaticLoginEnable, TimedLoginEnable. Debian's GDM reads daemon.conf, the others custom.conf."""
    for path in ("/etc/gdm3/custom.conf", "/etc/gdm3/daemon.conf", "/etc/gdm/custom.conf"):
        values = {name: (value, line) for part, name, value, line in _sections(files.of(path)) if part == "daemon"}
        for kind in ("automaticlogin", "timedlogin"):
            switched = values.get(kind + "enable")
            user = values.get(kind)
            if switched and user and user[0] and switched[0].lower() in ("true", "1"):
                yield AutomaticLogin(place=switched[1].place(files.origin), mechanism="gdm", user=user[0])


def _ordered(files: Files, where: tuple[str, ...]) -> Iterator[str]:
    for one in where:
        if one.endswith("/"):
            yield from files.under(one, ".conf")
        else:
            yield one


def _lightdm(files: Files) -> Iterator[AutomaticLogin]:
    """[Seat:*] autologin-user and autologin-guest; later files over earlier ones."""
    values: dict[tuple[str, str], tuple[str, Line]] = {}
    for path in _ordered(files, _LIGHTDM):
        for section, name, value, line in _sections(files.of(path)):
            if section.startswith("seat"):
                values[(section, name)] = (value, line)
    for (_, name), (value, line) in values.items():
        if name == "autologin-user" and value:
            yield AutomaticLogin(place=line.place(files.origin), mechanism="lightdm", user=value)
        elif name == "autologin-guest" and value.lower() == "true":
            yield AutomaticLogin(place=line.place(files.origin), mechanism="lightdm", user="guest")


def _sddm(files: Files) -> Iterator[AutomaticLogin]:
    """[Autologin] User=; later files over earlier ones. A session is needed too, but has a default."""
    user: tuple[str, Line] | None = None
    for path in _ordered(files, _SDDM):
        for section, name, value, line in _sections(files.of(path)):
            if section == "autologin" and name == "user":
                user = (value, line)
    if user and user[0]:
        yield AutomaticLogin(place=user[1].place(files.origin), mechanism="sddm", user=user[0])


def _getty(files: Files) -> Iterator[AutomaticLogin]:
    """``ExecStart=… agetty --autologin USER`` in a unit or a drop-in; an empty ExecStart= clears what came before."""
    for path in sorted(files.lines):
        if "systemd" not in path:
            continue
        started: list[tuple[Line, str]] = []
        for line, text in _joined(files.of(path)):
            name, _, value = text.partition("=")
            if name.strip() == "ExecStart":
                started = [*started, (line, value)] if value.strip() else []
        for line, value in started:
            found = _GETTY.search(value)
            user = found["user"] if found else "login -f" if "getty" in value and _UNASKED.search(value) else ""
            if user and "getty" in value:
                yield AutomaticLogin(place=line.place(files.origin), mechanism="getty", user=user)


def _joined(lines: tuple[Line, ...]) -> Iterator[tuple[Line, str]]:
    """Lines of a unit, those that a backslash continues joined; comments between them are passed over."""
    first: Line | None = None
    text = ""
    for line in lines:
        bare = line.text.strip()
        if bare.startswith(("#", ";")) or (first is None and not bare):
            continue
        first, text = first or line, f"{text} {bare}".strip()
        if text.endswith("\\"):
            text = text[:-1].rstrip()
            continue
        yield first, text
        first, text = None, ""
    if first is not None:
        yield first, text
