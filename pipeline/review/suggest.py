"""What an item may mean: the nearest wording of the tables, or what its surroundings tell."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from extractors.vocabulary import vocabulary
from extractors.vocabulary.headings import by_stem
from extractors.vocabulary.phrases import phrase_rows
from pipeline.review.model import Item, Suggestion

_NEAR = 72
_NEAR_PHRASE = 82  # a phrase is short, and much is near it
_FEWEST_LETTERS = 5
_BY_WORDS = 60


def suggestion_for(item: Item) -> Suggestion | None:
    """The likeliest meaning with its score and reason; None where nothing is near."""
    if item.kind == "column":
        return _nearest(item.same, "columns", "column", "role")
    if item.kind == "heading":
        near = _nearest(item.same, "headings", "section", "section")
        told = by_stem(item.says)
        return near or (Suggestion(f"section={told}", _BY_WORDS, "by its words") if told else None)
    if item.kind == "wording":
        return _phrase_in(item.same)
    return None


def _nearest(text: str, table: str, name: str, column: str) -> Suggestion | None:
    meant = {_plain(row["wording"]): row[column] for row in vocabulary(table) if row[column]}
    found = process.extractOne(text, meant.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR)
    if found is None:
        return None
    wording, score, _ = found
    return Suggestion(f"{name}={meant[wording]}", round(score), f"near “{wording}” of {table}.csv")


def _phrase_in(text: str) -> Suggestion | None:
    """The phrase of an outcome or of a body that comes nearest to some words of the text."""
    words = re.findall(r"[a-z']+", text)
    best: Suggestion | None = None
    for kind, value, wording in _forms():
        size = len(wording.split())
        runs = (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
        for run in runs:
            score = fuzz.ratio(run, wording, score_cutoff=_NEAR_PHRASE)
            if score and run != wording and (best is None or score > best.score):
                best = Suggestion(
                    f"{kind}={value}", round(score), f"“{run}” is near “{wording}” of phrases.csv"
                )
    return best


def _forms() -> Iterable[tuple[str, str, str]]:
    for row in phrase_rows():
        if row["kind"] in ("outcome", "to_stage", "status") and row["value"]:
            for form in row["wording"].split("|") if " " not in row["wording"] else [row["wording"]]:
                if len(form) >= _FEWEST_LETTERS and "~" not in form and "?" not in form and "|" not in form:
                    yield row["kind"], row["value"], form


def _plain(wording: str) -> str:
    return wording.replace("...", "").replace("*", "").replace("?", "").split("|")[0].strip()
