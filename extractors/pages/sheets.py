"""Sheets that hold two or four pages: cut into those, which are read one after the other.

Where a page is seen stays its sheet: words keep their place there, and its number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.pages.model import Box, Page, Word

# So much of a sheet's width is white between two pages on it; of its height less, as a footer and a header
# stand nearer to each other.
_GUTTERS = 0.05, 0.02
# Each page on a sheet has at least so many words, and its lines take at least this share of its width.
_FEWEST_WORDS = 30
_FULL = 0.5
# What is painted over so much of a sheet is its ground.
_GROUND = 0.9


def pages_apart(sheets: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of a document, numbered anew where a sheet holds more than one of them."""
    shapes = {(*_shape(sheet), _parts(sheet)) for sheet in sheets if _holds_pages(sheet)}
    if not shapes:
        return tuple(sheets)
    pages: list[Page] = []
    for sheet in sheets:
        # the last sheet may not be full
        parts = _parts(sheet) if (*_shape(sheet), _parts(sheet)) in shapes else (1, 1)
        for part in _cut(sheet, *parts):
            if part.words or part.drawn or parts == (1, 1):
                pages.append(_numbered(part, len(pages) + 1))
    return tuple(pages)


def _shape(sheet: Page) -> tuple[int, int]:
    return round(sheet.width), round(sheet.height)


def _parts(sheet: Page) -> tuple[int, int]:
    """How many pages may stand beside and below each other: two where it is white between them."""
    lies = sheet.width > sheet.height
    if not (lies or sheet.scale > 1) or not _is_white(sheet, 0, sheet.width):
        return 1, 1
    return (2, 1) if lies else (2, 2) if _is_white(sheet, 1, sheet.height) else (1, 1)


def _is_white(sheet: Page, axis: int, length: float) -> bool:
    """Whether nothing stands in the gutter in the middle, across (axis 0) or down (axis 1) a sheet."""
    low, high = ((0.5 + side * _GUTTERS[axis] / 2) * length for side in (-1, 1))
    boxes = [(word.x0, word.top, word.x1, word.bottom) for word in sheet.words]
    boxes += [box for box in (*sheet.rules, *sheet.fills) if not _parts_pages(box, sheet, axis)]
    return not any(box[axis] < high and low < box[axis + 2] for box in boxes)


def _parts_pages(box: Box, sheet: Page, axis: int) -> bool:
    """Whether a box is the sheet's ground, or a line drawn between its pages."""
    wide, tall = (box[2] - box[0]) / sheet.width, (box[3] - box[1]) / sheet.height
    return (wide > _GROUND and tall > _GROUND) or ((wide, tall)[axis] < _GUTTERS[axis] / 5)


def _holds_pages(sheet: Page) -> bool:
    """Whether running text fills every part of a sheet."""
    across, down = _parts(sheet)
    return across * down > 1 and all(_is_full(part) for part in _cut(sheet, across, down))


def _is_full(part: Page) -> bool:
    if len(part.words) < _FEWEST_WORDS:
        return False
    taken = max(word.x1 for word in part.words) - min(word.x0 for word in part.words)
    return taken > _FULL * part.width


def _cut(sheet: Page, across: int, down: int) -> Iterator[Page]:
    """The parts of a sheet, row by row; the sheet itself where it is one."""
    if across * down == 1:
        yield sheet
        return
    wide, tall = sheet.width / across, sheet.height / down
    for row in range(down):
        for column in range(across):
            yield _part(sheet, (column * wide, row * tall, (column + 1) * wide, (row + 1) * tall))


def _part(sheet: Page, frame: Box) -> Page:
    def within(boxes: Sequence[Box]) -> tuple[Box, ...]:
        return tuple(_moved(box, frame) for box in boxes if _lies_in(box, frame))

    def of(words: Sequence[Word]) -> tuple[Word, ...]:
        here = (word for word in words if _lies_in((word.x0, word.top, word.x1, word.bottom), frame))
        return tuple(_moved_word(word, frame) for word in here)

    return replace(
        sheet,
        width=frame[2] - frame[0],
        height=frame[3] - frame[1],
        words=of(sheet.words),
        rules=within(sheet.rules),
        fills=within(sheet.fills),
        marks=within(sheet.marks),
        links=tuple(
            replace(link, box=_moved(link.box, frame)) for link in sheet.links if _lies_in(link.box, frame)
        ),
        apart=tuple((role, here) for role, words in sheet.apart if (here := of(words))),
        notes=sheet.notes if frame[:2] == (0, 0) else (),
    )


def _lies_in(box: Box, frame: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x < frame[2] and frame[1] <= y < frame[3]


def _moved(box: Box, frame: Box) -> Box:
    x, y = frame[:2]
    return box[0] - x, box[1] - y, box[2] - x, box[3] - y


def _moved_word(word: Word, frame: Box) -> Word:
    x0, top, x1, bottom = (
        round(edge, 2) for edge in _moved((word.x0, word.top, word.x1, word.bottom), frame)
    )
    base = round(word.base - frame[1], 2)
    return replace(word, x0=x0, top=top, x1=x1, bottom=bottom, base=base, seen=word.box)


def _numbered(page: Page, number: int) -> Page:
    """The page under its number among the pages; its sheet stays what it was."""
    if page.number == number:
        return page

    def of(words: Sequence[Word]) -> tuple[Word, ...]:
        return tuple(replace(word, page=number, on_sheet=word.page) for word in words)

    apart = tuple((role, of(words)) for role, words in page.apart)
    return replace(page, number=number, on_sheet=page.number, words=of(page.words), apart=apart)
