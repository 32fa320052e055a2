"""The text of a file in whatever encoding it was saved."""

import codecs

from pipeline.basics.errors import UnusableInput

_TYPOGRAPHIC = frozenset("‘’“”–—…•É")
_ACCENTED = frozenset("éèêëàâäöüßçñóíáôîïûùúøå£€°½™®©\xa0")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, source: str) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else the Windows code page."""
    return _decode(data, encoding_of(data), source)


def encoding_of(data: bytes) -> str:
    """The name of the encoding by what the bytes are, whatever is said of them."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    if unmarked := _unmarked_utf_16(data):
        return unmarked
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "mac_roman" if _is_mac_roman(data) else "cp1252"
    return "utf-8"


def belied(data: bytes, said: str | None) -> str | None:
    """What is said of the encoding and is not so, in words; None where it makes no difference."""
    if said is None or data.isascii():
        return None
    found = encoding_of(data)
    if _family(said) == _family(found):
        return None
    return f"it says that it is {said[:40]}, and was read as {found}, which its bytes are"


def _family(name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return name
    if known in ("iso8859-1", "cp1252", "ascii"):
        return "cp1252"  # as browsers take all three
    return known.removesuffix("-sig").removesuffix("-le").removesuffix("-be")


def _unmarked_utf_16(data: bytes) -> str | None:
    """UTF-16 without its mark shows in every second byte of a mostly English text being zero."""
    start = data[:4000]
    half = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if half < 8 or max(even, odd) < half * 0.8 or min(even, odd) > half * 0.1:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_mac_roman(data: bytes) -> bool:
    """Whether what is no ASCII makes better sense as an old Macintosh wrote it than as Windows did.

    “DCC’s” of the one is “DCCÕs” by the other.
    """
    high = bytes(byte for byte in data if byte > 127)
    return _sense(high.decode("mac_roman")) > _sense(high.decode("cp1252", "ignore"))


def _sense(text: str) -> int:
    return sum(3 if one in _TYPOGRAPHIC else one in _ACCENTED for one in text)


def _decode(data: bytes, encoding: str, source: str) -> str:
    try:
        return _without_zeros(data.decode(encoding), source)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise UnusableInput(
            f"{source}, line {line}: this is no text in UTF-8, UTF-16 or cp1252."
        ) from problem


def _without_zeros(text: str, source: str) -> str:
    if (place := text.find("\0")) >= 0:
        line = text.count("\n", 0, place) + 1
        raise UnusableInput(f"{source}, line {line}: there is a zero byte in the text. Save the file again.")
    return text
