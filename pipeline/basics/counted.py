"""Numbers with what they count."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 document`, `3 documents`; `many` where that is not the word with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"
