"""The report's own particulars: title and month, author, team, dates, paper reference, cut-off.

Takes the blocks before the first section, and the report's texts for its cut-off day; gives the contract's
header. Knows nothing of the modifications.
"""
