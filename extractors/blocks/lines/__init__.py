"""Words as printed lines.

`rows.rows_of` takes the words of a page and gives its lines from top to bottom. `furniture` finds running
headers and footers among them, `footnotes` the small print at the foot, `page_columns` the pages set in two
columns, and `item_signs` says how an item of a list begins. Knows no tables and no blocks.
"""
