"""Pages of archived documents as pictures."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Response

from pipeline.browse import is_document
from pipeline.database import reading
from pipeline.page_images import Drawing
from web.access import reads
from web.shared import Images, Record

router = APIRouter(dependencies=[reads])

_AGE = "private, max-age=31536000, immutable"  # its address names the bytes that it shows

Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.get("/pages/{sha256}/{number}.png")
def show(
    record: Record, images: Images, sha256: Digest, number: Annotated[int, Path(ge=1, le=400)]
) -> Response:
    """One page as PNG, two pixels to the point."""
    with reading(record) as connection:
        if not is_document(connection, sha256):
            raise HTTPException(404, "There is no such document.")
    drawn = images.png(sha256, Drawing(number, 2.0))
    return Response(drawn, media_type="image/png", headers={"Cache-Control": _AGE})
