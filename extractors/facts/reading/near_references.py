"""What looks like a reference in running text and is none: a slip of the pen that no fact may hide."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.blocks.model import Block
from extractors.contract import Section, Warning
from extractors.facts.reading.told import warning_at
from extractors.facts.sentences.passage import passage_of
from extractors.pages.model import Word
from extractors.values.references import REFERENCE, find_references

# "SECM-P0053", "M P388", "MP-53", "SECMPO053", "MP12345"
_NEAR = re.compile(
    r"(?<![^\W_])(?:S\W?E\W?C\W?M\W?P|[MD][-‐‑. ]?P)s?[-‐‑. ]?"
    r"(?:\d[\dOoIl]{1,4}|[OoIl]\d{2,3})[A-Z]?(?![^\W_])"
)


def near_references(
    blocks: Sequence[Block], known: frozenset[str], sections: Mapping[Word, Section]
) -> Iterator[Warning]:
    """A warning about each of them in the text of blocks that are no tables; those tell of their own."""
    for block in blocks:
        if block.kind == "table" or not _NEAR.search(block.text):
            continue
        passage = passage_of(block.words, known)
        read = [(one.start, one.end) for one in find_references(passage.text)]
        for match in _NEAR.finditer(passage.text):
            start, end = match.span()
            if any(a < end and start < b for a, b in read) or REFERENCE.search(match[0]):
                continue
            words = passage.words_in(start, end)
            said = f"“{match[0]}” looks like a reference and is none"
            yield warning_at("near_reference", said, words, sections.get(words[0], "cover"))
