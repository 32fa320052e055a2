"""Step 4: blocks as facts.

`sentences` cuts the text of a block and labels it, `rules` say what one sentence or row tells, one family
of facts a module, `reading` goes over a report from block to block, and `cover` reads the report's own
particulars. Takes blocks with their sections; gives facts with evidence, and claims every word it has read.
Knows no PDF.
"""
