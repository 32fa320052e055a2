"""Days as the Code counts them: weekdays, Working Days, and the bank holidays of England and Wales.

The bank holidays are a file in this folder, so that a count never changes with a library's version.
"""

from pipeline.basics.calendar.days import (
    DayKind,
    count_days,
    covers,
    is_working_day,
    month_end,
    month_of,
    next_month,
    why_not_working,
)

__all__ = [
    "DayKind",
    "count_days",
    "covers",
    "is_working_day",
    "month_end",
    "month_of",
    "next_month",
    "why_not_working",
]
