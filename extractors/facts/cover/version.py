"""Which version of a paper its cover says that it is."""

import re
from collections.abc import Sequence

from extractors.blocks.model import Block
from extractors.facts.cover.labels import lines

# Version 1.1; Version: 2.0 (final); Rev 3; Document version | 2
_VERSION = re.compile(
    r"(?:(?:document|paper|report)\s+)?(?:version|ver|rev(?:ision)?|v)[\s.:|]*(?:no\W+)?\d{1,2}(?:\.\d{1,2})?"
    r"\W*(?:final|draft|revised|corrected|amended)?\W*",
    re.IGNORECASE,
)
# REVISED; Corrected 14 August 2020; Amended version
_AGAIN = re.compile(r"\W*(?:revised|corrected|amended|reissued)\b", re.IGNORECASE)
_MOST_WORDS = 5


def read_version(blocks: Sequence[Block]) -> str | None:
    """The line of a cover that says a version and nothing else, as printed; None where there is none."""
    for words in lines(blocks):
        text = " ".join(word.text for word in words).strip()
        if _VERSION.fullmatch(text):
            return text
    for block in blocks:
        if block.kind != "table" and len(block.words) <= _MOST_WORDS and _AGAIN.match(block.text):
            return block.text.strip()
    return None
