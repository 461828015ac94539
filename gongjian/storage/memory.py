"""Rows by the hundred thousand make the collector of garbage walk the whole program again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def standing() -> Iterator[None]:
    """What stands now is no garbage: leave it unwalked, which is a quarter of the time of judging a sheet."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
