"""What a report says of the release that a modification goes into."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from extractors.contract import Decision, ReleaseItem
from pipeline.basics.identity import identity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import path_of
from pipeline.checks.process.paths import is_last_word
from pipeline.checks.process.sayings import notes_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.register_match import release_key


@dataclass(frozen=True, slots=True)
class ReleaseSaid:
    """One place that names a modification's release, or its day of implementation."""

    reference: str
    release: str | None
    on: date | None
    fact: ReleaseItem | Decision

    @property
    def key(self) -> str | None:
        """The release made comparable."""
        return release_key(self.release)


def releases_said(report: Report) -> dict[str, list[ReleaseSaid]]:
    """The release lists first, then the votes that name a release, by identity; parts are left out."""
    said: dict[str, list[ReleaseSaid]] = defaultdict(list)
    for item in report.facts(ReleaseItem):
        if not item.part and (item.release or item.release_date):
            said[identity(item.reference)].append(
                ReleaseSaid(item.reference, item.release, item.release_date, item)
            )
    for vote in report.facts(Decision):
        if vote.subject == "modification" and (vote.release or vote.implementation_date):
            said[identity(vote.reference)].append(
                ReleaseSaid(vote.reference, vote.release, vote.implementation_date, vote)
            )
    return said


def only_proposed(model: CheckModel, report: Report, said: ReleaseSaid) -> bool:
    """Whether it is a vote that the Authority has still to decide on, or one for this release or another."""
    if not isinstance(said.fact, Decision):
        return False
    who = identity(said.reference)
    path = said.fact.governance or path_of(model, who, report.known_on)
    last = is_last_word(said.fact, said.fact.decided_on or report.known_on, path)
    return last is False or bool(notes_on(report, who, "conditional"))


def in_release(name: str | None) -> str:
    """`in the November 2020 SEC Release`, `in a standalone release`."""
    if release_key(name) == "standalone":
        return "in a standalone release"
    return f"in the {name}" if name else "in a release"
