"""How far apart what belongs together in a table may stand."""

# Two tables on neighbouring pages are one when their column edges agree to within this many points.
SAME_EDGES = 6.0

# Edges within so many points of each other are one.
SNAP = 6.0

# Lines of one cell stand closer than this many type sizes; rows of a table further apart.
CELL_LEADING = 1.42
