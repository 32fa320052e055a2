"""What an Excel workbook may cost: looked at in the file's own directory, before anything is unpacked."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pipeline.basics.errors import UnusableInput

# 50,000 modifications take 40 MB unpacked; a spreadsheet program packs its XML to a twentieth.
_UNPACKED = 150_000_000
_RATIO = 200
_MEMBERS = 2000
_SMALL = 1_000_000  # below this any ratio is harmless
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
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


def broken(source: str, problem: Exception) -> UnusableInput:
    """What is said of a workbook that cannot be read at all."""
    said = " ".join(str(problem).split())[:120] or type(problem).__name__
    return UnusableInput(f"{source} is no Excel workbook, or a broken one: {said}. Save it again as .xlsx.")
