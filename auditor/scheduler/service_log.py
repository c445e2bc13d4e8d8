"""The service's log: what it did, in the chosen language, for whoever looks why a night went as it did.

Five files of 1 MiB beside each other at most. Nothing that goes wrong with the log ends the service.
"""

import contextlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from auditor.errors import Problem
from auditor.messages.rendering import render
from auditor.model.japan import JST
from auditor.model.places import LOG
from auditor.model.words import Language, Message, message
from auditor.reporters.visible import on_one_line

FILE = "service.log"
LARGEST = 1024 * 1024
"""Bytes of one file."""
FILES = 5
"""The one that is written to included."""

_LONGEST = 4000
"""Characters of one line."""


class _Handler(RotatingFileHandler):
    """Files are the owner's alone; a full disk or a folder that is gone costs lines and nothing else."""

    def __init__(self, path: Path, troubled: Callable[[Path], None]) -> None:
        super().__init__(path, maxBytes=LARGEST, backupCount=FILES - 1, encoding="utf-8", delay=True)
        self._troubled = troubled

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        return os.fdopen(os.open(self.baseFilename, flags, 0o600), "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:
        """Called for whatever goes wrong while a line is written. The file is opened anew for the next line."""
        with contextlib.suppress(OSError, ValueError):
            if self.stream is not None:
                self.stream.close()
        self.stream = None
        self._troubled(Path(self.baseFilename))


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).astimezone(JST)
        said = on_one_line(record.getMessage())
        said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
        return f"{moment.isoformat(timespec='seconds')} {record.levelname} {said}"


class ServiceLog:
    """Says messages in the log's file and on the terminal."""

    def __init__(self, language: Language, show: Callable[[str], None]) -> None:
        self._language = language
        self._show = show
        self._logger = logging.getLogger("auditor.service")
        self.troubled = False
        """Whether a line could not be written to the file."""

    def say(self, *messages: Message, level: int = logging.INFO) -> None:
        """One line a message."""
        for said in messages:
            words = render(said, self._language)
            self._logger.log(level, "%s", words)
            # A terminal that is gone, or a reader that has left, does not end the service.
            with contextlib.suppress(OSError, ValueError):
                self._show(on_one_line(words))

    def warn(self, *messages: Message) -> None:
        """The same, for what somebody should look at."""
        self.say(*messages, level=logging.WARNING)

    def wrong(self, problems: Iterable[Problem]) -> None:
        """What is wrong in files: its place and what it is, a line each."""
        for problem in problems:
            place = f"{problem.file}:{problem.line}" if problem.line else problem.file
            said = render(problem.message, self._language)
            self.warn(message("schedule.problem", place=place, what=said))

    def trouble(self, path: Path) -> None:
        """Note that the log's file cannot be written; said once, on the terminal."""
        if not self.troubled:
            self.troubled = True
            with contextlib.suppress(OSError, ValueError):
                self._show(render(message("schedule.log_trouble", path=str(path)), self._language))


@contextmanager
def service_log(state: Path, language: Language, show: Callable[[str], None]) -> Iterator[ServiceLog]:
    """The log under ``state``. Whatever parts of the program log (the place of a crash) goes there, too."""
    log = ServiceLog(language, show)
    handler = _Handler(state / LOG / FILE, log.trouble)
    handler.setFormatter(_Line())
    ours = logging.getLogger("auditor")
    before, propagated = ours.level, ours.propagate
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    ours.propagate = False
    try:
        yield log
    finally:
        ours.removeHandler(handler)
        ours.setLevel(before)
        ours.propagate = propagated
        with contextlib.suppress(OSError, ValueError):
            handler.close()
