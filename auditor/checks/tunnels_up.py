"""Every tunnel of a linkage over a shared line is watched and up.

The catalog asks this only of linkages whose declared line runs over the internet; others need no tunnel.

Passes when every line device has at least one tunnel and all are up. Fails with ``line_down`` for each that is down and
for a device that was read whole and has none. Stays open when a device was not read whole, or does not say whether a
tunnel is up; in this version no collector reads tunnels (``no_collector``).

References: Nagareyama 第4の3(2)イ(ア).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.checks.gaps import absence, named, unread_reason
from auditor.facts.base import FactSet, Need
from auditor.facts.lines import Tunnel
from auditor.facts.view import FactView
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=Tunnel, scope=Scope.LINES),)


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on every tunnel of the linkage's line devices."""
    sets = view.sets(Tunnel, Scope.LINES)
    items = [item for found in sets for item in _device_items(view, found)]
    count = sum(len(s.facts) for s in sets)
    return judged(
        examined=count,
        met=message("lines.tunnels_met", count=count),
        broken=message("lines.tunnels_broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _device_items(view: FactView, found: FactSet[Tunnel]) -> Iterable[Item]:
    target = found.subject.id
    if not found.facts:
        key = named(found.subject, view.subject, "tunnel")
        yield absence(key, (found,), Reason.LINE_DOWN, message("lines.no_tunnel", target=target))
    for tunnel in found.facts:
        key = named(found.subject, view.subject, tunnel.name)
        said = message("lines.tunnel_down", target=target, tunnel=tunnel.name)
        if tunnel.up is None:
            yield undecided(key, unread_reason(found), said, tunnel.place)
        elif not tunnel.up:
            yield violation(key, Reason.LINE_DOWN, said, tunnel.place)
