"""SNMP asks for a real credential: no maker's default community, and version 3 with authentication and privacy.

Rationale: a community is a password that travels in clear text; ``public`` is one that everybody knows.

Passes when every system's agent settings were read whole (a system without an agent has none) and name no known default
community.

Fails with ``unauthenticated_access`` for a known default and for a version 3 user let in without authentication, and
with ``insecure_protocol`` where the inventory makes this audit itself speak version 1 or 2c, or version 3 without
authentication or privacy, with a system or line device. Other communities are a remark.

Stays open when a system's agent settings could not be read whole. How the audit spoke is supporting: a device that is
not asked by SNMP bars nothing.

References: Nagareyama 第4の3(1)ア; RFC 3414; RFC 3584.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks.gaps import named
from auditor.facts.base import FactSet, Need
from auditor.facts.remote import SnmpAccess, SnmpCommunity
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, remark, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (
    Need(fact=SnmpCommunity, scope=Scope.SYSTEMS),
    Need(fact=SnmpAccess, scope=Scope.SYSTEMS, supporting=True),
    Need(fact=SnmpAccess, scope=Scope.LINES, supporting=True),
)


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on all systems and line devices of the linkage."""
    sets = view.sets(SnmpCommunity, Scope.SYSTEMS)
    items = [item for found in sets for community in found.facts for item in _community_items(view, found, community)]
    # A system may also be one of the line devices; it is said once.
    spoken = {s.subject: s for scope in (Scope.LINES, Scope.SYSTEMS) for s in view.sets(SnmpAccess, scope)}
    items += [
        item for found in spoken.values() for access in found.facts for item in _access_items(view, found, access)
    ]
    return judged(
        examined=sum(s.complete for s in sets),
        met=message("snmp_access.met"),
        broken=message("snmp_access.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _community_items(view: FactView, found: FactSet[SnmpCommunity], community: SnmpCommunity) -> Iterable[Item]:
    key = named(found.subject, view.subject, community.label)
    arguments = {"target": found.subject.id, "label": community.label}
    if community.unauthenticated_user:
        said = message("snmp_access.unauthenticated", **arguments)
        yield violation(key, Reason.UNAUTHENTICATED_ACCESS, said, community.place)
    elif community.known_default:
        said = message("snmp_access.known_default", **arguments)
        yield violation(key, Reason.UNAUTHENTICATED_ACCESS, said, community.place)
    else:
        yield remark(key, message("snmp_access.community", **arguments), community.place)


def _access_items(view: FactView, found: FactSet[SnmpAccess], access: SnmpAccess) -> Iterable[Item]:
    key = named(found.subject, view.subject, "snmp")
    if access.version != "3":
        said = message("snmp_access.version", target=found.subject.id, version=access.version)
        yield violation(key, Reason.INSECURE_PROTOCOL, said, access.place)
    elif access.level != "authPriv":
        said = message("snmp_access.level", target=found.subject.id, level=access.level)
        yield violation(key, Reason.INSECURE_PROTOCOL, said, access.place)
