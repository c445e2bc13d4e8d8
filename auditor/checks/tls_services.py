"""Services that speak TLS use approved versions and suites.

This version cannot look inside TLS yet. The check only finds where TLS would have to be looked at, so that a system
with such a service is not passed unseen.

Passes when a whole list of listening sockets has none on a port that IANA registers for TLS. Stays open with
``no_collector`` for each socket that other machines can reach on such a port, or that is declared with TLS or HTTPS as
its purpose. It never fails.

References: Inagi 第22第1項; CRYPTREC GL-3001 3.1.1; IANA service names and port numbers.
"""

from dataclasses import dataclass

from auditor.facts.base import Need
from auditor.facts.declared import DeclaredService
from auditor.facts.remote import Listener
from auditor.facts.view import FactView
from auditor.model.terms import Reason
from auditor.model.verdict import Verdict, judged, undecided
from auditor.model.words import message

_TLS_PORTS = frozenset({261, 443, 465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 2083, 3269, 5061, 5671, 6514, 8443})
"""IANA registrations whose description names TLS or SSL, and its usual alternate for https."""
_WORDS = ("tls", "ssl", "https")


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=Listener), Need(fact=DeclaredService))


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on every listening socket of the target."""
    listeners = view.facts(Listener)
    by_purpose = {
        (service.protocol, service.port)
        for service in view.facts(DeclaredService)
        if any(word in service.purpose.casefold() for word in _WORDS)
    }
    found = {
        f"{listener.protocol}/{listener.port}": listener
        for listener in listeners
        if not listener.loopback and (listener.port in _TLS_PORTS or (listener.protocol, listener.port) in by_purpose)
    }
    return judged(
        examined=len(listeners),
        met=message("tls_services.none"),
        broken=message("tls_services.none"),
        items=[
            undecided(f"{key}/tls", Reason.NO_COLLECTOR, message("tls_services.unseen", service=key), found[key].place)
            for key in sorted(found)
        ],
    )
