"""A flow that is told to end: SIGTERM and a cancellation from Prefect's side are interrupts like Ctrl-C."""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.exceptions import TerminationSignal


@contextmanager
def interruptible() -> Iterator[None]:
    """Turns Prefect's signal into KeyboardInterrupt, which our run log writes down as `interrupted`."""
    try:
        yield
    except TerminationSignal:
        raise KeyboardInterrupt from None
