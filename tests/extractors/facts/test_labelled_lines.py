"""Modifications told of in labelled lines."""

from collections.abc import Callable

import pytest

from extractors import Extraction
from extractors.facts.reading.labelled_lines import labelled_parts

Read = Callable[..., Extraction]


def test_a_text_is_cut_at_its_labels() -> None:
    parts = labelled_parts("Outcome: approved. Route: Self-Governance.")
    assert [(part.name, part.role) for part in parts] == [("Outcome", "outcome"), ("Route", "governance")]
    assert [part.end for part in parts] == [19, 42]


@pytest.mark.parametrize(
    "text",
    ["It was approved.", "Please note: the figures are provisional.", "outcome: in lower case", ""],
)
def test_a_text_without_a_record_s_label_is_none(text: str) -> None:
    assert labelled_parts(text) == ()


def test_new_proposals_in_labelled_lines(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Define"),
        ("s", "New Draft Proposals raised"),
        ("p", "DP140 ‘Firmware alerts’"),
        ("p", "Proposer: Siân Pritchard, Smart Ltd"),
        ("p", "Date raised: 3 August 2020"),
        ("p", "DP141 ‘Outage reports’"),
        ("p", "Proposer: Jo Hill, EDF"),
        ("p", "Date raised: 4 August 2020"),
        ("h", "Opine"),
    )
    raised = [fact.values() for fact in report.facts if fact.kind == "proposal_raised"]
    assert [(f["reference"], f["proposer"], f["organisation"], f["raised_on"]) for f in raised] == [
        ("DP140", "Siân Pritchard", "Smart Ltd", "2020-08-03"),
        ("DP141", "Jo Hill", "EDF", "2020-08-04"),
    ]
    assert report.coverage.unclaimed == ()
