"""Step 2: pages as blocks in reading order.

`assemble.blocks_of` takes the pages and gives headings, bullets, paragraphs, footnotes and tables, with the
running headers and footers set aside. `lines` makes printed lines of words, `tables` cells of lines and
rulings; `joining` says which line belongs to the block before it, `headings` which block is one. Knows what
a heading or a column may be called, but not what a report tells.
"""
