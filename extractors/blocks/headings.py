"""Which blocks are headings: short, set apart by their type, and no sentence."""

import re

from extractors.blocks.model import Block

# Headings are short.
_HEADING_WORDS = 14


# "Figures as at 31 August 2021", in italics: a note
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def is_heading(block: Block, body_size: float) -> bool:
    """Short, set larger, bold or in italics, and no sentence."""
    text = block.text
    if (
        len(block.words) > _HEADING_WORDS
        or text.endswith((".", ";", ",", ":"))
        or not re.search(r"[A-Za-z]", text)
    ):
        return False
    italic = block.style.italic and not _YEAR.search(text)
    return block.size > body_size + 0.9 or block.bold or italic
