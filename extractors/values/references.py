"""References to modifications in every printed form, enumerations included, in canonical form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PREFIX = r"(?:SECMP|SECMod|SEC MP|MP|DP)"
_NUMBER = r"\d{3,4}"
_SUFFIX = r"(?:[A-Za-z](?![A-Za-z0-9]))?"
# "SECMP0007", "SECMP 0007", "SECMP-0007", "MP102a", "MPs 103"; no part of a longer word
_FIRST = (
    rf"(?<![A-Za-z0-9])(?P<prefix>{_PREFIX})s?(?:\s*[-‐‑–]\s*|\s*)"
    rf"(?P<number>{_NUMBER})(?P<suffix>{_SUFFIX})(?![0-9])"
)
REFERENCE = re.compile(_FIRST, re.IGNORECASE)

# ", 118", " and 124", "/B", " & B", " and B", "A and B. The next …": what may follow a reference in an
# enumeration; in "MP102A and B. Smith" the letter is a person's
_NEXT = re.compile(
    rf"(?P<join>\s*(?:,\s*and\b|,\s*&|,|\band\b|\bor\b|&|/|;)\s*)"
    rf"(?:(?P<number>{_NUMBER})(?P<suffix>{_SUFFIX})(?![0-9%])|(?P<letter>[A-Za-z])(?![A-Za-z0-9’'])"
    r"(?!\.(?!\s*$|\s+(?:An?|The|This|These|It|Its|They|Both|No|In|On|At)\b)))",
    re.IGNORECASE,
)
# A bare number after "and" is a reference only where nothing makes it a year, a day or a count.
_NOT_A_REFERENCE = re.compile(
    r"\s*(?:SEC\b|Release|modifications?\b|proposals?\b|WD\b|working days?\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference and where its own characters stand in the text it was read from."""

    canonical: str
    start: int
    end: int


def canonical(text: str) -> str | None:
    """`secmp 0007` as `SECMP0007`; None where the text is no single reference."""
    match = REFERENCE.fullmatch(text.strip())
    return _canonical(match["prefix"], match["number"], match["suffix"]) if match else None


def _canonical(prefix: str, number: str, suffix: str) -> str:
    short = prefix.upper().replace(" ", "")
    return ("SECMP" if short.startswith("SEC") else short) + number + (suffix or "").upper()


def find_references(text: str) -> Iterator[Reference]:
    """Every reference of a text in order; those of an enumeration one by one.

    `MPs 103, 118 and 124` gives MP103, MP118 and MP124, `MP102A/B` gives MP102A and MP102B.
    """
    position = 0
    while match := REFERENCE.search(text, position):
        prefix, number, suffix = match["prefix"], match["number"], match["suffix"] or ""
        yield Reference(_canonical(prefix, number, suffix), match.start(), match.end())
        position = match.end()
        while follower := _NEXT.match(text, position):
            if follower["number"]:
                if not _is_reference_number(text, follower, number):
                    break
                number, suffix = follower["number"], follower["suffix"] or ""
                start = follower.start("number")
            else:
                if not suffix or not _next_letter(suffix, follower["letter"]):
                    break
                suffix, start = follower["letter"], follower.start("letter")
            yield Reference(_canonical(prefix, number, suffix), start, follower.end())
            position = follower.end()


def _is_reference_number(text: str, follower: re.Match[str], before: str) -> bool:
    """Whether a bare number continues an enumeration: as wide as the one before, and not a year."""
    number = follower["number"]
    return (
        len(number) == len(before)
        and not (len(number) == 4 and number.startswith(("19", "20")))
        and not _NOT_A_REFERENCE.match(text, follower.end())
    )


def _next_letter(before: str, letter: str) -> bool:
    """`MP102A and B` goes on with the next letters; `MP102A a` does not."""
    return letter.upper() > before.upper() and (letter.isupper() == before.isupper())
