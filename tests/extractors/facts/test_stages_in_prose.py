"""A sentence that says where a modification stands is one `modification_stage` for each that it names."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("MP077 remains in Refinement.", [("MP077", "refine", "Refinement")]),
        (
            "MP077 and MP103 are still on hold.",
            [("MP077", "on_hold", "on hold"), ("MP103", "on_hold", "on hold")],
        ),
        (
            "MP077 remains in the Refinement Process. MP103 remains on hold.",
            [("MP077", "refine", "Refinement Process"), ("MP103", "on_hold", "on hold")],
        ),
        ("MP077 remains in the best of hands.", []),
    ],
)
def test_where_it_stands(read_paper: Read, text: str, wanted: list[tuple[str, str, str]]) -> None:
    report = read_paper(("h", "Refine"), ("s", "Other matters"), ("p", text))
    told = [f.values() for f in report.facts if f.kind == "modification_stage"]
    assert [(v["reference"], v["stage"], v["printed"]) for v in told] == wanted
