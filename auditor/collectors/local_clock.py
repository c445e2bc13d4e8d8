"""The clock of a recorder or server that is the auditor's own machine: then there is no skew to be measured.

Only where the inventory says so (``clock: local``). For a folder that is mounted from elsewhere the clock must be asked
of the machine itself, by SNMP or ssh.
"""

from auditor.facts.host import ClockSkew
from auditor.model.job import Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.LOCAL
PLATFORMS = frozenset(Platform)
PROVIDES = (ClockSkew,)
PARSER = "local_clock"


def request(target: TargetDescription) -> Request | None:
    """On what kind of disk the folder lies; None unless the clock is declared to be our own."""
    endpoint = target.endpoints.get(TRANSPORT)
    if endpoint is None or endpoint.options.get("clock") != "local":
        return None
    return Request(collector="local_clock", options={"clock/local": ""})
