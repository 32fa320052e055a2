"""How far apart what belongs together in a table may stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The tolerances of all that finds and reads tables.

    Each was measured on the 22 reports of `samples/` and `tests/data/corpus/`: their blocks, tables and
    headers stay the same to the word between the two values told behind it, if it alone is changed. From
    0.3 to 3 times the value was tried.
    """

    # in points

    # Rules so near each other are one line; so are collinear pieces.
    ruled_snap: float = 3.0  # 0.9 to 6
    # A rule shorter than this is an underline's end or a chart's tick.
    shortest_rule: float = 6.0  # 1.8 to 18
    # A row of a ruled table is at least this high.
    lowest_row: float = 8.0  # 2.4 to 12
    # Left edges of columns so near each other are one, in a header of two rows and over a page break.
    same_edge: float = 6.0  # 1.8 to 18
    # A cell that spans rows reaches at least this far below the one it begins in.
    reach: float = 3.0  # 0.9 to 9
    # The narrowest white strip between two columns that nothing rules.
    river: float = 1.0  # 0.3 to 3
    # Words so near a column's left edge begin at it.
    at_edge: float = 3.0  # 0.9 to 9
    # A reference so near the left edge of bold names stands under the first of them.
    under_name: float = 4.0  # 1.2 to 12
    # Upright edges of painted or ruled header cells nearer than this are one.
    edges_apart: float = 4.0  # 1.2 to 12
    # A painted band of a caption is lower than this.
    caption_height: float = 40.0  # 12 to 120
    # Types that differ in size by less are one.
    same_type: float = 0.6  # 0.18 to 0.9
    # A type larger than that of the rows by this heads what follows.
    larger_type: float = 0.9  # 0.27 to 2.7
    # A caption is larger than its header by no more than this.
    caption_type: float = 1.1  # 0.55 to 2.2

    # in shares of the size of the type

    # From baseline to baseline, lines of one cell stand no further apart; rows of a table stand further.
    cell_step: float = 1.42  # 1.349 to 1.42
    # So close stand lines of one header.
    header_step: float = 1.6  # 1.28 to 4.8
    # A step so many times the usual one between rows ends a table.
    end_step: float = 2.1  # 1.47 to 6.3
    # The usual step before any is known.
    first_step: float = 2.4  # 0.72 to 7.2
    # So close stand names over several columns to the header below them.
    names_step: float = 2.5  # 0.75 to 7.5
    # So close stands a caption to the header below it.
    caption_step: float = 2.0  # 2 to 2
    # White wider than this may part two columns; between two words it is narrower.
    column_space: float = 0.55  # 0.385 to 0.825
    # A space between two words of a line is narrower than this.
    word_space: float = 0.7  # 0.21 to 2.1
    # A rule over a line lies at least this far above its baseline.
    rule_over: float = 0.3  # 0.09 to 0.9

    # in shares of what they are measured against

    # Painted bands that take so much of a row's width go right across it.
    right_across: float = 0.9  # 0.27 to 1.8
    # A rule that takes so much of the page's width may part rows.
    wide_rule: float = 0.12  # 0.036 to 0.36
    # A painted band lower than this share of the page may be a row's.
    band_height: float = 0.3  # 0.09 to 0.9
    # A caption's painted band takes more of the page's width than this.
    caption_band: float = 0.4  # 0.12 to 1.2
    # Where so many rows have words on both sides of a white strip, it parts two columns.
    both_sides: float = 0.6  # 0.18 to 0.75


SETTINGS = Settings()
