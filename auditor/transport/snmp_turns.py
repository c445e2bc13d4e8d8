"""Waiting for a credential's turn without holding up the event loop.

`CredentialGate.enter` blocks its thread; here all sessions share one. So the gate is only ever asked without waiting,
and whoever must wait is woken when a session with the same credential has told how it went.
"""

import asyncio
from collections import defaultdict

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.model.words import message
from auditor.transport.gate import CredentialGate

_LOOK_AGAIN = 1.0
"""Seconds after which a waiting session looks again by itself: another transport may have settled the credential."""


class Turns:
    """The gate as sessions of one event loop use it."""

    def __init__(self, gate: CredentialGate) -> None:
        self._gate = gate
        self._settled: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def refuse_quarantined(self, credential: str) -> None:
        """Raises TransportError when some target refused this credential, tonight or on an earlier night."""
        refused_by = self._gate.refusal(credential)
        if refused_by:
            raise TransportError(
                Reason.QUARANTINED, message("snmp.quarantined", credential=credential, target=refused_by)
            )

    def enter(self, credential: str) -> bool:
        """Whether the credential may be tried now; if so, `leave` must follow. False: another target tries it first."""
        entered = self._gate.enter(credential, 0.0)
        if not entered:
            self.refuse_quarantined(credential)
        return entered

    def leave(self, credential: str, *, accepted: bool | None, target: str) -> None:
        """Tell how it went, and wake who waits."""
        self._gate.leave(credential, accepted=accepted, target=target)
        self._settled.pop(credential, asyncio.Event()).set()

    async def wait(self, credential: str, seconds: float) -> None:
        """Wait until somebody left, at most so long. Raises TransportError when there is no time left."""
        if seconds <= 0:
            raise TransportError(Reason.DEADLINE, message("snmp.waited_for_credential", credential=credential))
        settled = self._settled[credential].wait()
        try:
            await asyncio.wait_for(settled, min(seconds, _LOOK_AGAIN))
        except TimeoutError:
            return
