"""The header of a table that nothing rules in full: up to three lines of column names, and its caption."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.blocks.lines.rows import Line
from extractors.blocks.tables.header import Header, header_of_names, over_stages, read_header
from extractors.blocks.tables.names_over import grouped, groups_over, tell
from extractors.blocks.tables.settings import SETTINGS
from extractors.pages.model import Page, Word
from extractors.values.references import REFERENCE
from extractors.vocabulary.column_names import column_role

_HEADER_LINES = 3


@dataclass(frozen=True, slots=True)
class HeaderLines:
    """A header as printed: its words by column, its lines, the caption over it, and where the body begins."""

    header: Header
    columns: tuple[tuple[Word, ...], ...]
    lines: tuple[Line, ...]
    caption: tuple[Word, ...]
    body: int


def find_header(page: Page, rows: Sequence[Line], position: int) -> HeaderLines | None:
    """The header of one to three lines at this position of a page's rows, if one stands there."""
    best: tuple[int, HeaderLines] | None = None
    for count in range(1, _HEADER_LINES + 1):
        lines = rows[position : position + count]
        if len(lines) < count or not _close_together(lines):
            break
        columns = tuple(tuple(column) for column in _header_columns(page, lines))
        names = [" ".join(w.text for w in column) for column in columns]
        below = rows[position + count : position + count + 1]
        header = (
            read_header(names)
            or _unnamed(names, lines, below)
            or _over_figures(names, below)
            or over_stages(names, [[s.text for s in row.segments] for row in below])
        )
        if header is None:
            continue
        if len(header.names) > len(columns):  # nothing stands over the first column
            columns = (tuple(below[0].segments[0].words), *columns)
        known = sum(1 if role is not None else -1 for role in header.roles)
        known -= len(header.roles) - len(set(header.roles))
        if best is None or known > best[0] or (known == best[0] and _ends_names(lines[-1])):
            caption = _caption(page, rows, position)
            best = known, HeaderLines(header, columns, tuple(lines), caption, position + count)
    if best is None:
        return None
    found = best[1]
    groups = groups_over(found.header, found.lines, rows[position - 1] if position else None)
    edges = [min(word.x0 for word in column) for column in found.columns]
    over = tuple(word for _, name in groups for word in name)
    return replace(found, header=grouped(found.header, edges, groups), caption=(*found.caption, *over))


def _unnamed(names: Sequence[str], lines: Sequence[Line], below: Sequence[Line]) -> Header | None:
    """A bold line of names that the vocabulary does not know, over a row that begins with a reference."""
    if len(names) < 2 or not below or len(below[0].segments) < 2 or REFERENCE.search(" ".join(names)):
        return None
    bold = all(line.bold for line in lines) and not any(w.bold for w in below[0].words)
    starts = REFERENCE.match(below[0].text) is not None
    under = abs(below[0].x0 - min(line.x0 for line in lines)) < SETTINGS.under_name
    return header_of_names(names) if bold and starts and under else None


# "44 WD"
_FIGURE = re.compile(r"\d{1,4}(?:\.\d+)?(?: (?:WDs?|days))?", re.IGNORECASE)


def _over_figures(names: Sequence[str], below: Sequence[Line]) -> Header | None:
    """Names over a line such as `Total | 4 | 2 | 8 | 6`: the header of a summary set sideways.

    The first column may have no name. The line says what its figures are, or the names do.
    """
    if not below or len(below[0].segments) < 3:
        return None
    label, *figures = (segment.text for segment in below[0].segments)
    over = names[-len(figures) :]
    if len(names) - len(figures) not in (0, 1) or not all(map(_FIGURE.fullmatch, figures)):
        return None
    told = column_role(label) in ("total", "average_wd") or (label[:1].isalpha() and tell(over))
    unnamed = [""] if len(names) == len(figures) else []
    return header_of_names([*unnamed, *names]) if told and not any(map(_FIGURE.fullmatch, names)) else None


def _ends_names(line: Line) -> bool:
    """A header's last line that only goes on with the names over it: `(open)`, `12 months`."""
    return all(re.match(r"\(|[a-z]|12 months", segment.text) for segment in line.segments)


def _close_together(lines: Sequence[Line]) -> bool:
    """Lines of one header: close, in one style, and without figures or full stops.

    The first may be one name's alone (`Average time` over `(WD)`), but not the left column's, which is a
    caption.
    """
    first, below = lines[0], lines[1:]
    several = len(first.segments) > (1 if below else 0)
    over_a_later_column = bool(below) and first.x0 > min(line.x0 for line in below) + 2 * first.size
    return (several or over_a_later_column) and all(
        b.base - a.base <= SETTINGS.header_step * max(a.size, b.size)
        and abs(a.size - b.size) < SETTINGS.same_type
        and a.bold == b.bold
        for a, b in itertools.pairwise(lines)
    )


def _header_columns(page: Page, lines: Sequence[Line]) -> list[list[Word]]:
    """Header words by column: cut at painted or ruled cell edges where there are any, else at wide gaps."""
    edges = _cell_edges(page, lines)
    if len(edges) >= 3:
        columns: list[list[Word]] = [[] for _ in edges[1:]]
        for word in (w for line in lines for w in line.words):
            middle = (word.x0 + word.x1) / 2
            inside = [i for i, (a, b) in enumerate(itertools.pairwise(edges)) if a <= middle <= b]
            if not inside:
                break
            columns[inside[0]].append(word)
        else:
            return [column for column in columns if column]
    stacks: list[list[Word]] = []
    for segment in (s for line in lines for s in line.segments):
        for stack in stacks:
            if segment.x0 < max(w.x1 for w in stack) and min(w.x0 for w in stack) < segment.x1:
                stack.extend(segment.words)
                break
        else:
            stacks.append(list(segment.words))
    return sorted(stacks, key=lambda stack: min(w.x0 for w in stack))


def _cell_edges(page: Page, lines: Sequence[Line]) -> list[float]:
    """The upright edges of painted cells and rules that cross all of these lines."""
    top, bottom = lines[0].base - 2, lines[-1].base - 2
    found = sorted(
        x
        for box in (*page.fills, *page.rules)
        if box[1] <= top and box[3] >= bottom
        for x in (box[0], box[2])
    )
    edges: list[float] = []
    for x in found:
        if not edges or x - edges[-1] > SETTINGS.edges_apart:
            edges.append(x)
    return edges


def _caption(page: Page, rows: Sequence[Line], position: int) -> tuple[Word, ...]:
    """The line right above a header that names the table: in a painted band, or bold and close."""
    if position == 0:
        return ()
    line, header = rows[position - 1], rows[position]
    if len(line.segments) > 1 or line.text.rstrip().endswith((".", ":", ";")) or len(line.words) > 12:
        return ()
    if line.size > header.size + SETTINGS.caption_type:
        return ()
    banded = any(
        f[1] - 1 <= line.top
        and line.bottom <= f[3] + 1
        and f[2] - f[0] > SETTINGS.caption_band * page.width
        and f[3] - f[1] < SETTINGS.caption_height
        for f in page.fills
    )
    close = header.base - line.base < SETTINGS.caption_step * line.size and line.bold
    return line.words if banded or close else ()
