"""Work that waits or takes long, in threads of its own: pages never wait for it.

Whatever waits for its turn holds neither a thread nor a connection to the database.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import ParamSpec, TypeVar

from pipeline.basics.errors import OutOfReach

_How = ParamSpec("_How")
_Answer = TypeVar("_Answer")
_PATIENCE = 60  # seconds


class Lane:
    """So many threads for one kind of work. As a decorator, the function's work is done in them."""

    def __init__(self, name: str, threads: int, patience: float = _PATIENCE) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._patience = patience

    def __call__(self, work: Callable[_How, _Answer]) -> Callable[_How, Awaitable[_Answer]]:
        @wraps(work)
        async def waiting(*asked: _How.args, **options: _How.kwargs) -> _Answer:
            return await self.run(lambda: work(*asked, **options))

        return waiting

    async def run(self, work: Callable[[], _Answer]) -> _Answer:
        """What the work gives. Raises OutOfReach where its turn does not come: then it is never done."""
        begun = self._threads.submit(work)
        ended = asyncio.wrap_future(begun)
        await asyncio.wait({ended}, timeout=self._patience)
        if not ended.done() and begun.cancel():
            raise OutOfReach(
                "Too many others wait for the same, and nothing was done. Try again in a minute."
            )
        return await ended


PROVING = Lane("proving", 4)  # passwords: however many there are, argon2 itself takes fewer at a time
WRITING = Lane("writing", 4)  # acts, which may wait for a run that holds the database
MAKING = Lane("making", 2)  # files to take along, each with much in memory while it is made
