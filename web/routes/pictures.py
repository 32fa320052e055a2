"""Pages of archived documents as pictures."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Response

from pipeline.archive.page_images import Drawing
from pipeline.queries import is_document
from pipeline.record.database import read_transaction
from web.dependencies import Images, Record
from web.guard.access import reads

router = APIRouter(dependencies=[reads])

_AGE = "private, max-age=31536000, immutable"  # its address names the bytes that it shows

Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.get("/pages/{sha256}/{number}.png")
def show(
    record: Record, images: Images, sha256: Digest, number: Annotated[int, Path(ge=1, le=400)]
) -> Response:
    """One page as PNG, two pixels to the point."""
    with read_transaction(record) as connection:
        if not is_document(connection, sha256):
            raise HTTPException(404, "There is no such document.")
    drawn = images.png(sha256, Drawing(number, 2.0))
    return Response(drawn, media_type="image/png", headers={"Cache-Control": _AGE})
