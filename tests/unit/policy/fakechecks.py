"""Checks for tests of the policy: forms only, nothing judges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from auditor.model.periods import Period
from auditor.model.terms import Basis, SubjectKind
from auditor.model.words import Message
from auditor.policy.checks import BrokenCheckError, CheckForm, form_of


@dataclass(frozen=True, kw_only=True)
class Strength:
    """Parameters of the check ``strength``."""

    min_length: int
    max_idle: Period | None = None
    service: Literal["login", "sshd"] = "login"


@dataclass(frozen=True, kw_only=True)
class Lockout:
    """Parameters of the check ``lockout``."""

    attempts: int
    words: tuple[str, ...] = ()
    share: float = 0.8
    basis: Basis = Basis.LIVE
    since: date | None = None
    strict: bool = False


class FakeChecks:
    """Two checks, and one that does not load."""

    def form(self, name: str) -> CheckForm | None:
        if name == "broken":
            raise BrokenCheckError(name)
        found = {"strength": Strength, "lockout": Lockout}.get(name)
        return form_of(name, found) if found else None

    def names(self) -> tuple[str, ...]:
        return ("broken", "lockout", "strength")

    def problems(
        self, name: str, options: Mapping[str, Any], subject: SubjectKind | None = None
    ) -> tuple[Message, ...]:
        return ()
