"""Writes the bank holidays of England and Wales to this folder's file.

Run `python -m pipeline.basics.calendar.freeze`
when the `holidays` package knows of a new bank holiday; a test holds the file to the package.
"""

from csv import writer
from io import StringIO
from pathlib import Path

from holidays import country_holidays

FIRST, LAST = 2013, 2035


def bank_holidays_csv() -> str:
    """The file's text: one line a bank holiday, in order of date."""
    # Without the subdivision Easter Monday and the August holiday are missing.
    named = country_holidays("GB", subdiv="ENG", years=range(FIRST, LAST + 1))
    text = StringIO()
    lines = writer(text, lineterminator="\n")
    lines.writerow(("date", "name"))
    lines.writerows((day.isoformat(), named[day]) for day in sorted(named))
    return text.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("bank_holidays.csv").write_text(bank_holidays_csv(), encoding="utf-8")
