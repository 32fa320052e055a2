"""The title of a status report, and the month it is for."""

import re
from collections.abc import Sequence

from extractors.blocks.model import Block
from extractors.values.dates import find_months

TITLE = re.compile(r"change\s+status\s+report|modification\w*\s+(?:status|progress)\s+report", re.IGNORECASE)


def read_title(blocks: Sequence[Block]) -> tuple[str, str] | None:
    """The paper's title as printed and the month it is for (`2020-08`); None where it is no status report."""
    for block in blocks[:40]:
        if block.kind != "table" and TITLE.search(block.text) and (period := _period(block.text)):
            return block.text.strip(), period
    titled = any(b.kind != "table" and TITLE.search(b.text) for b in blocks[:40])
    if titled:
        title = next(b.text.strip() for b in blocks if b.kind != "table" and TITLE.search(b.text))
        for block in blocks[:40]:
            if block.kind != "table" and len(block.words) <= 6 and (period := _period(block.text)):
                return title, period
    return None


def _period(text: str) -> str | None:
    months = [m for m in find_months(text) if m.year is not None]
    return f"{months[0].year:04d}-{months[0].month:02d}" if months else None
