"""The declared services of every system of a linkage are running.

Passes when every system declares at least one service of the operating system and each declared one is active.

Fails with ``service_down`` for each that is stopped or failed, and for one that a whole list does not know.

Stays open when a system's services could not be read whole, or when the inventory declares none for it
(``missing_field``): what ought to run is then not known.

References: Nagareyama 第4の3(2)イ(ア); systemctl(1).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks.gaps import absence, named
from auditor.facts.base import FactSet, Need
from auditor.facts.declared import DeclaredUnit
from auditor.facts.host import ServiceState
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=ServiceState, scope=Scope.SYSTEMS), Need(fact=DeclaredUnit, scope=Scope.SYSTEMS))


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on every declared service of the linkage's systems."""
    items = [item for declared in view.sets(DeclaredUnit, Scope.SYSTEMS) for item in _system_items(view, declared)]
    count = len(view.facts(DeclaredUnit, Scope.SYSTEMS))
    return judged(
        examined=count,
        met=message("units_running.met", count=count),
        broken=message("units_running.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _system_items(view: FactView, declared: FactSet[DeclaredUnit]) -> Iterable[Item]:
    owner = declared.subject
    if declared.complete and not declared.facts:
        said = message("units_running.none_declared", target=owner.id)
        yield undecided(named(owner, view.subject, "units"), Reason.MISSING_FIELD, said)
    sets = [s for s in view.sets(ServiceState, Scope.SYSTEMS) if s.subject == owner]
    states = {service.name: service for s in sets for service in s.facts}
    for unit in declared.facts:
        key = named(owner, view.subject, unit.name)
        service = states.get(unit.name.removesuffix(".service"))
        arguments = {"target": owner.id, "unit": unit.name}
        if service is None:
            yield absence(key, sets, Reason.SERVICE_DOWN, message("units_running.missing", **arguments))
        elif service.failed:
            said = message("units_running.failed", **arguments)
            yield violation(key, Reason.SERVICE_DOWN, said, service.place, unit.place)
        elif not service.active:
            said = message("units_running.stopped", **arguments)
            yield violation(key, Reason.SERVICE_DOWN, said, service.place, unit.place)
