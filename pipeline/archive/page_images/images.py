"""Pictures of archived documents' pages, drawn when first asked for and then kept.

They are kept in a folder `page-images` of the archive, by the document's digest, the page and the scale,
and can be deleted at any time.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from json import loads
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Self

from extractors.pages.drawing import Box, Drawing
from pipeline.archive.folder import Archive
from pipeline.archive.page_images.request import DRAWN, SIZES, to_text
from pipeline.basics.errors import CsreconError
from pipeline.sandbox import Limits, Sandbox
from pipeline.sandbox.limits import MIB
from pipeline.sandbox.verdict import reason_for

FOLDER = "page-images"
_STYLE = 1  # goes up when the same drawing gives another picture
_LIMITS = Limits(memory=800 * MIB, seconds=20, answer=24 * MIB)
_WORKER = (sys.executable, "-P", "-m", "pipeline.archive.page_images.worker")


class NoPicture(CsreconError):
    """The page cannot be drawn; the record itself is not concerned."""


class PageImages:
    """Draws pages of archived documents; safe to share between threads, of which `workers` draw at once.

    Close it, or use it as a context manager: it keeps child processes.
    """

    def __init__(self, archive: Archive, workers: int = 1, limits: Limits = _LIMITS) -> None:
        self.archive = archive
        self._folder = archive.folder / FOLDER
        self._sandbox = Sandbox(workers, limits, _WORKER)

    def png(self, document: str, drawing: Drawing) -> bytes:
        """The picture as PNG; `document` is its SHA-256.

        Raises NoPicture where the page cannot be drawn, and ArchiveDamaged where the archive lacks it.
        """
        return self._kept(document, _name(drawing), to_text(drawing))

    def sizes(self, document: str) -> tuple[tuple[float, float], ...]:
        """Width and height of each page of the document in points, as it is seen. Raises as `png`."""
        answer = loads(self._kept(document, f"sizes-{_STYLE}.json", SIZES))
        return tuple((width, height) for width, height in answer)

    def close(self) -> None:
        """Ends the child processes."""
        self._sandbox.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _kept(self, document: str, name: str, request: str) -> bytes:
        path = self._folder / document[:2] / document / name
        with suppress(OSError):
            if kept := path.read_bytes():
                return kept
        made = self._made(document, request)
        with suppress(OSError):  # a full or read-only disk costs the next reader time, nothing else
            _keep(path, made)
        return made

    def _made(self, document: str, request: str) -> bytes:
        ending, answer = self._sandbox.ask(self.archive.get(document), request)
        if (ending.how, ending.code) != ("exit", 0):
            reason = reason_for(ending, answer, self._sandbox.limits)[1]
            raise NoPicture(f"Document {document[:12]} cannot be drawn. {reason}")
        if not answer.startswith(DRAWN):
            reason = answer[1:].decode("utf-8", "replace") or "the reader gave no answer"
            raise NoPicture(f"Document {document[:12]} cannot be drawn: {reason}.")
        return answer[1:]


def around(boxes: Iterable[Box], margin: float) -> Box:
    """The box around all of these, with so many points to spare on each side; at least one is needed."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0) - margin, min(top) - margin, max(x1) + margin, max(bottom) + margin


def _name(drawing: Drawing) -> str:
    plain = f"{drawing.page}-{drawing.scale:g}"
    if drawing.clip or drawing.marks:
        plain += f"-{sha256(to_text(drawing).encode()).hexdigest()[:24]}"
    return f"{plain}-{_STYLE}.png"


def _keep(path: Path, data: bytes) -> None:
    """Whoever looks sees the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as aside:
        try:
            aside.write(data)
            aside.close()
            os.replace(aside.name, path)
        except OSError:
            os.unlink(aside.name)
            raise
