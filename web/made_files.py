"""Files that are made for one reader, who may be slow: from the disk piece by piece, and gone afterwards."""

from collections.abc import AsyncIterator
from os import SEEK_END
from typing import IO

from fastapi.responses import StreamingResponse

_PIECE = 64 * 1024


def sent(file: IO[bytes], media_type: str, name: str = "") -> StreamingResponse:
    """The file, which has no name in any folder, from its beginning; `name` is what it is to be called."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    headers = {"Content-Length": str(size)}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return StreamingResponse(_pieces(file), media_type=media_type, headers=headers)


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
