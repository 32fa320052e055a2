"""Labels and values under a modification's heading are read alike, whatever rules them or does not."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

import pytest

from extractors import Extraction
from extractors.contract import ModificationStage, ProposalRaised

ReadPaper = Callable[..., Extraction]

RECORDS = [
    [["Proposer", "Tom Rothery"], ["Date raised", "3 August 2020"], ["Stage", "Refinement"]],
    [["Stage:", "Development"], ["Raised:", "12 August 2020"]],
    [
        ["Date raised", "10 August 2020"],
        ["Proposer", "Jane Eliza Smith-Montgomery of the Data Communications Company"],
        ["Stage", "Report Phase"],
        ["Next step", "Change Board vote"],
    ],
    [
        ["Proposer", "Jane Eliza Smith-Montgomery of the Data Communications Company"],
        ["Date raised", "10 August 2020"],
    ],
    [["Outcome", "Approved"], ["Decision date", "26 August 2020"], ["Body", "Change Board"]],
]


def said(result: Extraction) -> list[dict[str, object]]:
    return [{**asdict(fact), "id": None, "evidence": None} for fact in result.facts]


@pytest.mark.parametrize("ruling", ["none", "lines", "bands"])
@pytest.mark.parametrize("rows", RECORDS)
def test_a_record_that_nothing_rules_in_full_is_read_as_one_that_is(
    read_paper: ReadPaper, rows: Sequence[Sequence[str]], ruling: str
) -> None:
    def paper(ruling: str) -> Extraction:
        after = ("p", "The Working Group met on 5 August 2020 to discuss MP077 and what it costs.")
        return read_paper(("h", "Refine"), ("s", "MP144 ‘Roles’"), ("t", rows, ruling), after)

    bare, ruled = paper(ruling), paper("grid")
    assert said(bare) == said(ruled)
    assert bare.warnings == ruled.warnings
    assert bare.coverage.by_role == ruled.coverage.by_role


def test_a_proposer_s_day_is_no_organisation(read_paper: ReadPaper) -> None:
    result = read_paper(("h", "Refine"), ("s", "MP144 ‘Roles’"), ("t", RECORDS[0], "grid"))
    (raised,) = (fact for fact in result.facts if isinstance(fact, ProposalRaised))
    assert (raised.proposer, raised.organisation) == ("Tom Rothery", None)


def test_one_label_alone_and_other_lines_stay_text(read_paper: ReadPaper) -> None:
    rows = [["Stage", "Refinement"], ["MP144", "Roles"]]
    result = read_paper(("h", "Refine"), ("s", "MP077 ‘Tariff’"), ("t", rows, "none"))
    assert not any(isinstance(fact, ModificationStage) and fact.reference == "MP077" for fact in result.facts)
