"""Numbers that must go on from month to month: what was there, what came and went, what is there now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.contract import (
    Assessed,
    Assessment,
    AssessmentSummary,
    Fact,
    ProposalRaised,
    ProposalTimescale,
    ReleaseItem,
    StageCount,
)
from pipeline.basics.identity import identity
from pipeline.checks.process.known import decisions_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessment_history import rows_by_date
from pipeline.checks.support.register_match import release_key
from pipeline.checks.support.release_lists import release_lists
from pipeline.checks.support.this_month import decides, in_effect
from pipeline.checks.support.wording import assessment

_KINDS: tuple[Assessed, ...] = ("PA", "IA")


@dataclass(frozen=True, slots=True)
class Flow:
    """One account: what it counts (one, many), its numbers, and the facts that give opening and closing."""

    what: tuple[str, str]
    opening: int
    came: int
    went: int
    closing: int
    opening_facts: tuple[Fact, ...]
    closing_facts: tuple[Fact, ...]


def flows(earlier: Report, later: Report) -> Iterator[Flow]:
    """The accounts of which both reports give the number, between the ends of their figures."""
    if earlier.cut_off is None or later.cut_off is None:
        return
    for kind in _KINDS:
        yield from _assessments(earlier, later, kind)
    yield from _proposals(earlier, later)
    yield from _release_stage(earlier, later)
    yield from _lists(earlier, later)


def _between(earlier: Report, later: Report, on: date | None) -> bool:
    begins, ends = earlier.cut_off, later.cut_off
    return on is not None and begins is not None and ends is not None and begins < on <= ends


def _assessments(earlier: Report, later: Report, kind: Assessed) -> Iterator[Flow]:
    totals = [
        [one for one in report.facts(AssessmentSummary) if (one.assessment, one.status) == (kind, "open")]
        for report in (earlier, later)
    ]
    if not all(totals) or not later.facts(Assessment):
        return
    was_open = {key[:2] for key in rows_by_date(earlier, "open")}
    accepted = [row for row in rows_by_date(later, "open").values() if row.assessment == kind]
    returned = [key for key, row in rows_by_date(later, "completed").items() if row.assessment == kind]
    yield Flow(
        (f"open {assessment(kind)}", f"open {assessment(kind)}s"),
        totals[0][0].total,
        sum(_between(earlier, later, row.accepted_on) for row in accepted),
        sum(_between(earlier, later, on) and (who, what) in was_open for who, what, on in returned),
        totals[1][0].total,
        tuple(totals[0][:1]),
        tuple(totals[1][:1]),
    )


def _proposals(earlier: Report, later: Report) -> Iterator[Flow]:
    totals = [
        [one for one in report.facts(ProposalTimescale) if one.status == "open"]
        for report in (earlier, later)
    ]
    if all(totals):
        raised = {
            identity(one.reference)
            for one in later.facts(ProposalRaised)
            if _between(earlier, later, one.raised_on)
        }
        yield Flow(
            ("open proposal", "open proposals"),
            totals[0][0].total,
            len(raised),
            len(_concluded(earlier, later)),
            totals[1][0].total,
            tuple(totals[0][:1]),
            tuple(totals[1][:1]),
        )


def _concluded(earlier: Report, later: Report) -> set[str]:
    return {
        identity(vote.reference)
        for vote in decisions_on(later)
        if _between(earlier, later, vote.decided_on)
        if in_effect(later, vote)
        or vote.outcome == "withdrawn"
        or (vote.outcome == "rejected" and decides(vote))
    }


def _release_stage(earlier: Report, later: Report) -> Iterator[Flow]:
    counts = [
        [one for one in report.facts(StageCount) if one.stage == "release"] for report in (earlier, later)
    ]
    if all(counts):
        approved = {
            identity(vote.reference)
            for vote in decisions_on(later)
            if in_effect(later, vote) and _between(earlier, later, vote.decided_on)
        }
        done = {
            identity(item.reference)
            for item in later.facts(ReleaseItem)
            if item.status == "implemented" and _between(earlier, later, item.release_date)
        }
        yield Flow(
            ("modification in Release", "modifications in Release"),
            counts[0][0].count,
            len(approved),
            len(done),
            counts[1][0].count,
            tuple(counts[0][:1]),
            tuple(counts[1][:1]),
        )


def _lists(earlier: Report, later: Report) -> Iterator[Flow]:
    before, after = release_lists(earlier), release_lists(later)
    for key in before.keys() & after.keys():
        approved = {
            identity(vote.reference)
            for vote in decisions_on(later)
            if in_effect(later, vote)
            and release_key(vote.release) == key
            and _between(earlier, later, vote.decided_on)
        }
        yield Flow(
            (f"modification in the {after[key].name}", f"modifications in the {after[key].name}"),
            len(before[key].items),
            len(approved - before[key].items.keys()),
            0,
            len(after[key].items),
            tuple(before[key].items.values()),
            tuple(after[key].items.values()),
        )
