"""Which of a month's issues stand: the last of the month's own paper, and of each second paper.

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
    return standing_papers(issues)[0]


def standing_papers(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """The same with the last of each other paper of the month behind it, in the order of issue.

    An issue without a reference may be one of any paper: then the last of all stands alone.
    """
    last = {issue.header.paper_reference: issue for issue in issues}
    if None in last:
        return (issues[-1],)
    own = max(last.values(), key=lambda issue: issue.words)
    return (own, *(issue for issue in issues if issue in last.values() and issue is not own))
