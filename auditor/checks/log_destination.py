"""Events of every system of a linkage go to a declared log or trap destination.

Passes when every system declares a destination and sends its events to at least one that it declares.

Fails with ``no_log_destination`` when a whole reading shows that no declared destination is sent to. A destination that
is not declared, and a declared one that gets nothing while another does, are remarks.

Stays open when a system could not be read whole, when the inventory declares no destination (``missing_field``), or
when all that a declared destination gets is a narrow choice (``mail.*``, ``*.emerg``, a filter): that events of the
system itself are among them is not shown (``partial_coverage``).

References: Nagareyama 第4の3(2)イ(ア); rsyslog.conf(5); RFC 5424.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks.gaps import absence, named
from auditor.facts.base import FactSet, Need
from auditor.facts.declared import DeclaredLogDestination
from auditor.facts.host import LogForwarding
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, remark, undecided
from auditor.model.words import message

_OF_THE_SYSTEM = frozenset({"*", "auth", "authpriv", "security", "daemon", "kern", "syslog"})
"""Facilities (RFC 5424, 6.2.1) in which a system tells how it runs; ``*`` for all."""
_RARE = frozenset({"none", "emerg", "panic", "alert", "crit"})
"""Priorities at which next to nothing is sent."""


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=LogForwarding, scope=Scope.SYSTEMS), Need(fact=DeclaredLogDestination, scope=Scope.SYSTEMS))


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on every system of the linkage."""
    sets = view.sets(DeclaredLogDestination, Scope.SYSTEMS)
    items = [item for declared in sets for item in _system_items(view, declared)]
    return judged(
        examined=len(sets),
        met=message("log_destination.met", count=len(sets)),
        broken=message("log_destination.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _system_items(view: FactView, declared: FactSet[DeclaredLogDestination]) -> Iterable[Item]:
    owner = declared.subject
    if not declared.facts:
        said = message("log_destination.none_declared", target=owner.id)
        yield undecided(named(owner, view.subject, "log_destination"), Reason.MISSING_FIELD, said)
        return
    sets = [s for s in view.sets(LogForwarding, Scope.SYSTEMS) if s.subject == owner]
    sent = {f.destination.casefold(): f for s in sets for f in s.facts}
    wanted = {d.destination.casefold(): d for d in declared.facts}
    if not sent.keys() & wanted.keys():
        destinations = tuple(d.destination for d in declared.facts)
        said = message("log_destination.not_sent", target=owner.id, destinations=destinations)
        key = named(owner, view.subject, "log_destination")
        yield absence(key, sets, Reason.NO_LOG_DESTINATION, said)
    else:
        reached = [f for s in sets for f in s.facts if f.destination.casefold() in wanted]
        if not any(_tells_of_the_system(f.selector) for f in reached):
            said = message("log_destination.narrow", target=owner.id, selector=reached[0].selector)
            key = named(owner, view.subject, "log_destination")
            yield undecided(key, Reason.PARTIAL_COVERAGE, said, reached[0].place)
        for name in sorted(wanted.keys() - sent.keys()):
            said = message("log_destination.gets_nothing", target=owner.id, destination=wanted[name].destination)
            yield remark(named(owner, view.subject, wanted[name].destination), said, wanted[name].place)
    for name in sorted(sent.keys() - wanted.keys()):
        said = message("log_destination.undeclared", target=owner.id, destination=sent[name].destination)
        yield remark(named(owner, view.subject, sent[name].destination), said, sent[name].place)


def _tells_of_the_system(selector: str) -> bool:
    """Whether a selector (rsyslog.conf(5): ``facility,facility.priority;…``) lets everyday events through."""
    for part in selector.casefold().split(";"):
        facilities, _, priority = part.rpartition(".")
        if priority.lstrip("=!") not in _RARE and not _OF_THE_SYSTEM.isdisjoint(facilities.split(",")):
            return True
    return False
