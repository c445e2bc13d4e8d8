"""The SSH server offers approved algorithms only.

Rationale: what is offered can be negotiated by whoever asks for it, so the weakest offer counts. The lists are derived
from the CRYPTREC list (there is no official one for SSH) and come from an overlay that says so.

Passes when every key exchange, host key, cipher and MAC that the server offered at the audit's own handshake is on its
list. Fails with ``remote_access_weak`` for each that is not. Stays open when nothing was offered of a kind (``empty``)
or no handshake was seen. Names that only signal an extension of the protocol are no algorithms.

References: Inagi 第22第1項; RFC 4253, 7.1; RFC 8308 (``ext-info-s``); OpenSSH PROTOCOL, 1.9 (``kex-strict-…``).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.facts.base import Need
from auditor.facts.remote import OfferedAlgorithms
from auditor.facts.view import FactView
from auditor.model.terms import Reason
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import message

_SIGNALS = frozenset({"ext-info-s", "ext-info-c", "kex-strict-s-v00@openssh.com", "kex-strict-c-v00@openssh.com"})


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Approved names, as the protocol spells them."""

    kex: tuple[str, ...]
    host_keys: tuple[str, ...]
    ciphers: tuple[str, ...]
    macs: tuple[str, ...]


NEEDS = (Need(fact=OfferedAlgorithms),)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on everything that the target's SSH server offered."""
    items: list[Item] = []
    examined = 0
    for offer in view.facts(OfferedAlgorithms):
        for kind, offered, approved in (
            ("kex", offer.kex, parameters.kex),
            ("host_keys", offer.host_keys, parameters.host_keys),
            ("ciphers", offer.ciphers, parameters.ciphers),
            ("macs", offer.macs, parameters.macs),
        ):
            names = [name for name in offered if name not in _SIGNALS]
            examined += len(names)
            items.extend(_items(offer, kind, names, frozenset(approved)))
    return judged(
        examined=examined,
        met=message("ssh_algorithms.met"),
        broken=message("ssh_algorithms.broken", count=len(items)),
        items=items,
    )


def _items(offer: OfferedAlgorithms, kind: str, names: list[str], approved: frozenset[str]) -> Iterable[Item]:
    if not names:
        yield undecided(kind, Reason.EMPTY, message("ssh_algorithms.none", kind=kind), offer.place)
    for name in names:
        if name not in approved:
            said = message("ssh_algorithms.weak", kind=kind, name=name)
            yield violation(f"{kind}/{name}", Reason.REMOTE_ACCESS_WEAK, said, offer.place)
