"""The words that a document prints whole: they tell which hyphens at a line's end only mark the break."""

import re
from itertools import pairwise

from extractors.blocks.model import Block


def known_words(blocks: list[Block]) -> frozenset[str]:
    """The document's words in lower case, both parts of those cut by a line's end left out."""
    return frozenset(
        re.sub(r"^\W+|\W+$", "", word.text.casefold())
        for block in blocks
        for before, word in zip((None, *block.words), block.words, strict=False)
        if word.text[-1] not in "-‐‑" and (before is None or before.text[-1] not in "-‐‑")
    )


def compounds(blocks: list[Block], known: frozenset[str]) -> frozenset[str]:
    """The words with a hyphen at a line's end, in a document that cuts no word there.

    One that does cuts many, and prints some of them whole elsewhere: where none is, `Market-` + `wide` keeps
    its hyphen.
    """
    cut = [
        (re.split(r"\W", before.text[:-1].casefold())[-1], re.split(r"\W", word.text.casefold())[0])
        for block in blocks
        for before, word in pairwise(block.words)
        if before.broken and word.text[0].islower()
    ]
    if any(left + right in known for left, right in cut):
        return frozenset()
    return frozenset(f"{left}-{right}" for left, right in cut)
