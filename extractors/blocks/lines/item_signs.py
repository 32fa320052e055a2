"""How an item of a list begins: its sign or number, and what it names first."""

import re
from collections.abc import Sequence

from extractors.pages.model import Word
from extractors.values.references import REFERENCE
from extractors.values.titles_before import title_of_item

# Bullet signs as producers write them; an "o" is Word's second level, private use is a symbol font's.
SIGN = re.compile(r"^(?:[^\w\s‘“\"'(\[£$€%&]|o|\(cid:\d+\))$")
# "(a)", "iv.", "2)": a list's item that is lettered or numbered
LETTERED = re.compile(r"^(?:\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])$")
# "3.1", "5.10.": the number of a paragraph
NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,2}\.?$")

# "1. SECMP0063 ‘GPF timestamp’", "2. It rejected MP098 ‘Aligning …’"
_FIRST_WORDS = 5


def names_one(words: Sequence[Word]) -> bool:
    """Whether a numbered line names a modification at its beginning, as a list's item does."""
    if REFERENCE.search(" ".join(word.text for word in words[:_FIRST_WORDS])):
        return True
    return title_first(" ".join(word.text for word in words))


def title_first(text: str) -> bool:
    """Whether an item names its modification behind a title: `Bulk CH returns, MP117 – approved`."""
    reference = REFERENCE.search(text)
    if reference is None:
        return False
    close = len(text[: reference.start()].rstrip(" ,("))
    return title_of_item(text, close, reference.end()) is not None and close < reference.start() - 1
