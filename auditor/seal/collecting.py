"""The garbage collector, kept from looking for cycles where there are none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycles() -> Iterator[None]:
    """What is read here is freed by its reference counts alone.

    Looking for cycles among a million fresh tuples took a third of the time of a seal.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
