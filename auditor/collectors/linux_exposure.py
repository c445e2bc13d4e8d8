"""Folders offered over the network, and the communities that an SNMP agent accepts."""

from auditor.collectors import linux_commands
from auditor.facts.base import Fact
from auditor.facts.remote import Share, SnmpCommunity
from auditor.model.job import Command, Privilege, Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (Share, SnmpCommunity)
PARSER = "linux_exposure"


def request(_: TargetDescription, /) -> Request | None:
    """Communities are replaced before they are stored (redaction rule ``snmpd_conf``)."""
    return Request(
        collector="linux_exposure",
        commands=(
            Command(id="samba", argv=("testparm", "-s")),
            linux_commands.dump("samba_file", "/etc/samba/smb.conf"),
            _root("samba_usershares", "find", "/var/lib/samba/usershares", "-type", "f", "-printf", r"%s %p\n"),
            linux_commands.dump("exports", "/etc/exports", "glob:/etc/exports.d/*.exports"),
            linux_commands.units(
                "exposure_units",
                *("smbd.service", "smb.service", "nfs-server.service", "snmpd.service"),
            ),
            Command(id="udp_sockets", argv=("ss", "-H", "-uln")),
            Command(id="snmpd_files", argv=("ls", "-d", "/usr/sbin/snmpd", "/etc/snmp/snmpd.conf"), limit=4096),
            Command(
                id="snmpd_conf",
                argv=("cat", "/etc/snmp/snmpd.conf"),
                privilege=Privilege.SUDO,
                redaction="snmpd_conf",
            ),
            _root(
                "snmpd_parts",
                *("find", "/etc/snmp/snmpd.conf.d", "-maxdepth", "1", "-name", "*.conf", "-printf", r"%s %p\n"),
            ),
            Command(id="snmpd_drop_ins", argv=("cat", "glob:/etc/snmp/snmpd.conf.d/*.conf"), redaction="snmpd_conf"),
        ),
    )


def _root(identifier: str, *argv: str) -> Command:
    return Command(id=identifier, argv=argv, privilege=Privilege.SUDO, limit=64 * 1024)
