"""One refusal stops a credential everywhere (design section 7: never lock an account)."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class _Trial(Enum):
    """How far the first use of a credential has come tonight."""

    OPEN = auto()
    """Nobody is trying it."""
    UNDER_WAY = auto()
    """The canary is asking its target; everybody else waits."""
    PROVEN = auto()
    """A target accepted it."""


@dataclass(kw_only=True)
class _Standing:
    trial: _Trial = _Trial.OPEN
    refused_by: str = ""


class CredentialGate:
    """Lets one target try a credential first (the canary); the others wait for how it went.

    A credential that a target refused is closed for every other target of this run, and, because the run records
    ``refusals``, for the nights that follow, until it is set anew or released by hand.
    """

    def __init__(self, quarantined: Mapping[str, str] | None = None) -> None:
        """``quarantined``: credential name to the target that refused it on an earlier night."""
        self._changed = threading.Condition()
        self._standings = {name: _Standing(refused_by=target) for name, target in (quarantined or {}).items()}

    def refusal(self, credential: str) -> str:
        """The target that refused this credential (tonight or earlier); empty when none did."""
        with self._changed:
            standing = self._standings.get(credential)
            return standing.refused_by if standing else ""

    def busy(self, credential: str) -> bool:
        """True while the canary is asking its target; whoever came now would have to wait."""
        with self._changed:
            standing = self._standings.get(credential)
            return standing is not None and not standing.refused_by and standing.trial is _Trial.UNDER_WAY

    def enter(self, credential: str, timeout: float) -> bool:
        """Ask to use a credential on a target; blocks while another target is the canary, at most ``timeout`` seconds.

        Returns True when it may be tried now. False when it is quarantined, or when the canary was still busy after
        the timeout (then nothing may be tried; ``refusal`` tells the two apart). Whoever gets True must call `leave`.
        """
        end = time.monotonic() + timeout
        with self._changed:
            standing = self._standings.setdefault(credential, _Standing())
            while True:
                if standing.refused_by:
                    return False
                if standing.trial is _Trial.PROVEN:
                    return True
                if standing.trial is _Trial.OPEN:
                    standing.trial = _Trial.UNDER_WAY
                    return True
                if not self._changed.wait(max(0.0, end - time.monotonic())) and time.monotonic() >= end:
                    return False

    def leave(self, credential: str, *, accepted: bool | None, target: str) -> None:
        """Tell how it went: accepted, refused (False), or never answered (None: the connection failed before)."""
        with self._changed:
            standing = self._standings.setdefault(credential, _Standing())
            if accepted is False:
                standing.refused_by = standing.refused_by or target
            elif accepted is True:
                standing.trial = _Trial.PROVEN
            elif standing.trial is _Trial.UNDER_WAY:
                standing.trial = _Trial.OPEN  # the next one in line becomes the canary
            self._changed.notify_all()

    def refusals(self) -> dict[str, str]:
        """All quarantined credentials and the targets that refused them."""
        with self._changed:
            return {name: s.refused_by for name, s in self._standings.items() if s.refused_by}
