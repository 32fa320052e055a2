"""The front of the report: its cover, its summary and the proposals in Define."""

from collections.abc import Iterator

from samples.blocks import Block, Bullet, Heading, StageChart, Text, linked
from samples.facts import bare_mention, claim, decision, fact, mention, nil, release_item
from samples.months import REGISTER_PAGES, Approvals, Month, Named, Proposal
from samples.phrases import GOVERNANCE, are, counted, day

_PURPOSE = (
    "This document is the Change Status Report, which provides information on the progress of Smart Energy "
    "Code (SEC) Modifications and Releases.",
    "The Data Communications Company (DCC)’s progress report on Preliminary Assessments and Impact "
    "Assessments is included as Appendix A to this report.",
)
_SUMMARY = (
    "This report provides a monthly update on the status and progress of SEC Draft Proposals, Modification "
    "Proposals and Releases, highlighting key information and decisions made. More detailed information can "
    f'be found in the <link href="{REGISTER_PAGES}" color="#0563c1"><u>Modification Register</u></link>.'
)


def cover(month: Month) -> Iterator[Block]:
    """The report's own particulars; they become its header, not facts."""
    report = month.report
    yield Text(report.title, style="title")
    yield Heading(1, "1. Purpose")
    for paragraph in _PURPOSE:
        yield Text(paragraph)
    yield Heading(1, "2. Recommendations")
    yield Text("The Panel is requested to <b>NOTE</b> the contents of this report.")
    yield Text(report.author, style="name")
    yield Text(report.team, style="name")
    yield Text(day(report.published_on), style="date")
    yield Text("Attachments:", leads=True)
    yield Bullet("Appendix A: DCC Preliminary Assessments and Impact Assessments update")
    yield Text(f"Paper Reference: {report.paper_reference}", style="particular")
    yield Text(f"Action: {report.action}", style="particular")
    yield Text(
        f"This document is classified as {report.classification} in accordance with the Panel Information "
        "Policy. Information can be shared with the public, and any members may publish the information, "
        "subject to copyright.",
        style="small",
    )


def summary(month: Month) -> Iterator[Block]:
    """Stage counts, recommendations to the Panel and the month's decisions."""
    yield Heading(1, "1. Summary", new_page=True)
    yield Text(_SUMMARY)
    yield Heading(2, "Proposals currently in each stage")
    stages = tuple(month.stages.model_dump().items())
    yield StageChart(
        tuple((stage.capitalize(), count) for stage, count in stages),
        tuple(fact("stage_count", "summary", stage=stage, count=count) for stage, count in stages),
    )
    yield Heading(2, "Recommended to proceed to Refinement Process")
    yield from _recommended(month.recommended.refinement, "refinement", "Refinement Process")
    yield Heading(2, "Recommended to proceed to Report Phase")
    yield from _recommended(month.recommended.report, "report", "Report Phase")
    yield Heading(2, "Decisions")
    for approvals in month.decisions:
        yield from _approved(approvals)


def _recommended(modifications: tuple[Named, ...], to_stage: str, phase: str) -> Iterator[Block]:
    count, what = len(modifications), f"recommended_{to_stage}"
    sentence = (
        f"There {are(count)} {counted(count, 'modification')} being presented to the Panel for progression "
        f"to the {phase} this month"
    )
    if not modifications:
        yield Text(f"{sentence}.", (nil("summary", what),))
        return
    yield Text(f"{sentence}:", (claim("summary", what, count),), leads=True)
    for modification in modifications:
        named = {"reference": modification.reference, "title": modification.title}
        put = fact("recommendation", "summary", **named, to_stage=to_stage)
        yield Bullet(linked(modification), (mention("summary", modification), put))


def _approved(approvals: Approvals) -> Iterator[Block]:
    governance, count = approvals.governance, len(approvals.modifications)
    ending = " this month:" if governance == "self_governance" else ", for submission to the Authority:"
    yield Text(
        f"The Change Board approved {counted(count, 'Modification Proposal')} "
        f"{GOVERNANCE[governance]}{ending}",
        (claim("summary", "decisions", count),),
        leads=True,
    )
    for modification in approvals.modifications:
        approved = decision("summary", modification, "change_board", "approved", governance=governance)
        yield Bullet(linked(modification), (mention("summary", modification), approved))


def define(month: Month) -> Iterator[Block]:
    """New proposals, and what the Change Sub-Committee recommended."""
    yield Heading(1, "2. Define", new_page=True)
    yield Heading(2, "New Draft Proposals")
    if not month.proposals:
        yield Text("There were no new Draft Proposals in the last month.", (nil("define", "new_proposals"),))
    for proposal in month.proposals:
        yield from _proposal(proposal)
    yield Heading(2, "Change Sub-Committee decisions")
    if not month.conversions.modifications:
        yield Text(
            "The CSC did not recommend any Draft Proposals be presented to the Panel for conversion to "
            "Modification Proposals this month.",
            (nil("define", "conversions"),),
        )
        return
    yield Text(
        "The CSC recommended that the following Draft Proposals be presented to the Panel for conversion to "
        "Modification Proposals:",
        leads=True,
    )
    for modification in month.conversions.modifications:
        converted = decision("define", modification, "change_sub_committee", "approved", subject="conversion")
        yield Bullet(linked(modification), (mention("define", modification), converted))


def _proposal(proposal: Proposal) -> Iterator[Block]:
    modification = proposal.modification
    yield Heading(3, modification.reference, (bare_mention("define", modification.reference),))
    raised = fact(
        "proposal_raised",
        "define",
        reference=modification.reference,
        title=modification.title,
        proposer=proposal.proposer,
        organisation=proposal.organisation,
        raised_on=proposal.raised_on,
    )
    yield Text(
        f"{linked(modification)} was raised by {proposal.proposer} {proposal.stands_for} on "
        f"{day(proposal.raised_on)}.",
        (mention("define", modification), raised),
    )
    for paragraph in proposal.narrative:
        yield Text(paragraph)
    if proposal.implemented_on is not None:
        on, reference = proposal.implemented_on, modification.reference
        yield Text(
            f"This modification was implemented on {day(on)}, as part of a standalone SEC Release.",
            (release_item("define", reference, None, "implemented", "standalone", on),),
        )
