"""A later issue of the same month's report says something else.

Why it matters: readers of the first issue were told something that was taken back. Each difference is one
finding.

May be lawful: a correction: that is what a second issue is for. A second paper of the month adds to the
first and replaces nothing.

Not judged: months with one issue.

Passes:

    report 2020-08
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=49
    report 2020-08
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=49

Fails:

    report 2020-08
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=46
    report 2020-08
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=49

Says: The later issue of the report for August 2020 says of MP109’s assessment: duration 49; the earlier one
said 46.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, pairwise

from extractors.contract import Fact, Mention, Value
from pipeline.basics.issue_number import issue_number
from pipeline.checks.finding import Severity, Side
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import day, listed, month, plain
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X211"
NAME = "restated"
SEVERITY: Severity = "info"
EXPLAINED = False

# What a fact is about; the rest is what it says of it.
_SUBJECT = (
    "reference",
    "stage",
    "body",
    "subject",
    "assessment",
    "status",
    "to_stage",
    "consultation",
    "meeting_type",
    "claim",
    "part",
)


def find(model: CheckModel) -> Verdicts:
    """The differences between each issue of a month's report and the one before it."""
    for period, issued in model.issues.items():
        if not model.in_scope(period):
            continue
        for earlier, later in _reissues(issued):
            if earlier.extraction.document.sha256 == later.extraction.document.sha256:
                continue  # the same document, read again
            tie = _tie(earlier, later)
            then, now = _by_subject(earlier), _by_subject(later)
            for subject in dict.fromkeys([*now, *then]):
                yield from _differences(earlier, then.get(subject, []), later, now.get(subject, []), tie)


def _by_subject(report: Report) -> dict[tuple[str, ...], list[Fact]]:
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in report.extraction.facts:
        if isinstance(fact, Mention):
            continue  # what is said of the modification there is in the other facts
        values = fact.values()
        about = [str(values[name]) for name in _SUBJECT if values.get(name) is not None]
        groups[fact.kind, fact.section, *about].append(fact)
    return groups


def _reissues(issued: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Each issue with the one before it of the same paper: a second paper of a month takes nothing back."""
    papers: dict[str | None, list[Report]] = defaultdict(list)
    for report in issued:
        papers[report.header.paper_reference].append(report)
    return chain.from_iterable(map(pairwise, papers.values()))


def _tie(earlier: Report, later: Report) -> str:
    """What to say where nothing but the documents' digests tells which issue is the later one."""
    if _said_of_its_issue(earlier) != _said_of_its_issue(later):
        return ""
    return (
        " Nothing but the files’ digests tells which issue is the later one; withdrawing the other "
        "document settles it."
    )


def _said_of_its_issue(report: Report) -> tuple[date | None, int, str | None]:
    document, title = report.extraction.document, report.header.title
    number = issue_number(title, document.version, document.filename)
    return report.header.published_on, number, document.modified


def _differences(
    earlier: Report, then: list[Fact], later: Report, now: list[Fact], tie: str
) -> Iterator[Found]:
    """One finding a pair of facts that differ, in order, or a fact that has no partner."""
    gone = [fact for fact in then if fact.values() not in [one.values() for one in now]]
    new = [fact for fact in now if fact.values() not in [one.values() for one in then]]
    for place in range(max(len(gone), len(new))):
        old = gone[place] if place < len(gone) else None
        fresh = new[place] if place < len(new) else None
        fact = fresh or old
        if fact is None:
            continue
        stated, expected = _sides(old, fresh)
        reference = getattr(fact, "reference", None)
        of = f"{reference}’s {plain(fact.kind)}" if reference else f"the {plain(fact.kind)}"
        yield Found(
            period=later.period,
            reference=reference,
            message=f"The later issue of the report for {month(later.period)} says of {of}: "
            f"{_words(stated)}; the earlier one said "
            f"{_words(expected, bare=stated.keys() == expected.keys())}.{tie}",
            stated={"kind": fact.kind, **stated},
            expected=expected,
            evidence=(later.see(fresh) if fresh else ()) + (earlier.see(old) if old else ()),
        )


def _sides(old: Fact | None, fresh: Fact | None) -> tuple[Side, Side]:
    """The fields that differ, on either side; all that are not null of a fact without a partner."""
    before: dict[str, Value] = old.values() if old else {}
    now: dict[str, Value] = fresh.values() if fresh else {}
    if not (before and now):
        return _spoken(now), _spoken(before)
    names = [name for name in now if now[name] != before[name]]
    return {name: now[name] for name in names}, {name: before[name] for name in names}


def _spoken(values: dict[str, Value]) -> Side:
    return {name: value for name, value in values.items() if value is not None and value != []}


def _words(side: Side, *, bare: bool = False) -> str:
    if not side:
        return "nothing"
    if bare and len(side) == 1:
        return _word(next(iter(side.values())))
    return ", ".join(f"{plain(name).removesuffix(' wd')} {_word(value)}" for name, value in side.items())


def _word(value: object) -> str:
    """A value in words: a day as `31 July 2020`, a field that is not there as `nothing`."""
    if value is None or value == []:
        return "nothing"
    if isinstance(value, list):
        return listed(map(str, value))
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
