"""Charts of the stages, and summaries set sideways, among the blocks that are no tables."""

from collections.abc import Sequence
from itertools import takewhile

from extractors.blocks.model import Block
from extractors.blocks.tables.sideways import sideways_table
from extractors.contract import StageCount
from extractors.facts.reading.state import Reading
from extractors.facts.reading.table import read_table
from extractors.facts.rules.stage_counts import chart_counts, tile_counts
from extractors.pages.model import Word
from extractors.sections import counts_stages
from extractors.vocabulary.phrases import labels_of

_STAGES_NAMED = 3


def tiles(state: Reading, blocks: Sequence[Block]) -> int:
    """How many of the blocks, from the first on, are tiles that count the stages; their facts are added."""
    run = list(takewhile(counts_stages, blocks))
    words = [word for block in run for word in block.words]
    facts = tile_counts(words, state.section)
    after = blocks[len(run) : len(run) + 1]
    if not facts or any(_of_chart(block) and block.words[-1].text.isdigit() for block in after):
        return 0  # one more line counts a stage, in other words than its name
    state.facts.extend(facts)
    state.claim("fact", words)
    return len(run)


def chart(state: Reading, blocks: Sequence[Block]) -> int:
    """How many of the blocks, from the first on, are a chart of the stages; their facts are added."""
    best: tuple[list[StageCount], list[Word]] = [], []
    taken = 0
    for count in (1, 2, 3, 4):
        run = blocks[:count]
        if len(run) < count or any(b.kind == "table" for b in run) or not _of_chart(run[0]):
            continue
        if len({b.page for b in run}) > 1:
            continue
        words = [w for b in run for w in b.words]
        if len(words) > 24 or any(w.text.endswith((".", ":")) and len(w.text) > 4 for w in words):
            continue
        facts = chart_counts(words, state.section)
        if len(facts) > len(best[0]):  # "In Opine 4" and "Approved for release 9" may be blocks of their own
            best, taken = (facts, words), count
    state.facts.extend(best[0])
    state.claim("fact", best[1])
    return taken


def sideways_summary(state: Reading, blocks: Sequence[Block]) -> int:
    """How many of the blocks, from the first on, are a summary set sideways; it is read as a table."""
    for count in (4, 3, 2, 1):
        run = blocks[:count]
        if len(run) < count or any(b.kind in ("table", "bullet") for b in run) or run[0].text.endswith("."):
            continue
        if (table := sideways_table([word for block in run for word in block.words])) is not None:
            for block in run[:-1]:
                state.claim("heading", block.words)
            read_table(state, table)
            return count
    return 0


# What may stand before a stage's name in a chart
_BEFORE_STAGE = len("in the ") + 1


def _of_chart(block: Block) -> bool:
    """Whether a block begins with a figure or a stage's name, as a chart's text does, or names them all."""
    if len({x.value for x in labels_of(block.text) if x.kind == "stage"}) >= _STAGES_NAMED:
        return True
    return block.words[0].text.isdigit() or any(
        x.kind in ("stage", "chart_stage") and x.start < _BEFORE_STAGE for x in labels_of(block.text)
    )
