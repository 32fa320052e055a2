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


def test_a_column_of_notes_may_turn_out_to_hold_the_references() -> None:
    header = header_of_names(("Comment", "Duration"))
    assert header.roles == ("note", "duration_wd")
    assert by_contents(header, (["MP103", "MP104"], ["3", "4"])).roles == ("reference", "duration_wd")
