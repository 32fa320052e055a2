"""What was done, kept for ever: the chained log of acts, and the log of runs.

Takes acts and runs, and gives them back in order. Knows nothing of what they are about.
"""
