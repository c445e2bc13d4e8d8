"""Errors of the program.

AuditorError
├── UsageError            what was asked cannot be done as asked: exit 2
│   ├── ProblemsError     inventory, registers or policies are wrong: every problem at once, exit 2
│   └── TableError        a workbook or CSV cannot be read or written: exit 2
├── VaultError            the vault cannot be opened, or holds no such credential: exit 2
├── StoreError            the store is damaged, locked or of a newer version: exit 2
├── SealError             a key or a statement is not what a seal needs: exit 4
├── StampError            a time stamp could not be had, or does not hold: exit 2
├── CareError             a back-up cannot be made, trusted or restored: exit 2
├── NotifyError           a message could not be sent; becomes its state in the spool, never an exit
└── TransportError        a target could not be read; becomes the job's reason, never an exit

Libraries' exceptions are translated where the library is called, ``raise … from``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from auditor.model.terms import Reason
from auditor.model.words import Message


class ExitCode(IntEnum):
    """What the program's exit tells a script (design section 3). OPEN outranks FINDINGS."""

    SATISFIED = 0
    FINDINGS = 1
    USAGE = 2
    OPEN = 3
    SEAL_BROKEN = 4
    BUG = 70
    INTERRUPTED = 130


class AuditorError(Exception):
    """Something that a person can mend, said as a message."""

    exit_code: ExitCode = ExitCode.USAGE

    def __init__(self, message: Message) -> None:
        super().__init__(message.code, dict(message.args))
        self.message = message


class UsageError(AuditorError):
    """What was asked cannot be done as asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing wrong in a file, with its place (lines and columns count from 1; 0 means the whole file)."""

    file: str
    line: int
    column: int
    message: Message
    cell: str = ""
    """Its cell (``C7``), where the file is a workbook or CSV; ``file`` then ends in the sheet's name."""

    @property
    def position(self) -> tuple[str, int, int]:
        """For sorting."""
        return (self.file, self.line, self.column)


class ProblemsError(UsageError):
    """Everything that is wrong in inventory, registers and policies, at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(Message(code="problems.headline", args={"count": len(problems)}))
        self.problems = tuple(sorted(problems, key=lambda p: p.position))


class TableError(UsageError):
    """A workbook or CSV cannot be read or written."""


class VaultError(AuditorError):
    """The vault cannot be opened, or what is asked of it cannot be done."""


class StoreError(AuditorError):
    """The store cannot be used."""


class SealError(AuditorError):
    """A signature does not hold, a key is none or another one, or a statement is not what it should be."""

    exit_code = ExitCode.SEAL_BROKEN


class StampError(AuditorError):
    """A time stamp could not be had, or does not hold."""


class CareError(AuditorError):
    """A back-up cannot be made, trusted or restored; nothing half-done is left behind."""


class TransportError(AuditorError):
    """A session failed; `reason` becomes the reason of every row that rests on it."""

    def __init__(self, reason: Reason, message: Message) -> None:
        super().__init__(message)
        self.reason = reason


class NotifyError(AuditorError):
    """A message could not be sent; it waits in the spool with this as the reason."""
