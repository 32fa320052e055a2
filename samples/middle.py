"""The middle of the report: Refine, with its meetings, consultations and requests."""

from collections.abc import Iterator

from samples.blocks import Block, Bullet, Heading, Text, linked
from samples.facts import claim, consultation, decision, fact, mention, nil
from samples.months import AdHoc, Consultations, ImpactAssessments, Month
from samples.phrases import are, counted, day, weekday
from samples.phrases import month as month_name
from samples.tables import assessment_tables, timescales

_OPENINGS = ("An", "A further", "An additional")
_CONSULTATIONS = {
    "refinement": ("Refinement Consultation", "refinement_consultations_open"),
    "modification_report": ("Modification Report Consultation", "report_consultations_open"),
}


def refine(month: Month) -> Iterator[Block]:
    """Section 3."""
    cut_off = month.report.data_cut_off
    yield Heading(1, "3. Refine")
    yield Heading(2, "Working Group meetings")
    yield from _working_group(month)
    yield Heading(2, "Refinement Consultations")
    yield from consultations(month.refinement_consultations, "refine", "refinement")
    yield Heading(2, "Impact Assessment requests")
    yield from _impact_assessments(month.impact_assessments, month_name(cut_off), f"{cut_off:%Y-%m}")
    yield Heading(2, "DCC Assessment timescales")
    yield Text(timescales(month), leads=True)
    yield from assessment_tables(month.assessments)


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
        coming = f"{weekday(meeting.next_on)} {meeting.next_purpose}"
        said += f" A further meeting is being scheduled for {coming}."
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
        f"The following {name}{plural} {are(count)} expected to be issued in the week commencing "
        f"{day(week)}:",
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
