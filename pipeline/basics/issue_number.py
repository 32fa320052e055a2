"""Which issue of a paper a title or a file's name says that it is: v2, revised, corrected."""

import csv
import re
from functools import cache
from importlib.resources import files

PLAIN = 100  # what says nothing is a first version

# report_v2.pdf; Change Status Report August 2020 (version 1.1); CSR-rev3
_NUMBERED = re.compile(
    r"(?<![a-z0-9])(?:version|ver|rev|v)[ ._-]{0,2}(\d{1,2})(?:\.(\d{1,2}))?(?![\d-])", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+")


def issue_number(*said: str | None) -> int:
    """A number that grows from issue to issue: 100 for the first or one that says nothing, 200 for v2.

    Of several texts of one issue (title, version on the cover, file's name) the one that says most counts.
    """
    texts = [text for text in said if text]
    found = [match for text in texts for match in _NUMBERED.finditer(text)]
    numbers = [int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")) for match in found]
    words = [_words()[word] for text in texts for word in _WORD.findall(text.casefold()) if word in _words()]
    return max([*numbers, *words], default=PLAIN)


@cache
def _words() -> dict[str, int]:
    table = files("pipeline.basics").joinpath("issue_words.csv").read_text(encoding="utf-8")
    return {row["word"]: int(row["number"]) for row in csv.DictReader(table.splitlines())}
