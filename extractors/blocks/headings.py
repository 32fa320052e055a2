"""Which blocks are headings: short, set apart by their type, and no sentence."""

import re

from extractors.blocks.model import Block
from extractors.values.releases import find_releases

# Headings are short.
_HEADING_WORDS = 14


# "Figures as at 31 August 2021", in italics or in a colour: a note
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def is_heading(block: Block, body_size: float) -> bool:
    """Short, set larger, bold, in italics, in a bright colour or underlined, and no sentence."""
    text = block.text
    if (
        len(block.words) > _HEADING_WORDS
        or text.endswith((".", ";", ",", ":"))
        or not re.search(r"[A-Za-z]", text)
    ):
        return False
    noted = _YEAR.search(text) and not any(find_releases(text))
    accented = block.style.accented and not noted
    return block.size > body_size + 0.9 or block.bold or accented
