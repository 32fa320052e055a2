"""What the particulars on a cover are called, and the lines and labels of its blocks."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.blocks.model import Block
from extractors.pages.model import Word

# What the particulars are called; the longer names first.
_LABELS: tuple[tuple[str, str], ...] = (
    (
        "paper_reference",
        r"Paper (?:Reference|Ref\.?|Number|No\.?)|Document Reference|Reference(?: of paper)?|Ref\.?"
        r"|Paper(?=\s+[A-Z]{2,5}P_)",
    ),
    ("classification", r"(?:Security |Document )?Classification"),
    (
        "published_on",
        r"Date (?:of (?:Issue|Publication|Paper|Report)|Published|Issued)|Published(?: on)?|Issued(?: on)?"
        r"|Prepared on|(?:Publication|Issue|Report|Paper) Date|Dated?",
    ),
    ("author", r"Authors?|Prepared by|Presented by|Written by|Report by|Produced by|Contact|Owner"),
    ("team", r"Team|Department|From"),
    ("action", r"Action(?: Required| Requested)?|Purpose of paper|Status(?=: For)|For"),
    (
        "occasion",  # "To be considered on | Fri 12 Jul 2019 (SEC Panel meeting 70)"
        r"(?:(?:To be (?:considered|presented|discussed)|For consideration) (?:on|at|by)"
        r"|(?:Presented|Submitted) to)(?=\s.*\b(?:19|20)\d\d\b)",
    ),
    ("meeting", r"Meeting(?: Number| No\.?| Date)?|Panel Meeting"),
)

LABEL = re.compile(
    "(?<!\\S)(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS)
    + ")(?P<colon>\\s*:|\\s+[–|-](?=\\s))?(?=\\s|$)",
    re.IGNORECASE,
)

# A line of more words than this is running text, not a particular of its own.
_SHORT_LINE = 6

_LABELLED_LINE = 10


def _label_of(line: Sequence[Word]) -> bool:
    """Whether a line begins with a label and its colon."""
    return bool((match := LABEL.match(" ".join(word.text for word in line))) and match["colon"])


def lines(blocks: Sequence[Block]) -> Iterator[list[Word]]:
    """The cover's blocks; one of nothing but short lines (name, team, date) line by line."""
    for block in blocks:
        if block.kind == "table":
            continue
        lines = [list(line) for _, line in groupby(block.words, key=lambda w: (w.page, w.base))]
        short = max(map(len, lines)) <= (_LABELLED_LINE if any(map(_label_of, lines)) else _SHORT_LINE)
        if len(lines) > 1 and (short or all(LABEL.match(" ".join(w.text for w in line)) for line in lines)):
            yield from lines
        else:
            yield block.words


def labels(text: str) -> list[tuple[str, str]]:
    """`Action: For Information  Date: 8 November 2017` as labels and their values.

    Without colons a label counts at the start of a short line, and then wherever one stands in capitals.
    """
    found = [m for m in LABEL.finditer(text) if m.group()[0].isupper()]
    found = [m for m in found if m["colon"] or m.group().strip() != "For"]  # "For Information" is no label
    if any(m["colon"] for m in found):
        found = [m for m in found if m["colon"]]
    if not found or found[0].start() > 0 or (not found[0]["colon"] and len(text.split()) > 30):
        return []
    kept: list[re.Match[str]] = []
    for match in found:
        name = match.lastgroup if match.lastgroup != "colon" else label_name(match)
        if name not in {label_name(m) for m in kept}:
            kept.append(match)
    last = kept[-1]
    if (
        len(kept) > 1
        and not last["colon"]
        and last.end() == len(text)
        and text[kept[-2].end() : last.start()].strip()
    ):
        kept.pop()  # "Prepared by Jo Smith, SECAS Team"
    ends = [*(m.start() for m in kept[1:]), len(text)]
    pairs = [(label_name(m), text[m.end() : end].strip(" ,;|")) for m, end in zip(kept, ends, strict=True)]
    if (
        len(pairs) == 1
        and not kept[0]["colon"]
        and pairs[0][0] in ("action", "meeting")
        and len(text.split()) > 6
    ):
        return []
    return pairs


def label_name(match: re.Match[str]) -> str:
    """Which particular a match of `LABEL` names."""
    return next(name for name, _ in _LABELS if match[name])
