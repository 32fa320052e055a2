"""What looks like a reference in running text and is none is told, where it stands."""

from collections.abc import Callable

import pytest

from extractors import Extraction

ReadPaper = Callable[..., Extraction]


@pytest.mark.parametrize(
    "printed",
    ["SECM-P0053", "M P388", "MP-53", "MPO53", "SECMPO053", "MP20617", "DP12", "SEC-MP-00531", "MP2O6"],
)
@pytest.mark.parametrize("kind", ["p", "b"])
def test_a_slip_is_told(read_paper: ReadPaper, printed: str, kind: str) -> None:
    said = f"The Change Board approved {printed} ‘Tilt’ on 24 August 2020."
    result = read_paper(("h", "Opine"), (kind, said))
    near = [w for w in result.warnings if w.code == "near_reference"]
    assert [(w.page, w.section) for w in near] == [(1, "opine")]
    assert (near[0].text or "").replace(" ", "") == printed.replace(" ", "")


@pytest.mark.parametrize(
    "printed",
    [
        "SECMP0053", "SECMP-0053", "SEC MP 0053", "MPs 103, 118 and 124", "MP102A/B", "DP136",
        "the MP in 2020",
        "40 MPs", "GMP206", "KMP12", "an EMPOWER2 trial", "section D.P. 12 pages",
    ],
)  # fmt: skip
def test_a_reference_and_other_text_are_not(read_paper: ReadPaper, printed: str) -> None:
    result = read_paper(("h", "Opine"), ("p", f"The Change Board discussed {printed} and more."))
    assert not any(w.code == "near_reference" for w in result.warnings)
