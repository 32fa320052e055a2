"""The evidence pack of a finding, as `csrecon evidence` writes it."""

from fastapi import APIRouter, HTTPException, Response

from pipeline.outputs.findings.evidence import evidence_zip
from pipeline.queries import finding_parts
from pipeline.record.database import read_transaction
from web.dependencies import Images, Record, now
from web.guard.access import reads
from web.routes.findings import Fingerprint

router = APIRouter(dependencies=[reads])


@router.get("/findings/{fingerprint}/evidence.zip")
def pack(record: Record, images: Images, fingerprint: Fingerprint) -> Response:
    """The pack to take along."""
    with read_transaction(record) as connection:
        if finding_parts(connection, fingerprint) is None:
            raise HTTPException(404, "There is no such finding.")
    packed = evidence_zip(record, images, fingerprint, now=now())
    name = f'attachment; filename="finding-{fingerprint[:12]}.zip"'
    return Response(packed, media_type="application/zip", headers={"Content-Disposition": name})
