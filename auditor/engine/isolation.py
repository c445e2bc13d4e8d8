"""The one place where any exception is caught: a part's crash becomes its row, and the run goes on.

Everywhere else the linter forbids a blind ``except`` (BLE001); design section 3 puts it here alone.
"""

import logging
import traceback
from collections.abc import Callable
from typing import TypeVar

from auditor.errors import AuditorError
from auditor.model.words import Message, message

T = TypeVar("T")

_LOG = logging.getLogger("auditor.crash")


def isolated(work: Callable[[], T], *, where: str) -> tuple[T | None, Message | None]:
    """The work's value, or the message that tells of its crash.

    The message names the kind of exception and the place in our code, never the exception's text: that may quote what
    was read from a target.
    """
    try:
        return work(), None
    except AuditorError as error:
        return None, error.message
    except Exception as error:  # noqa: BLE001 - the one blind except of the program
        frames = traceback.extract_tb(error.__traceback__)
        line = f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
        _LOG.error("%s crashed: %s at %s", where, type(error).__name__, line)
        return None, message("engine.crashed", where=where, error=f"{type(error).__name__} {line}".strip())
