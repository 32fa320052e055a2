"""The back of the report: Opine, with consultations, votes and timescales, and the releases."""

from collections.abc import Iterator

from samples.blocks import Block, Bullet, Heading, Text, linked
from samples.facts import Fact, claim, decision, mention, nil, release_item
from samples.middle import consultations
from samples.months import ChangeBoard, Month, Vote
from samples.phrases import GOVERNANCE, are, counted, day, month_and_year
from samples.tables import proposal_table, timescales


def opine(month: Month) -> Iterator[Block]:
    """Section 4."""
    yield Heading(1, "4. Opine")
    yield Heading(2, "Modification Report Consultations")
    yield from consultations(month.report_consultations, "opine", "modification_report")
    yield Heading(2, "Change Board votes")
    yield from _votes(month.change_board)
    yield Heading(2, "Authority decisions")
    yield Text("There were no Authority decisions in the last month.", (nil("opine", "authority_decisions"),))
    for modification in month.authority.pending:
        yield Text(
            f"{linked(modification)} is currently with the Authority for decision.",
            (mention("opine", modification), decision("opine", modification, "authority", "pending")),
        )
    yield Heading(2, "Modification progression timescales")
    yield Text(timescales(month), leads=True)
    yield proposal_table(month.proposal_timescales)


def _votes(board: ChangeBoard) -> Iterator[Block]:
    count = len(board.votes)
    yield Text(
        f"The Change Board voted on {counted(count, 'modification')} on {day(board.voted_on)}:",
        (claim("opine", "change_board_votes", count),),
        leads=True,
    )
    for vote in board.votes:
        words, further = _outcome(vote)
        voted = decision(
            "opine",
            vote.modification,
            "change_board",
            vote.outcome,
            governance=vote.governance,
            decided_on=board.voted_on,
            release="standalone" if vote.implementation_date else vote.release,
            implementation_date=vote.implementation_date,
        )
        yield Bullet(
            f"{linked(vote.modification)} was {vote.outcome} {GOVERNANCE[vote.governance]}{words}.",
            (mention("opine", vote.modification), voted, *further),
        )


def _outcome(vote: Vote) -> tuple[str, tuple[Fact, ...]]:
    """The end of a vote's sentence, and what it says of another body."""
    if vote.referred:
        referred = decision("opine", vote.modification, "panel", "referred")
        return ". This decision has since been referred to the Panel", (referred,)
    if vote.governance == "authority_determined":
        pending = decision("opine", vote.modification, "authority", "pending")
        return " and is now with the Authority for decision", (pending,)
    if vote.implementation_date is not None:
        return f" for implementation on {day(vote.implementation_date)} as a standalone release", ()
    return f" for implementation in the {vote.release}", ()


def releases(month: Month) -> Iterator[Block]:
    """Section 5."""
    yield Heading(1, "5. Releases")
    yield Heading(2, "SEC Releases")
    yield from _implemented(month)
    for contents in month.releases.approved:
        count = len(contents.modifications)
        yield Text(
            f"There {are(count)} currently {counted(count, 'modification')} approved for implementation in "
            f"the {contents.release} ({day(contents.release_date)}):",
            (claim("releases", "release_contents", count),),
            leads=True,
        )
        for modification in contents.modifications:
            part = f" {modification.part}" if modification.part else ""
            item = release_item(
                "releases",
                modification.reference,
                modification.title,
                "approved",
                contents.release,
                contents.release_date,
                modification.part,
            )
            yield Bullet(f"{linked(modification)}{part}", (mention("releases", modification), item))


def _implemented(month: Month) -> Iterator[Block]:
    window, done = month_and_year(month.report.data_cut_off), month.releases.implemented
    if not done:
        yield Text(f"No modifications were implemented in {window}.", (nil("releases", "implemented"),))
        return
    count = len(done)
    were = "was" if count == 1 else "were"
    yield Text(
        f"{counted(count, 'modification').capitalize()} {were} implemented in {window} as a standalone "
        "release:",
        (claim("releases", "implemented", count),),
        leads=True,
    )
    for item in done:
        named, on = item.modification, item.implemented_on
        yield Bullet(
            f"{linked(named)} was implemented on {day(on)}.",
            (
                mention("releases", named),
                release_item("releases", named.reference, named.title, "implemented", "standalone", on),
            ),
        )
