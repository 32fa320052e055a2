"""What an Excel workbook may cost: looked at in the file's own directory, before anything is unpacked."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pipeline.basics.errors import UnusableInput

# 50,000 modifications take 40 MB unpacked; a spreadsheet program packs its XML to a twentieth.
_UNPACKED = 150_000_000
_RATIO = 200
_MEMBERS = 2000
_SMALL = 1_000_000  # below this any ratio is harmless
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_NAMESPACES = tuple(
    (_STRICT + name, _USUAL + usual)
    for name, usual in (
        (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
        (b"drawingml/main", b"drawingml/2006/main"),
        (b"officeDocument/", b"officeDocument/2006/"),
    )
)
# <row r="3" spans="1:13">
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d{1,9})[\"']")


def rows_in_order(data: bytes, source: str) -> None:
    """Raises UnusableInput where a sheet's rows do not follow each other: the reader would skip some."""
    with ZipFile(BytesIO(data)) as packed:
        for name in packed.namelist():
            if not re.search(r"worksheets/[^/]+\.xml$", name):
                continue
            last = 0
            for match in _ROW.finditer(packed.read(name)):
                if int(match[1]) <= last:
                    raise UnusableInput(
                        f"{source}, row {int(match[1])}: the rows of this workbook do not follow each other "
                        f"({name}). Save it again with a spreadsheet program. Nothing was loaded."
                    )
                last = int(match[1])


def hold_to_limits(data: bytes, source: str) -> None:
    """Raises UnusableInput where the bytes are no workbook or would unpack beyond all measure.

    The sizes that the directory states bind: the reader stops at them, whatever follows.
    """
    if data.startswith(_OLD_FORMAT):
        raise UnusableInput(
            f"{source} is an old Excel workbook (.xls) or has a password. Save it as .xlsx without one."
        )
    try:
        with ZipFile(BytesIO(data)) as packed:
            members = packed.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise broken(source, problem) from problem
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MEMBERS or unpacked > _UNPACKED:
        raise UnusableInput(
            f"{source} would unpack to {unpacked // 10**6} MB in {len(members)} parts; that is no register. "
            "It was not opened."
        )
    if unpacked > max(_SMALL, _RATIO * len(data)):
        raise UnusableInput(
            f"{source} would unpack to {unpacked // max(1, len(data))} times its size; that is no register. "
            "It was not opened."
        )


def as_transitional(data: bytes) -> bytes:
    """A workbook saved as “Strict Open XML” with the names that the reader knows; any other as it is.

    The two differ in the names of their namespaces, and a day may be written out, which the reader knows.
    """
    with ZipFile(BytesIO(data)) as packed:
        parts = {member.filename: packed.read(member) for member in packed.infolist()}
    if not any(_STRICT in part for name, part in parts.items() if name.endswith("workbook.xml")):
        return data
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            for strict, usual in _NAMESPACES:
                part = part.replace(strict, usual)
            packed.writestr(name, part)
    return out.getvalue()


def broken(source: str, problem: Exception) -> UnusableInput:
    """What is said of a workbook that cannot be read at all."""
    said = " ".join(str(problem).split())[:120] or type(problem).__name__
    return UnusableInput(f"{source} is no Excel workbook, or a broken one: {said}. Save it again as .xlsx.")
