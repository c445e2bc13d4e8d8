"""Python's collector of cyclic garbage, held while tens of thousands of small things are made that all stay.

It would walk over all of them again and again and find nothing: a third of the time of a large register.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold it within the block; it goes on afterwards as it was."""
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()
