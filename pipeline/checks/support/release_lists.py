"""The lists of the releases to come, as reports print them, and what is told of their members."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from extractors.contract import Decision, ReleaseItem
from pipeline.basics.identity import SUFFIXES, identity, number
from pipeline.checks.model import CheckModel
from pipeline.checks.process.sayings import is_doubtful, notes_saying
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.support.register_match import lasting, release_key
from pipeline.register.entries import RegisterEntry

_STANDALONE = "standalone"


@dataclass(frozen=True, slots=True)
class ReleaseList:
    """What a report lists for one SEC Release that is to come: by identity, with the days that it gives."""

    name: str
    items: dict[str, ReleaseItem] = field(default_factory=dict)
    days: dict[date, ReleaseItem] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The release's day, where the list gives one."""
        return next(iter(self.days)) if len(self.days) == 1 else None


def release_lists(report: Report) -> dict[str, ReleaseList]:
    """The report's lists by the release's key; standalone releases have none."""
    lists: dict[str, ReleaseList] = {}
    for item in report.facts(ReleaseItem):
        key = release_key(item.release)
        if item.status != "approved" or item.release is None or key is None or key == _STANDALONE:
            continue
        if is_doubtful(item, report.known_on):
            continue
        listed = lists.setdefault(key, ReleaseList(item.release))
        listed.items.setdefault(identity(item.reference), item)
        if item.release_date:
            listed.days.setdefault(item.release_date, item)
    return lists


def implemented(report: Report) -> set[str]:
    """The numbers of what the report says is implemented."""
    items = report.facts(ReleaseItem)
    return {number(item.reference) for item in items if item.status == "implemented"}


def votes_on(report: Report, who: str) -> list[Decision]:
    """Everything that the report says was decided on a modification, its parts or its whole."""
    return [vote for vote in report.facts(Decision) if number(vote.reference) == number(who)]


def in_register(model: CheckModel, report: Report, who: str) -> Iterator[tuple[Snapshot, RegisterEntry]]:
    """The entries of a modification, its parts or its whole, from the register of the report's time on."""
    for name in (who, *(number(who) + suffix for suffix in ("", *SUFFIXES))):
        for snapshot in lasting(model, report, name):
            entry = snapshot.entries.get(name)
            if entry is not None:
                yield snapshot, entry


def speaks_of(report: Report, who: str, *sayings: str) -> bool:
    """Whether a sentence says one of these things of the modification, or of none by name."""
    return any(
        not note.named or number(who) in {number(name) for name in note.named}
        for note in notes_saying(report, *sayings)
    )
