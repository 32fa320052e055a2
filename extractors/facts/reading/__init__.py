"""The pass over a report: from block to block, with what was said before in mind.

`report.read_blocks` takes all blocks and gives the facts and what a person should look at. `headings`,
`paragraphs`, `charts`, `records` and `table` each read one kind of block; `sentence` asks the rules;
`lead_in` finds what introduces a list, `stated_counts` and `votes` set a stated count against it, `amend`
adds to a fact just told. All share one `state.Reading`. Knows no phrase by its words: it asks for their
labels.
"""
