"""Which days a system's own records of log-ins cover, and where it sends its events.

Only times are fetched: the journal gives its times without its messages, grep the head of each line alone.
"""

from datetime import timedelta

from auditor.collectors import linux_commands
from auditor.facts.base import Fact
from auditor.facts.host import AccessLog, LogForwarding
from auditor.model.job import Command, Privilege, Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (AccessLog, LogForwarding)
PARSER = "linux_access_log"

MOST_ENTRIES = 5000
"""Journal entries, newest first; the parser knows this number too."""
MOST_LINES = 20000
"""Lines of one text log; the parser knows this number too."""

_TIME = r"^([A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}[Z+-][0-9:]{0,5})"
_IDENTIFIERS = ("sshd", "sshd-session", "login", "su", "sudo", "systemd-logind", "gdm-password", "lightdm")


def request(_: TargetDescription, /) -> Request | None:
    """Each log as the account reads it and with sudo; settings for everybody."""
    journal = (
        *("journalctl", "--no-pager", "-r", "-n", str(MOST_ENTRIES), "-o", "json", "--output-fields=PRIORITY"),
        *(word for name in _IDENTIFIERS for word in ("-t", name)),
    )
    grep = ("grep", "-aoHE", "-m", str(MOST_LINES), _TIME)
    return Request(
        collector="linux_access_log",
        commands=(
            Command(id="time_zone", argv=("date", "+%z"), limit=64),
            Command(id="journal_folder", argv=("ls", "-d", "/var/log/journal"), limit=4096),
            linux_commands.dump(
                "journal_settings",
                *("/etc/systemd/journald.conf", "glob:/etc/systemd/journald.conf.d/*.conf"),
                "glob:/usr/lib/systemd/journald.conf.d/*.conf",
            ),
            # Without -q: journalctl then says on its error stream when it shows only a part.
            _log("journal_root", *journal, sudo=True, limit=2 * 1024 * 1024),
            _log("journal", *journal, limit=2 * 1024 * 1024),
            _log("log_files_root", *grep, "/var/log/auth.log", "/var/log/auth.log.1", "/var/log/secure", sudo=True),
            _log("log_files", *grep, "glob:/var/log/auth.log*", "glob:/var/log/secure*"),
            _log(
                "log_listing",
                *("find", "/var/log", "-maxdepth", "1", "(", "-name", "auth.log*", "-o", "-name", "secure*", ")"),
                *("-printf", r"%T@ %s %f\0"),
                limit=64 * 1024,
            ),
            _log("log_wtmp", "last", "-F", "-w", "-n", "3000", limit=512 * 1024),
            linux_commands.dump(
                "forwarding_settings",
                *("/etc/rsyslog.conf", "glob:/etc/rsyslog.d/*.conf"),
                *("/etc/systemd/journal-upload.conf", "glob:/etc/systemd/journal-upload.conf.d/*.conf"),
                *("/etc/syslog-ng/syslog-ng.conf", "glob:/etc/syslog-ng/conf.d/*.conf"),
            ),
            linux_commands.units(
                "forwarding_units", "rsyslog.service", "systemd-journal-upload.service", "syslog-ng.service"
            ),
        ),
    )


def _log(identifier: str, *argv: str, sudo: bool = False, limit: int = 4 * 1024 * 1024) -> Command:
    return Command(
        id=identifier,
        argv=argv,
        privilege=Privilege.SUDO if sudo else Privilege.NONE,
        limit=limit,
        timeout=timedelta(seconds=20),
        volatile=True,
    )
