"""What any SNMP agent tells of itself: identity, clock, interfaces, load, memory and disks.

SNMPv2-MIB (RFC 3418), HOST-RESOURCES-MIB (RFC 2790), IF-MIB (RFC 2863), and where an agent has no host resources
UCD-SNMP-MIB. Some 20 requests to a target; what always changes is asked for apart from what does not, so that an
unchanged night leaves unchanged evidence.
"""

from auditor.facts.base import Fact
from auditor.facts.host import ClockSkew
from auditor.facts.monitoring import Interface, ProcessorLoad, StorageUse, SystemIdentity
from auditor.facts.remote import SnmpAccess
from auditor.model.job import Command, Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SNMP
PLATFORMS = frozenset({Platform.LINUX, Platform.NETWORK_DEVICE, Platform.RECORDER, Platform.OTHER})
PROVIDES: tuple[type[Fact], ...] = (SystemIdentity, ClockSkew, Interface, ProcessorLoad, StorageUse, SnmpAccess)
PARSER = "snmp_monitoring"

_SYSTEM = "1.3.6.1.2.1.1"
_HOST = "1.3.6.1.2.1.25"
_IF = "1.3.6.1.2.1.2"
_IFX = "1.3.6.1.2.1.31.1.1.1"
_UCD = "1.3.6.1.4.1.2021"
_UPTIME = f"{_SYSTEM}.3.0"
_TABLE = 4 * 1024 * 1024
"""Bytes of a table: 10,000 rows of a long description."""

COMMANDS = (
    # sysDescr, sysObjectID, sysName. Not sysContact: a person's name and telephone number.
    Command(id="system", argv=("get", f"{_SYSTEM}.1.0", f"{_SYSTEM}.2.0", f"{_SYSTEM}.5.0")),
    # hrSystemDate, sysUpTime, snmpEngineBoots
    Command(id="clock", argv=("get", f"{_HOST}.1.2.0", _UPTIME, "1.3.6.1.6.3.10.2.1.2.0"), volatile=True),
    # ifNumber; ifDescr, ifType, ifSpeed, ifAdminStatus, ifOperStatus; ifName, ifHighSpeed, ifAlias
    Command(
        id="interfaces",
        argv=(
            "get",
            f"{_IF}.1.0",
            "walk",
            *(f"{_IF}.2.1.{column}" for column in (2, 3, 5, 7, 8)),
            *(f"{_IFX}.{column}" for column in (1, 15, 18)),
        ),
        limit=_TABLE,
    ),
    # sysUpTime; ifInOctets, ifOutOctets; ifHCInOctets, ifHCOutOctets, ifCounterDiscontinuityTime
    Command(
        id="interface_counters",
        argv=(
            "get",
            _UPTIME,
            "walk",
            f"{_IF}.2.1.10",
            f"{_IF}.2.1.16",
            *(f"{_IFX}.{column}" for column in (6, 10, 19)),
        ),
        limit=_TABLE,
        volatile=True,
    ),
    # hrProcessorLoad; ssCpuIdle
    Command(id="processors", argv=("walk", f"{_HOST}.3.3.1.2", "get", f"{_UCD}.11.11.0"), volatile=True),
    # hrStorageType, hrStorageDescr, hrStorageAllocationUnits
    Command(id="storage", argv=("walk", *(f"{_HOST}.2.3.1.{column}" for column in (2, 3, 4))), limit=_TABLE),
    # hrStorageSize, hrStorageUsed; memTotalSwap, memAvailSwap, memTotalReal, memAvailReal
    Command(
        id="storage_use",
        argv=(
            "walk",
            *(f"{_HOST}.2.3.1.{column}" for column in (5, 6)),
            "get",
            *(f"{_UCD}.4.{scalar}.0" for scalar in (3, 4, 5, 6)),
        ),
        limit=_TABLE,
        volatile=True,
    ),
)


def request(target: TargetDescription, /) -> Request | None:
    """The same of every target that has an SNMP endpoint."""
    if TransportKind.SNMP not in target.endpoints:
        return None
    return Request(collector="snmp_monitoring", commands=COMMANDS)
