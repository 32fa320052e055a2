"""Tables that a page break cut."""

import pytest

from extractors.blocks.tables.header import header_of_names
from extractors.blocks.tables.model import Table
from extractors.blocks.tables.over_pages import continues

NAMES = ("Modification", "Duration")


def part(page: int, *edges: float, named: bool = False) -> Table:
    header = header_of_names(NAMES) if named else None
    return Table(page, 100, 200, edges, (), header, (), ())


@pytest.mark.parametrize(("off", "goes_on"), [(0.0, True), (5.5, True), (6.5, False), (-6.5, False)])
def test_a_table_goes_on_where_its_columns_begin_at_the_same_edges(off: float, goes_on: bool) -> None:
    assert continues(part(1, 72, 200, named=True), part(2, 72, 200 + off)) is goes_on


def test_a_table_goes_on_on_the_next_page_alone() -> None:
    assert not continues(part(1, 72, 200, named=True), part(3, 72, 200))
    assert not continues(part(1, 72, 200, named=True), part(1, 72, 200))


def test_a_table_of_more_columns_is_another() -> None:
    assert not continues(part(1, 72, 200, named=True), part(2, 72, 200, 300))
