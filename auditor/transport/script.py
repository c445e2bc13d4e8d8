"""One POSIX script for all commands of a job: deterministic, read-only, its answers framed (see `framing`).

It runs in dash, bash and busybox ash, fed to ``sh -s`` on standard input. Forks are what it costs on a target, so a
command gets a ``timeout`` only when it could hang, and a ``head`` only when its answer could be long; whatever a
command sends beyond its limit is cut again on our side.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from auditor.model.job import Command, Job, Privilege
from auditor.transport.allow_list import GLOB, Rule, rule_for
from auditor.transport.allow_list_rules import RULES
from auditor.transport.framing import BEGIN, DENIED, END, ERRORS_END, LARGEST_ERRORS, LAST, MISSING

NONCE = "0123456789abcdef0123456789abcdef"
"""Stands for the session's random nonce in a planned script."""

_CONFIGURATION = ("/etc/", "/usr/", "/boot/", "/run/systemd/")
"""Folders of settings: on the target's own disk, and small. Should a file there be huge all the same, our side cuts."""

_LOCAL_FOLDERS = (*_CONFIGURATION, "/proc/", "/sys/", "/run/", "/var/lib/", "/var/log/")
"""Folders of the target's own disk or memory, where a read does not wait for another machine."""

PROLOGUE = f"""\
# auditor: reads only, writes nothing
n={NONCE}
PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin LC_ALL=C LANG=C SYSTEMD_PAGER= PAGER=cat
export PATH LC_ALL LANG SYSTEMD_PAGER PAGER
unset POSIXLY_CORRECT GREP_OPTIONS LS_COLORS
exec 3>&1 2>/dev/null
nl='
'
k= S=
end() {{ printf '%s {END} %s %s\\n%.{LARGEST_ERRORS}s' "$n" "$i" "$r" "$e"; printf '%s {ERRORS_END} %s\\n' "$n" "$i"; }}
has() {{
  printf '%s {BEGIN} %s\\n' "$n" "$i"
  e=
  [ -n "$S" ] || command -v "$1" >/dev/null && return
  r={MISSING}
  end
  return 1
}}
# q number command: an answer that is short and comes at once
q() {{
  i=$1
  shift
  has "$1" || return 0
  e=$($S "$@" 2>&1 >&3 3>&- </dev/null)
  r=$?
  end
}}
# t number seconds command: a short answer that may be long in coming
t() {{
  i=$1 s=${{k:+$k $2}}
  shift 2
  has "$1" || return 0
  e=$($s $S "$@" 2>&1 >&3 3>&- </dev/null)
  r=$?
  end
}}
# c number seconds bytes command: an answer that is cut on the target; 0 seconds for one that comes at once
c() {{
  i=$1 s=${{k:+$k $2}} l=$3
  [ "$2" = 0 ] && s=
  shift 3
  has "$1" || return 0
  e=$({{ {{ $s $S "$@" 2>&4 3>&- 4>&- </dev/null; printf '%s%s' "$nl" "$?" >&4; }} | head -c "$l" >&3 4>&-; }} 4>&1)
  r=${{e##*"$nl"}}
  e=${{e%"$nl"*}}
  end
}}
"""

TIMEOUT_PROLOGUE = """\
# coreutils' own timeout is a file of its own; others (busybox) are asked first whether they know -k
g() { [ -f /usr/bin/timeout ] && [ ! -L /usr/bin/timeout ]; }
command -v timeout >/dev/null && { g || timeout -k 2 5 true; } && k='timeout -k 2'
"""

SUDO_PROLOGUE = f"""\
# s allowed q|t|c …: the same as root, or else through sudo without a password where the inventory allows it
u=$(id -u)
s() {{
  a=$1 m=$2
  shift 2
  if [ "$u" = 0 ]; then
    "$m" "$@"
  elif [ "$a" = 1 ] && command -v sudo >/dev/null; then
    w=$k k= S='sudo -n --'
    "$m" "$@"
    k=$w S=
  else
    i=$1 e= r={DENIED}
    printf '%s {BEGIN} %s\\n' "$n" "$i"
    end
  fi
}}
"""

