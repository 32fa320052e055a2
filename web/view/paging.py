"""Lists a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

Number = Annotated[int, Query(ge=1, le=100_000)]  # which page of a list
Words = Annotated[str, Query(max_length=200)]  # what a list is searched for


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of a list of `total` is shown, with `size` on each."""

    number: int
    total: int
    size: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    def near(self) -> Sequence[int]:
        """The numbers worth a link: the first, the last, and those around this one."""
        around = range(self.number - 2, self.number + 3)
        return sorted({1, self.last} | {one for one in around if 1 <= one <= self.last})
