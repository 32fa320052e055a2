"""Which of a month's issues stands: the last of the month's own paper.

A paper that is issued again under the same reference takes the place of what it was. A second paper under
another reference (for an extraordinary meeting) adds to the month: it hides nothing of the first.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from extractors.contract import Header


class _Issue(Protocol):
    @property
    def header(self) -> Header: ...

    @property
    def words(self) -> int: ...


Issue = TypeVar("Issue", bound=_Issue)


def standing(issues: Sequence[Issue]) -> Issue:
    """Of one month's issues, in the order of issue, the last of the paper that says most."""
    last = {issue.header.paper_reference: issue for issue in issues}
    if None in last:
        return issues[-1]
    return max(last.values(), key=lambda issue: issue.words)
