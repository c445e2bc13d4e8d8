"""Only declared services listen to the network, and none of them sends log-ins in clear text.

Passes when every socket that other machines can reach is declared in the inventory by protocol and port, and none is a
remote log-in without encryption.

Fails with ``undeclared_service`` for each other one, and with ``insecure_protocol`` for telnet, rexec, rlogin and rsh,
declared or not. Stays open when the sockets could not be read whole, or when the inventory declares no service at all
for the target while something listens (``missing_field``). A declared service that does not listen is a remark.

References: Inagi 第22第1項; IANA service names and port numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.facts.base import Need
from auditor.facts.declared import DeclaredService
from auditor.facts.remote import Listener
from auditor.facts.view import FactView
from auditor.model.terms import Reason, State
from auditor.model.verdict import Item, Verdict, judged, remark, undecided, violation
from auditor.model.words import message

_CLEAR_TEXT = {("tcp", 23): "telnet", ("tcp", 512): "rexec", ("tcp", 513): "rlogin", ("tcp", 514): "rsh"}


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=Listener), Need(fact=DeclaredService))


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on every listening socket of the target."""
    listeners = view.facts(Listener)
    reachable = {(x.protocol, x.port): x for x in reversed(listeners) if not x.loopback}
    declared = {(s.protocol, s.port): s for s in view.facts(DeclaredService)}
    items = list(_items(reachable, declared))
    if all(s.complete for s in view.sets(Listener)):
        items += [
            remark(f"{protocol}/{port}", message("declared_services.silent", service=f"{protocol}/{port}"), s.place)
            for (protocol, port), s in declared.items()
            if (protocol, port) not in reachable
        ]
    return judged(
        examined=len(listeners),
        met=message("declared_services.met", count=len(reachable)),
        broken=message("declared_services.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _items(
    reachable: Mapping[tuple[str, int], Listener], declared: Mapping[tuple[str, int], DeclaredService]
) -> Iterable[Item]:
    for (protocol, port), listener in sorted(reachable.items()):
        key = f"{protocol}/{port}"
        arguments = {"service": key, "process": listener.process or None}
        clear = _CLEAR_TEXT.get((protocol, port))
        if clear is not None:
            said = message("declared_services.clear_text", service=key, name=clear)
            yield violation(key, Reason.INSECURE_PROTOCOL, said, listener.place)
        elif (protocol, port) in declared:
            continue
        elif not declared:
            said = message("declared_services.none_declared", **arguments)
            yield undecided(key, Reason.MISSING_FIELD, said, listener.place)
        else:
            said = message("declared_services.undeclared", **arguments)
            yield violation(key, Reason.UNDECLARED_SERVICE, said, listener.place)
