"""What a command found, as text on the terminal or wherever standard output goes."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from auditor.cli.speaking import Speaker

if TYPE_CHECKING:
    from auditor.reporters.screen import Screen

T = TypeVar("T")


def show_on_screen(show: "Callable[[Screen, T], None]", found: T, say: Speaker) -> None:
    """Print what a reporter's function makes of it, in colour only on a terminal."""
    from auditor.reporters.phrases import Phrases
    from auditor.reporters.screen import Screen, console_on

    with console_on(sys.stdout.buffer) as console:
        show(Screen(console, Phrases(say.language)), found)
