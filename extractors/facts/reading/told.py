"""What a person should look at: a warning with its place, its text and its section."""

from collections.abc import Iterable

from extractors.contract import Section, Warning, WarningCode
from extractors.pages.evidence import place_of
from extractors.pages.model import Word


def warning_at(code: WarningCode, message: str, words: Iterable[Word], section: Section) -> Warning:
    """A warning about these words, of which there is one at least."""
    place = place_of(words)
    return Warning(code, message, place.page, place.bbox, place.text, section)
