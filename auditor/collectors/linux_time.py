"""The clock, and what keeps it."""

from auditor.collectors import linux_commands
from auditor.facts.base import Fact
from auditor.facts.host import ClockSkew, TimeSync
from auditor.model.job import Command, Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (TimeSync, ClockSkew)
PARSER = "linux_time"


def request(_: TargetDescription, /) -> Request | None:
    """Needs no privilege."""
    return Request(
        collector="linux_time",
        commands=(
            Command(id="clock", argv=("date", "-u", "+%s.%N"), limit=1024, volatile=True),
            Command(id="time_synchronised", argv=("timedatectl", "show", "-p", "NTP,NTPSynchronized"), limit=4096),
            linux_commands.units(
                "time_units",
                *("chronyd.service", "chrony.service", "systemd-timesyncd.service"),
                *("ntpd.service", "ntp.service", "ntpsec.service"),
            ),
            Command(id="chrony_tracking", argv=("chronyc", "-n", "tracking"), limit=16 * 1024, volatile=True),
            linux_commands.dump(
                "time_settings",
                *("/etc/chrony.conf", "/etc/chrony/chrony.conf"),
                *(
                    "glob:/etc/chrony/conf.d/*.conf",
                    "glob:/etc/chrony/sources.d/*.sources",
                    "glob:/etc/chrony.d/*.conf",
                ),
                *("/etc/systemd/timesyncd.conf", "glob:/etc/systemd/timesyncd.conf.d/*.conf"),
                *("/etc/ntp.conf", "/etc/ntpsec/ntp.conf"),
            ),
        ),
    )
