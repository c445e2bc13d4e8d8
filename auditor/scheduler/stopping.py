"""Ending gracefully when asked to by a signal."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NUMBERS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set: the service ends, and the sessions of a night that is at work do at once.

    A second signal ends the program itself. The handler only writes to a pipe: to set an event within a handler can
    wait for good for the lock of the wait that the signal interrupted.
    """
    stop = threading.Event()
    reading, writing = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    os.set_blocking(reading, True)

    def note(number: int, _: FrameType | None) -> None:
        os.write(writing, b".")
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def watch() -> None:
        if os.read(reading, 1) == b".":
            stop.set()

    watcher = threading.Thread(target=watch, name="signals", daemon=True)
    before = {number: signal.signal(number, note) for number in _NUMBERS}
    watcher.start()
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(writing)  # the watcher reads the pipe's end
        watcher.join()
        os.close(reading)
