"""The middle of the report: Refine, with its meetings, consultations and assessment tables."""

from collections.abc import Iterator

from samples.blocks import Block, Bullet, Heading, Table, TableRow, Text, linked
from samples.facts import claim, consultation, decision, fact, mention, nil
from samples.months import AdHoc, Average, Consultations, ImpactAssessments, Month, Row
from samples.phrases import are, counted, day, month_and_year, short_day, weekday
from samples.phrases import month as month_name

_OPENINGS = ("An", "A further", "An additional")
_CONSULTATIONS = {
    "refinement": ("Refinement Consultation", "refinement_consultations_open"),
    "modification_report": ("Modification Report Consultation", "report_consultations_open"),
}
_COLUMNS = (0.24, 0.12, 0.18, 0.23, 0.23)


def refine(month: Month) -> Iterator[Block]:
    """Section 3."""
    cut_off = month.report.data_cut_off
    yield Heading(1, "3. Refine")
    yield Heading(2, "Working Group meetings")
    yield from _working_group(month)
    yield Heading(2, "Refinement Consultations")
    yield from consultations(
        month.refinement_consultations, "refine", "refinement", "Refinement Consultation"
    )
    yield Heading(2, "Impact Assessment requests")
    yield from _impact_assessments(month.impact_assessments, month_name(cut_off), f"{cut_off:%Y-%m}")
    yield Heading(2, "DCC Assessment timescales")
    yield Text(timescales(month), leads=True)
    yield from _assessments(month)


def timescales(month: Month) -> str:
    """The sentence that states the window of the figures below it."""
    window = month_and_year(month.report.data_cut_off)
    return f"The timescales below cover the 12-month period up to the end of {window}."


def _working_group(month: Month) -> Iterator[Block]:
    group = month.working_group
    met = fact(
        "meeting",
        "refine",
        body="working_group",
        meeting_type="monthly",
        status="held",
        held_on=group.held_on,
        references=[modification.reference for modification in group.discussed],
    )
    yield Text(
        f"The last monthly Working Group meeting was held on {day(group.held_on)}, and included the "
        "following modifications:",
        (met,),
        leads=True,
    )
    for modification in group.discussed:
        yield Bullet(linked(modification), (mention("refine", modification),))
    coming = fact(
        "meeting",
        "refine",
        body="working_group",
        meeting_type="monthly",
        status="scheduled",
        held_on=group.next_on,
        references=[],
    )
    yield Text(
        f"The next monthly Working Group meeting will be held on {day(group.next_on)}, and the provisional "
        f"agenda for this session will be announced on {day(group.agenda_on)}.",
        (coming,),
    )
    for opening, meeting in zip(_OPENINGS, group.ad_hoc, strict=False):
        yield _ad_hoc(opening, meeting)


def _ad_hoc(opening: str, meeting: AdHoc) -> Text:
    modification = meeting.modification
    references = [modification.reference]
    purpose = meeting.purpose.replace(f"{{{modification.reference}}}", linked(modification))
    said = f"{opening} ad-hoc Working Group meeting was held on {weekday(meeting.held_on)} {purpose}."
    shared = {"body": "working_group", "meeting_type": "ad_hoc", "references": references}
    facts = [mention("refine", modification)]
    facts.append(fact("meeting", "refine", **shared, status="held", held_on=meeting.held_on))
    if meeting.next_on is not None:
        words += (
            f" A further meeting is being scheduled for {weekday(meeting.next_on)} {meeting.next_purpose}."
        )
        facts.append(fact("meeting", "refine", **shared, status="scheduled", held_on=meeting.next_on))
    return Text(said, tuple(facts))


def consultations(given: Consultations, section: str, kind: str) -> Iterator[Block]:
    """What is out for consultation and what is expected to be; `kind` is the contract's word for it."""
    name, what = _CONSULTATIONS[kind]
    count = len(given.open)
    if not given.open:
        yield Text(f"There are currently no Modification Proposals out for {name}.", (nil(section, what),))
    else:
        yield Text(
            f"There {are(count)} currently {counted(count, 'Modification Proposal')} out for {name}:",
            (claim(section, what, count),),
            leads=True,
        )
    for item in given.open:
        running = consultation(section, item.modification, kind, "open", closes_on=item.closes_on)
        yield Bullet(
            f"{linked(item.modification)}, closing on {day(item.closes_on)}",
            (mention(section, item.modification), running),
        )
    week = given.week_commencing
    if week is None:
        return
    count = len(given.expected)
    plural = "" if count == 1 else "s"
    yield Text(
        f"The following {name}{plural} {are(count)} expected to be issued in the week commencing {day(week)}:",
        leads=True,
    )
    for modification in given.expected:
        expected = consultation(section, modification, kind, "expected", week_commencing=week)
        yield Bullet(linked(modification), (mention(section, modification), expected))


def _impact_assessments(given: ImpactAssessments, month: str, period: str) -> Iterator[Block]:
    plural, were = ("s", "were") if len(given.approved) > 1 else ("", "was")
    yield Text(
        f"The following Impact Assessment request{plural} {were} approved by the Change Board in {month}:",
        leads=True,
    )
    for modification in given.approved:
        approved = decision(
            "refine", modification, "change_board", "approved", subject="impact_assessment", period=period
        )
        yield Bullet(linked(modification), (mention("refine", modification), approved))
    for item in given.deferred:
        deferred = decision(
            "refine", item.modification, "change_board", "deferred", subject="impact_assessment"
        )
        yield Text(
            f"The {linked(item.modification)} Impact Assessment request was deferred to the Change Board "
            f"meeting in {item.to}. {item.reason}",
            (mention("refine", item.modification), deferred),
        )


def _assessments(month: Month) -> Iterator[Block]:
    summary, done = month.assessments.summary, "completed in the last 12 months"
    yield Table(
        "Summary",
        ("Assessment", "Total", "Average duration"),
        (0.62, 0.14, 0.24),
        (
            _total("Preliminary Assessments open", "PA", "open", summary.PA_open),
            _total(
                "Preliminary Assessments completed in the last 12 months",
                "PA",
                "completed",
                summary.PA_completed,
            ),
            _total("Impact Assessments open", "IA", "open", summary.IA_open),
            _total(
                "Impact Assessments completed in the last 12 months", "IA", "completed", summary.IA_completed
            ),
        ),
    )
    yield Table(
        "Open Assessments",
        ("Modification", "Type", "Accepted", "Target duration", "Current duration"),
        _COLUMNS,
        tuple(_row(row, "open") for row in month.assessments.open),
    )
    yield Table(
        "Assessments completed in the last 12 months",
        ("Modification", "Type", "Returned", "Target duration", "Actual duration"),
        _COLUMNS,
        tuple(_row(row, "completed") for row in month.assessments.completed),
    )


def _total(label: str, kind: str, status: str, given: Average) -> TableRow:
    return TableRow(
        (label, str(given.total), f"{given.average_wd} WD"),
        fact(
            "assessment_summary",
            "refine",
            assessment=kind,
            status=status,
            total=given.total,
            average_wd=given.average_wd,
        ),
    )


def _row(row: Row, status: str) -> TableRow:
    reference, kind, on, target, duration = row
    return TableRow(
        (reference, kind, short_day(on), f"{target} WD", f"{duration} WD"),
        fact(
            "assessment",
            "refine",
            reference=reference,
            assessment=kind,
            status=status,
            accepted_on=on if status == "open" else None,
            returned_on=on if status == "completed" else None,
            target_wd=target,
            duration_wd=duration,
        ),
    )
