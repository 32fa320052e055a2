"""Findings as one HTML page that needs nothing else: filters, what stands on the pages, and a print style."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from pipeline.archive.page_images import PageImages
from pipeline.checks.finding import RegisterEvidence
from pipeline.findings.stored import StoredFinding
from pipeline.outputs.findings.pictures import Picture, pictures
from pipeline.outputs.findings.rendering import allowed, render, source
from pipeline.queries import finding_parts
from pipeline.record.database import read_transaction

_SCALE = 1.5
_MOST_PICTURES = 600  # some 15 MB; a browser opens no page of hundreds


@dataclass(frozen=True, slots=True)
class _Shown:
    stored: StoredFinding
    pictures: tuple[Picture, ...]
    cells: tuple[RegisterEvidence, ...]
    left_out: bool


def findings_page(engine: Engine, images: PageImages, stored: Sequence[StoredFinding], now: datetime) -> str:
    """The page of these findings, in their order; the first 600 pictures are drawn, and it says where not."""
    shown: list[_Shown] = []
    drawn = 0
    for one in stored:
        room = drawn < _MOST_PICTURES
        made = _pictures(engine, images, one.fingerprint) if room else ()
        drawn += len(made)
        cells = tuple(e for e in one.finding.evidence if isinstance(e, RegisterEvidence))
        left_out = not room and len(cells) < len(one.finding.evidence)
        shown.append(_Shown(one, made, cells, left_out))
    script = source("findings.js")
    return render(
        "findings.html",
        shown=shown,
        now=now,
        style=source("paper.css"),
        script=script,
        script_allowed=allowed(script),
        inline=_inline,
        choices={
            "severity": sorted({one.finding.severity for one in stored}),
            "code": sorted({one.finding.code for one in stored}),
            "period": sorted({one.finding.period for one in stored}),
            "status": sorted({one.status for one in stored}),
        },
    )


def _pictures(engine: Engine, images: PageImages, fingerprint: str) -> tuple[Picture, ...]:
    with read_transaction(engine) as connection:
        parts = finding_parts(connection, fingerprint)
    return tuple(pictures(images, parts[1], whole=False, scale=_SCALE)) if parts else ()


def _inline(picture: Picture) -> str:
    """The picture as an address that holds it."""
    return f"data:image/png;base64,{b64encode(picture.png or b'').decode()}"
