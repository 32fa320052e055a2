"""The modification process as dated data, and what is known of a modification on a day, and from what.

`stages` and `paths` say what holds when, `sayings` what a report's own sentences explain, `known` joins
reports and register. Takes reports and snapshots and gives plain values; yields no verdict, and knows no
check.
"""
