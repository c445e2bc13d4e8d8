"""Units for systemd: the service as a daemon, or a timer that starts it for each duty (systemd.exec(5), .timer(5))."""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from auditor.errors import UsageError
from auditor.messages.rendering import render
from auditor.model.operation import Duty, Rhythm, Schedule
from auditor.model.words import Language, message
from auditor.scheduler.timing import ZONE

SERVICE = "auditor.service"
ONCE = "auditor-once.service"
TIMER = "auditor-once.timer"
FOLDER = "/etc/systemd/system"

_MARGIN = timedelta(seconds=30)
"""Beyond a target's deadline, for the store and the sessions to be closed."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOMES = ("/home", "/root", "/run/user")
"""What ``ProtectHome=`` hides."""

_PLAIN = re.compile(r"[A-Za-z0-9_./:=@+-]+")
"""Words that mean themselves without quotes."""

_HARDENING = """\
NoNewPrivileges=yes
ProtectSystem=strict
PrivateTmp=yes
PrivateDevices=yes
PrivateMounts=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
CapabilityBoundingSet=
AmbientCapabilities=
UMask=0077
"""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What the units depend on. All paths are absolute."""

    program: Sequence[str]
    """How the program is started (an interpreter and its arguments, or a script)."""
    workspace: Path
    writable: Sequence[Path]
    """Folders that the program writes to; nothing else can be written."""
    account: str
    """The account that owns the workspace."""
    key_file: Path | None
    """Opens the vault; None for the one beside it."""
    deadline: timedelta
    """The longest a target may take."""
    schedule: Schedule
    language: Language


def units(installation: Installation) -> str:
    """The unit of the service, and the two of the timer, each under a heading that says where it goes.

    Raises UsageError for a path that cannot stand in a unit.
    """
    return "\n".join(
        (
            _heading("schedule.unit_service", SERVICE, installation),
            _service(installation, once=False),
            _heading("schedule.unit_once", ONCE, installation),
            _service(installation, once=True),
            _heading("schedule.unit_timer", TIMER, installation),
            _timer(installation),
        )
    )


def _heading(code: str, name: str, installation: Installation) -> str:
    said = render(
        message(
            code,
            path=f"{FOLDER}/{name}",
            unit=name,
            account=installation.account,
            commands="\n".join(_making(folder, installation.account) for folder in installation.writable),
        ),
        installation.language,
    )
    bar = "# " + "-" * 76
    return "\n".join((bar, *(f"# {_inert(line)}".rstrip() for line in said.split("\n")), bar)) + "\n"


def _making(folder: Path, account: str) -> str:
    return f"  install -d -m 700 -o {shlex.quote(account)} {shlex.quote(str(folder))}"


def _service(installation: Installation, *, once: bool) -> str:
    command = [*installation.program, "schedule", "--workspace", str(installation.workspace)]
    command += ["--lang", installation.language.value]
    if installation.key_file is not None:
        command += ["--key-file", str(installation.key_file)]
    command += ["--once"] if once else []
    stop = int((installation.deadline + _MARGIN).total_seconds())
    paths = [*installation.program[:1], str(installation.workspace), *(str(p) for p in installation.writable)]
    home = "read-only" if any(_is_under(path, _HOMES) for path in paths) else "yes"
    # A leading colon: nothing of the command is an environment variable (systemd.service(5)).
    lines = [
        "[Unit]",
        f"Description={_text(_description(installation))}",
        "Wants=network-online.target",
        "After=network-online.target time-sync.target",
        *(() if once else ("StartLimitIntervalSec=1h", "StartLimitBurst=10")),
        "",
        "[Service]",
        f"Type={'oneshot' if once else 'exec'}",
        f"User={installation.account}",
        f"ExecStart=:{' '.join(quoted(word) for word in command)}",
        # 1 and 3 are findings and open questions, 130 a night that was stopped: the service itself is well.
        f"SuccessExitStatus={'1 3 130' if once else '130'}",
        # 2: something is to be mended by a person; starting again mends nothing.
        *(() if once else ("Restart=on-failure", "RestartSec=60", "RestartPreventExitStatus=2")),
        f"TimeoutStopSec={stop}",
        "KillMode=mixed",
        *(("TimeoutStartSec=infinity",) if once else ()),
        f"ReadWritePaths={' '.join(quoted(str(path)) for path in installation.writable)}",
        f"ProtectHome={home}",
        _HARDENING.rstrip(),
        *(() if once else ("", "[Install]", "WantedBy=multi-user.target")),
    ]
    return "\n".join(lines) + "\n"


def _timer(installation: Installation) -> str:
    lines = [
        "[Unit]",
        f"Description={_text(_description(installation))}",
        "",
        "[Timer]",
        *(f"OnCalendar={moment}" for moment in calendar(installation.schedule.duties)),
        # After a start, what was missed or broken off is made up for.
        "OnBootSec=5min",
        "Persistent=yes",
        "AccuracySec=1s",
        f"Unit={ONCE}",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return "\n".join(lines) + "\n"


def calendar(duties: Iterable[Duty]) -> list[str]:
    """When the timer goes off (systemd.time(7)); what is then due is for the program to say, holidays and all."""
    return sorted({moment for duty in duties for moment in _moments(duty)})


def _moments(duty: Duty) -> Iterator[str]:
    clock = f"{duty.at:%H:%M}:00 {ZONE}"
    match duty.rhythm:
        case Rhythm.DAY:
            yield f"*-*-* {clock}"
        case Rhythm.WEEK:
            yield f"{_DAYS[duty.on]} *-*-* {clock}"
        case Rhythm.MONTH if duty.on <= 28:
            yield f"*-*-{duty.on:02} {clock}"
        case Rhythm.MONTH:  # the day, or the last of a month without it
            yield f"*-*-28..31 {clock}"


def quoted(word: str) -> str:
    """A word of a command or of a list of paths (systemd.syntax(7)): in quotes where needed, no specifier, no escape.

    Raises UsageError for control characters: no unit can hold them safely.
    """
    if any(not c.isprintable() and c != " " for c in word):
        raise UsageError(message("schedule.not_for_units", path=repr(word)))
    if _PLAIN.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _text(words: str) -> str:
    """A description: one line, no specifier, and no backslash that would join the next line to it."""
    return _inert(words).replace("\\", "/").replace("%", "%%")


def _inert(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words)


def _description(installation: Installation) -> str:
    said = message("schedule.unit_description", workspace=str(installation.workspace))
    return render(said, installation.language)


def _is_under(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(folder + "/") for folder in folders)
