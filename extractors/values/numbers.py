"""Counts as they are printed: in digits or in words up to ninety-nine."""

import re

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_WORD = "|".join((*_TENS, *sorted(_UNITS, key=len, reverse=True)))

# "three", "twenty-two", "twenty two", "42", "1,204"; no part of "12-month", "MP102", "6.15.1" or "4%"
NUMBER = re.compile(
    rf"(?<![\w.,/£-])(?:(?:{_WORD})(?:[ -](?:{'|'.join(_UNITS[1:10])}))?"
    r"|\d{1,3}(?:,\d{3})+|\d{1,5})(?![\w%/-]|[.,]\d|\s+hundred\b)",
    re.IGNORECASE,
)


def read_number(text: str) -> int | None:
    """The whole number that a text prints (`forty-two`, `1,204`), or None where it prints none."""
    plain = text.strip().casefold()
    if re.fullmatch(r"\d+|\d{1,3}(?:,\d{3})+", plain):
        return int(plain.replace(",", ""))
    parts = re.split(r"[ -]+", plain)
    if not all(part in _VALUES for part in parts) or len(parts) > 2:
        return None
    if len(parts) == 2 and not (_VALUES[parts[0]] >= 20 and 1 <= _VALUES[parts[1]] <= 9):
        return None
    return sum(_VALUES[part] for part in parts)
