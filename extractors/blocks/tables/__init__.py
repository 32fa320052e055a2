"""Lines and rulings as tables: cells under named columns.

`find.find_tables` takes a page with its lines and gives its tables as `model.Table`. Ruled ones come from
`ruled_grid` and `ruled`, those that nothing rules from `unruled`, by their header and the white between the
columns (`unruled_header`, `rivers`). `names_over` and `merged_cells` give cells that stand for several
columns or rows their places, `sideways` turns summaries, `over_pages` joins what a page break cut.
`roles_by_contents` says what a column is where its name does not. Knows no blocks, and no facts.
"""
