"""What is only possible, asked, planned, minded, conditional or negated, or of something else."""

import csv
from collections.abc import Callable

import pytest

from extractors import Extraction
from tests.extractors.conftest import DATA

Read = Callable[..., Extraction]

with (DATA / "extractors" / "meant_sentences.csv").open(encoding="utf-8", newline="") as file:
    SENTENCES = list(csv.DictReader(file))


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["sentence"])
def test_a_sentence_tells_what_it_means_and_no_more(read_paper: Read, row: dict[str, str]) -> None:
    report = read_paper(("h", "Opine"), ("p", row["sentence"]))
    told = [(fact.values(), fact.doubts) for fact in report.facts if fact.kind == "decision"]
    found = [" ".join(str(v[k]) for k in ("reference", "body", "subject", "outcome")) for v, _ in told]
    assert sorted(found) == sorted(x for x in row["expected"].split("; ") if x)
    assert " ".join(str(v["reference"]) for v, doubts in told if doubts) == row["doubted"]


def test_a_modification_moved_to_another_release_bears_the_new_one(read_paper: Read) -> None:
    told = "The Panel agreed to move MP303 from the November 2020 SEC Release to the June 2021 SEC Release."
    (fact,) = [f.values() for f in read_paper(("h", "Opine"), ("p", told)).facts if f.kind == "decision"]
    assert (fact["subject"], fact["release"]) == ("release_date", "June 2021 SEC Release")


@pytest.mark.parametrize(
    ("told", "statuses"),
    [
        ("MP103 will now be implemented in the June 2021 SEC Release.", ["approved"]),
        ("MP103 is to be implemented in the June 2021 SEC Release.", ["approved"]),
        ("MP103 was implemented in the June 2020 SEC Release.", ["implemented"]),
        ("MP103 is no longer part of the June 2021 SEC Release.", []),
        ("MP103 was withdrawn from the June 2021 SEC Release.", []),
    ],
)
def test_implemented_is_told_of_the_past(read_paper: Read, told: str, statuses: list[str]) -> None:
    report = read_paper(("h", "Releases"), ("p", told))
    found = [fact.values()["status"] for fact in report.facts if fact.kind == "release_item"]
    assert found == statuses