EPILOGUE = f"printf '%s {LAST}\\n' \"$n\"\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A command as one collector asked for it."""

    collector: str
    command: Command


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One command that runs, for every collector that asked for it."""

    argv: tuple[str, ...]
    """What runs, without the means that bound it."""
    privilege: Privilege
    limit: int
    """Bytes; the largest that anybody asked for."""
    timeout: float
    """Seconds."""
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedScript:
    """What a session will do, to be shown before it does it."""

    text: str
    """The script, with `NONCE` where a session puts its own random one."""
    digest: str
    """``sha256:…`` of the text."""
    steps: tuple[Step, ...]
    sudo_lines: tuple[str, ...]
    """The exact lines that the account needs in sudoers; empty when nothing needs more privilege."""

    @property
    def most_bytes(self) -> int:
        """The most that an honest target answers to this script, in bytes."""
        return sum(step.limit + LARGEST_ERRORS + 512 for step in self.steps)

    def for_session(self, nonce: str) -> bytes:
        """The script as it is sent."""
        return self.text.replace(NONCE, nonce, 1).encode("utf-8", "surrogateescape")


_Asked = tuple[tuple[str, tuple[Command, ...]], ...]
"""Collectors and what each asks for."""


def plan_script(job: Job, rules: Mapping[str, Rule] | None = None) -> PlannedScript:
    """The script of a job. Raises `ForbiddenCommandError` when a command is not on the read-only allow-list."""
    asked = tuple((request.collector, request.commands) for request in job.requests)
    sudo = job.endpoint.options.get("sudo", "").lower() == "true"
    if rules is None:
        return _shared(asked, job.endpoint.user, sudo)
    return _written(asked, job.endpoint.user, rules, sudo=sudo)


@lru_cache(maxsize=512)
def _shared(asked: _Asked, user: str, sudo: bool) -> PlannedScript:
    """Targets that are asked the same share one script: a thousand of them would take seconds and megabytes."""
    return _written(asked, user, RULES, sudo=sudo)


def _written(asked: _Asked, user: str, rules: Mapping[str, Rule], *, sudo: bool) -> PlannedScript:
    steps = _steps(asked, rules)
    privileged = [step for step in steps if step.privilege is Privilege.SUDO]
    lines = [_line(number, step, rules[step.argv[0]], sudo=sudo) for number, step in enumerate(steps)]
    text = "".join(
        (
            PROLOGUE,
            "" if all(re.match(r"(s [01] )?(q|c [0-9]+ 0) ", line) for line in lines) else TIMEOUT_PROLOGUE,
            SUDO_PROLOGUE if privileged else "",
            *(line + "\n" for line in lines),
            EPILOGUE,
        )
    )
    return PlannedScript(
        text=text,
        digest="sha256:" + hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest(),
        steps=tuple(steps),
        sudo_lines=tuple(
            sorted({f"{user} ALL=(root) NOPASSWD: {_sudoers(step.argv, rules)}" for step in privileged})
            if sudo and user != "root"
            else ()
        ),
    )


def quoted(argument: str) -> str:
    """The argument for a POSIX shell: single-quoted, but for the wildcards of a ``glob:`` argument."""
    if not argument.startswith(GLOB):
        return "'" + argument.replace("'", "'\\''") + "'"
    shown, plain = "", ""
    for character in argument.removeprefix(GLOB):
        if character in "*?[]":
            shown += (quoted(plain) if plain else "") + character
            plain = ""
        else:
            plain += character
    return shown + (quoted(plain) if plain else "")


def _steps(asked: _Asked, rules: Mapping[str, Rule]) -> list[Step]:
    """Each different command once, in the order in which it was first asked for."""
    found: dict[tuple[tuple[str, ...], Privilege], list[Wanted]] = {}
    for collector, commands in asked:
        for command in commands:
            rule_for(command, rules)
            found.setdefault((command.argv, command.privilege), []).append(Wanted(collector=collector, command=command))
    steps = []
    for (argv, privilege), wanted in found.items():
        limit = max(w.command.limit for w in wanted)
        bounded = _bounded(argv, limit) if privilege is Privilege.NONE else argv
        seconds = max(w.command.timeout.total_seconds() for w in wanted)
        steps.append(Step(argv=bounded, privilege=privilege, limit=limit, timeout=seconds, wanted=tuple(wanted)))
    return steps


def _bounded(argv: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """``cat`` of one file becomes ``head -c``: the same bytes, bounded, without another process."""
    if len(argv) == 2 and argv[0] == "cat" and not argv[1].startswith(GLOB):
        return ("head", "-c", str(limit + 1), argv[1])
    return argv


def _line(number: int, step: Step, rule: Rule, *, sudo: bool) -> str:
    words = " ".join(quoted(a) if i else a for i, a in enumerate(step.argv))
    quick = rule.light and _all_in(step, _LOCAL_FOLDERS)
    short = rule.small or _cuts_itself(step) or (rule.light and _all_in(step, _CONFIGURATION))
    if short and quick:
        line = f"q {number} {words}"
    elif short:
        line = f"t {number} {ceil(step.timeout)} {words}"
    else:
        line = f"c {number} {0 if quick else ceil(step.timeout)} {step.limit + 1} {words}"
    return f"s {int(sudo)} {line}" if step.privilege is Privilege.SUDO else line


def _all_in(step: Step, folders: tuple[str, ...]) -> bool:
    paths = [a.removeprefix(GLOB) for a in step.argv[1:]]
    return all(path.startswith(folders) for path in paths if path.startswith("/"))


def _cuts_itself(step: Step) -> bool:
    """Whether the command itself sends no more than one byte above its limit."""
    return step.argv[:2] == ("head", "-c") and len(step.argv) == 4 and int(step.argv[2]) <= step.limit + 1


_SUDOERS_ESCAPES = {"\\": "\\" * 4} | {c: "\\" + c for c in "*?[],:=# "}
"""sudoers(5): its reader takes one backslash away before ``,:=#`` and white space; fnmatch(3) needs one before its
wildcards, and two for itself."""


def _sudoers(argv: tuple[str, ...], rules: Mapping[str, Rule]) -> str:
    """A command as sudoers(5) spells it: the full path, special characters escaped, no further arguments."""
    arguments = ["".join(_SUDOERS_ESCAPES.get(c, c) for c in a) for a in argv[1:]]
    return " ".join([rules[argv[0]].path, *(arguments or ['""'])])
