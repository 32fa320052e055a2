"""Tables of all modifications: where each stands, and no event that a cell seems to speak of."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]

TRACKER = [
    ["Ref", "Title", "Raised", "Stage", "Next step"],
    ["MP401", "Meter pairing", "3 Feb 2020", "Refinement Process", "Working Group"],
    ["DP412", "Alert codes", "14 Jul 2020", "Development", "Change Sub-Committee"],
    ["MP388", "Key rotation", "9 Dec 2019", "With the Authority", "Authority decision"],
    ["MP372", "Tariff labels", "1 Nov 2019", "Approved", "Implementation"],
    ["MP365", "Old alerts", "4 Oct 2019", "On hold", "Refinement Consultation"],
]
STAGES = [("MP401", "refine"), ("DP412", "define"), ("MP388", "opine"), ("MP372", "release")]
STAGES.append(("MP365", "on_hold"))


def stages(report: Extraction) -> list[tuple[object, object]]:
    told = [f.values() for f in report.facts if f.kind == "modification_stage"]
    return [(v["reference"], v["stage"]) for v in told]


@pytest.mark.parametrize("ruling", ["grid", "lines", "bands", "none"])
@pytest.mark.parametrize("heading", ["Appendix 2: all live modifications", "Appendix: Tracker"])
def test_a_table_of_all_modifications_gives_stages_and_nothing_else(
    read_paper: Read, ruling: str, heading: str
) -> None:
    report = read_paper(
        ("h", "Summary"), ("p", "The Panel is asked to note this."), ("h", heading), ("t", TRACKER, ruling)
    )
    assert stages(report) == STAGES
    assert {fact.kind for fact in report.facts} == {"modification_stage"}
    assert not [w for w in report.coverage.unclaimed if w.text in TRACKER[2]]


def test_a_stage_keeps_what_is_printed_of_it(read_paper: Read) -> None:
    report = read_paper(("h", "Appendix"), ("t", TRACKER, "grid"))
    first = next(f for f in report.facts if f.kind == "modification_stage").values()
    assert first["printed"] == "Refinement Process"
    assert (first["raised_on"], first["next_step"]) == ("2020-02-03", "Working Group")
    assert first["title"] == "Meter pairing"


def test_a_heading_that_speaks_of_new_proposals_gives_them(read_paper: Read) -> None:
    rows = [["Ref", "Title", "Raised", "Stage"], ["DP412", "Alert codes", "14 Jul 2020", "Development"]]
    report = read_paper(("h", "Define"), ("s", "New Draft Proposals raised"), ("t", rows, "grid"))
    assert [f.kind for f in report.facts] == ["proposal_raised"]


def test_a_cell_that_names_no_stage_is_told(read_paper: Read) -> None:
    rows = [*TRACKER, ["MP360", "Odd one", "2 Sep 2019", "Limbo", "None"]]
    report = read_paper(("h", "Appendix"), ("t", rows, "grid"))
    assert ("MP360", "refine") not in stages(report)
    assert len(stages(report)) == len(STAGES)
    assert any("MP360" in (w.text or "") for w in report.warnings)


def tiles(order: str) -> tuple[tuple[object, ...], ...]:
    names, figures = ["Define", "Refine", "Opine", "Release"], ["6", "31", "4", "11"]
    if order == "figures over names":
        return (("ss", "&nbsp; &nbsp; ".join(figures)), ("ss", "&nbsp; &nbsp; ".join(names)))
    if order == "one a card":
        return tuple(part for f, n in zip(figures, names, strict=True) for part in (("h", f), ("h", n)))
    return tuple(("h", f"{n} {f}") for f, n in zip(figures, names, strict=True))


@pytest.mark.parametrize("order", ["figures over names", "one a card", "one a line"])
def test_tiles_of_counts_open_no_section(read_paper: Read, order: str) -> None:
    report = read_paper(
        ("h", "Summary"),
        *tiles(order),
        ("s", "Decisions"),
        ("p", "The following decision was made:"),
        ("b", "MP401 ‘Meter pairing’ was approved by the Change Board under Self-Governance"),
        ("h", "Define"),
        ("p", "There were no new Draft Proposals this month."),
    )
    counted = [f.values() for f in report.facts if f.kind == "stage_count"]
    assert [(v["stage"], v["count"]) for v in counted] == [
        ("define", 6),
        ("refine", 31),
        ("opine", 4),
        ("release", 11),
    ]
    assert {fact.section for fact in report.facts if fact.kind in ("stage_count", "decision")} == {"summary"}


COUNTS = [
    ["Where it stands", "30 June 2020", "31 July 2020"],
    ["Development Stage", "4", "6"],
    ["Refinement Process", "30", "31"],
    ["Report Phase", "3", "2"],
    ["With the Authority", "1", "2"],
    ["Approved, awaiting release", "9", "11"],
]


@pytest.mark.parametrize("ruling", ["grid", "lines", "bands", "none"])
def test_of_counts_under_days_the_latest_are_read(read_paper: Read, ruling: str) -> None:
    report = read_paper(
        ("h", "Summary"),
        ("t", COUNTS, ruling),
        ("s", "Decisions"),
        ("t", [["Ref", "Decision", "Body"], ["MP401", "Approved", "Change Board"]], ruling),
    )
    counted = [f.values() for f in report.facts if f.kind == "stage_count"]
    told = [(v["stage"], v["count"]) for v in counted]
    assert told == [("define", 6), ("refine", 31), ("opine", 2), ("opine", 2), ("release", 11)]
    decided = next(f for f in report.facts if f.kind == "decision")
    assert (decided.values()["decided_on"], decided.section) == (None, "summary")


def test_a_next_step_alone_announces_nothing_and_is_told(read_paper: Read) -> None:
    rows = [
        ["Ref", "Title", "Date raised", "Analyst", "Next step"],
        ["MP401", "Meter pairing", "3 Feb 2020", "Jo Carter", "Refinement Consultation"],
    ]
    report = read_paper(("h", "Appendix B: open modifications"), ("t", rows, "grid"))
    assert report.facts == ()
    assert [w.code for w in report.warnings] == ["unread_rows"]
