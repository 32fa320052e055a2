"""CSV: no cell is a formula, every text comes back, values are written in one way."""

import csv
import json

from pipeline.outputs.tables import export


def _read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _text(cell):
    """A text cell as the data package says to read it."""
    return None if cell == "" else cell.removeprefix("'")


def test_no_cell_is_a_formula_and_every_text_comes_back(filled, hostile, tmp_path):
    export(filled, tmp_path)
    for path in tmp_path.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))], path.name
    mentions = [row for row in _read(tmp_path / "reported_mentions.csv") if row["section"] == "define"]
    titles = [_text(row["title"]) for row in sorted(mentions, key=lambda row: int(row["position"]))]
    assert titles == [*hostile, None]


def test_values_are_written_in_one_way(filled, tmp_path):
    export(filled, tmp_path)
    (decided,) = _read(tmp_path / "decisions.csv")
    assert (decided["decided_on"], decided["page"], decided["governance"]) == ("2020-07-22", "6", "")
    document = _read(tmp_path / "documents.csv")[0]
    assert (document["first_seen"], document["archived"]) == ("2026-03-02T03:04:05+00:00", "true")
    place = _read(tmp_path / "evidence.csv")[0]
    assert (place["x0"], place["top"]) == ("72.0", "100.25")
    [stated] = [row["stated"] for row in _read(tmp_path / "findings.csv") if "gas" in row["stated"]]
    assert json.loads(stated) == {"title": "=gas\ud800 – ’"}
