"""What cells tell of a column whose name does not."""

from extractors.blocks.tables.header import header_of_names
from extractors.blocks.tables.roles_by_contents import by_contents


def test_cells_tell_what_a_name_does_not() -> None:
    header = header_of_names(("Change", "Kind", "Duration"))
    shown = by_contents(header, (["MP103", "SECMP 0007"], ["PA", "IA"], ["3", "4"]))
    assert shown.roles == ("reference", "assessment", "duration_wd")


def test_cells_do_not_tell_where_one_of_them_differs() -> None:
    header = header_of_names(("Colour", "Duration"))
    assert by_contents(header, (["MP103", "blue"], ["3", "4"])).roles == (None, "duration_wd")
