"""Text that others wrote, made fit for a terminal."""

import unicodedata

# What turns the direction of writing can make a line read as another than it is.
_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def plain(text: str) -> str:
    """The text with control characters spelt out (`\\x1b`), so that it cannot move a cursor or hide a word.

    Line ends and tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelt(one) if _commands(one) else one for one in text)


def escaped(json: str) -> str:
    """The same for JSON, as JSON spells it, so that whoever parses it gets what was there."""
    if json.isprintable():
        return json
    return "".join(f"\\u{ord(one):04x}" if _commands(one) else one for one in json)


def _commands(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) == "Cc" or unicodedata.bidirectional(character) in _TURNS


def _spelt(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
