"""The listing of a page: the tables whose headings name a reference, as rows of text under those headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.values.references import canonical
from pipeline.basics.errors import UnusableInput
from pipeline.register.files.dates import NoDate, is_blank, read_date
from pipeline.register.files.headings import REFERENCE, field_of
from pipeline.register.files.html.grid import HOLE, TooLarge, grid
from pipeline.register.files.html.page import Cell, Page, Table

_HEADING_WITHIN = 5  # rows: a title and the headings of groups may stand above


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of modifications: its headings as printed, its rows, and what of it is no row, in words.

    `numbers` are where each row stands in the table, counted from 1.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    set_aside: tuple[str, ...]


def listings(page: Page, name: str) -> Iterator[Listing]:
    """The listings of a page. Raises UnusableInput where one of them is not whole."""
    read: list[Table] = []
    taken = 0
    for table in page.tables:
        if table.inside is not None and any(table.inside is one for one in read):
            read.append(table)  # what stands in a listing's cell is that cell's text
            continue
        try:
            rows = grid(table, taken)
        except TooLarge as problem:
            raise UnusableInput(f"{name} has a table of millions of cells; that is no register.") from problem
        taken += sum(map(len, rows))
        head = _head(rows)
        if head is not None:
            read.append(table)
            yield _listing(rows, *head, name)


def _head(rows: Sequence[Sequence[Cell]]) -> tuple[int, int] | None:
    """The first and the last of the rows of headings, where one of them names a reference."""
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        fields = [field_of(cell.plain) for cell in row]
        if any(canonical(cell.plain) for cell in row):
            return None  # "Reference | MP117" is no heading
        if REFERENCE in fields and len({id(cell) for cell in row}) > 1:
            above = at - 1 if at and _groups(rows[at - 1]) else at
            # A heading of two rows: what it spans is told apart in the row below.
            return above, at + row[fields.index(REFERENCE)].down - 1
    return None


def _groups(row: Sequence[Cell]) -> bool:
    """Whether a row above the headings says what several of them are about."""
    return len({id(cell) for cell in row}) > 1 and any(cell.across > 1 for cell in row)


def _listing(rows: Sequence[Sequence[Cell]], first: int, last: int, name: str) -> Listing:
    body = rows[last + 1 :]
    headings = _headings(rows[first : last + 1], body)
    place = next(at for at, heading in enumerate(headings) if field_of(heading) == REFERENCE)
    kept: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    asides = [f"row {at}: “{_text(row)[:80]}”" for at, row in enumerate(rows[:first], 1) if _text(row)]
    for number, row in enumerate(body, start=last + 2):
        if not any(cell.text for cell in row) or _is_heading_again(row, place, headings):
            continue
        if len({id(cell) for cell in row}) == 1 and row[0].across >= min(len(headings), 2):
            asides.append(f"row {number}: “{row[0].plain[:80]}” stands under all headings")
            continue
        kept.append(_whole(row, number, headings, name))
        numbers.append(number)
    own = _own_places(headings, kept)
    cells = tuple(tuple(row[at] for at in own) for row in kept)
    return Listing(tuple(headings[at] for at in own), cells, tuple(numbers), tuple(asides))


def _own_places(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The columns without those that only repeat the one before: heading and cells all span both."""
    return [
        at
        for at, heading in enumerate(headings)
        if not at or heading != headings[at - 1] or any(row[at] is not row[at - 1] for row in rows)
    ]


def _is_heading_again(row: Sequence[Cell], place: int, headings: Sequence[str]) -> bool:
    """Whether the headings stand there once more, as at the foot of a long table."""
    said = row[place].plain if place < len(row) else ""
    return field_of(said) == REFERENCE and said.casefold() in headings[place].casefold()


def _whole(row: Sequence[Cell], number: int, headings: Sequence[str], name: str) -> tuple[Cell, ...]:
    """The row, each cell under its heading; refused where that is not sure."""
    beyond = [cell for cell in row[len(headings) :] if cell.text]
    hole = next((at for at, cell in enumerate(row) if cell is HOLE), None)
    if len(row) < len(headings) or beyond or hole is not None:
        unsure = headings[min(len(row), len(headings) - 1) if hole is None else min(hole, len(headings) - 1)]
        raise UnusableInput(
            f"{name}, row {number}: {len(row)} cells stand under {len(headings)} headings; what stands in "
            f"column {unsure} is not sure. Nothing was loaded."
        )
    return tuple(row[: len(headings)])


def _headings(rows: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Each column's heading, from all rows of headings over it."""
    width = max(map(len, rows))
    found: list[str] = []
    spanned: list[bool] = []
    for at in range(width):
        over = list({id(row[at]): row[at] for row in rows if at < len(row)}.values())
        texts = [cell.plain for cell in over if cell.plain]
        found.append(_one_heading(texts))
        spanned.append(bool(over) and over[-1].across > 1)
    return tuple(
        _dated(heading, [row[at] for row in body if at < len(row)]) if spanned[at] else heading
        for at, heading in enumerate(found)
    )


def _one_heading(texts: Sequence[str]) -> str:
    """“Decision” over “Date” is Decision Date; where no wording fits both together, the lower one counts."""
    if len(texts) < 2:
        return "".join(texts)
    ways = (" ".join(texts), " ".join(reversed(texts)), *reversed(texts))
    return next((way for way in ways if field_of(way)), ways[0])


def _dated(heading: str, cells: Sequence[Cell]) -> str:
    """A heading over several columns, “Decision”: the one of them that has only days is its date's."""
    said = [cell.plain for cell in cells if not is_blank(cell.plain) and cell.across == 1]
    if field_of(f"{heading} date") is None or not said:
        return heading
    try:
        return f"{heading} date" if all(map(read_date, said)) else heading
    except NoDate:
        return heading


def _text(row: Sequence[Cell]) -> str:
    return " ".join({id(cell): cell.plain for cell in row}.values()).strip()
