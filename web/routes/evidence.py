"""The evidence pack of a finding, as `csrecon evidence` writes it."""

from tempfile import TemporaryFile

from fastapi import APIRouter, HTTPException, Response

from pipeline.outputs.findings.evidence import evidence_zip
from pipeline.queries import finding_parts
from pipeline.record.database import read_transaction
from web.dependencies import Images, Record, now
from web.guard.access import reads
from web.lanes import MAKING
from web.made_files import sent
from web.routes.findings import Fingerprint

router = APIRouter(dependencies=[reads])


@router.get("/findings/{fingerprint}/evidence.zip")
@MAKING
def pack(record: Record, images: Images, fingerprint: Fingerprint) -> Response:
    """The pack to take along."""
    with read_transaction(record) as connection:
        if finding_parts(connection, fingerprint) is None:
            raise HTTPException(404, "There is no such finding.")
    made = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    made.write(evidence_zip(record, images, fingerprint, now=now()))
    return sent(made, "application/zip", f"finding-{fingerprint[:12]}.zip")
