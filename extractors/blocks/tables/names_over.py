"""Names that stand over several columns of a header: `Open` over `Number | Average WD`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.blocks.lines.rows import Line
from extractors.blocks.tables.header import Header
from extractors.blocks.tables.settings import SETTINGS
from extractors.pages.model import Word
from extractors.values.references import REFERENCE
from extractors.vocabulary.phrases import labels_of

# A name over several columns: the left edge of its cell, and its words.
Group = tuple[float, tuple[Word, ...]]

_COUNTED = ("assessed", "progress", "stage", "chart_stage")

_ALL = re.compile(r"(?:grand )?total\b|all\b", re.IGNORECASE)


def grouped(header: Header, edges: Sequence[float], groups: Sequence[Group]) -> Header:
    """The header with the names over its columns before their own: `Open` over `Number | Average WD`.

    `edges` are the left edges of the columns.
    """
    if not groups:
        return header
    names = []
    for name, edge in zip(header.names, edges, strict=True):
        over = next((words for left, words in reversed(groups) if left <= edge + SETTINGS.same_edge), ())
        names.append(" ".join([*(word.text for word in over), name]))
    return replace(header, names=tuple(names))


def groups_over(header: Header, lines: Sequence[Line], above: Line | None) -> list[Group]:
    """The names in the line above an unruled header that names several columns alike, if it holds some."""
    named = [name for name in header.names if name]
    if above is None or len(set(named)) == len(named) or len(above.segments) < 2:
        return []
    apart = lines[0].base - above.base > SETTINGS.names_step * above.size
    if apart or above.text.endswith((".", ":")) or REFERENCE.search(above.text):
        return []
    return [(segment.x0, tuple(segment.words)) for segment in above.segments]


def tell(names: Sequence[str]) -> bool:
    """Whether all names say what is counted under them (`PAs open`, `Refinement`), or that it is all."""
    return all(_ALL.match(name) or any(x.kind in _COUNTED for x in labels_of(name)) for name in names)
