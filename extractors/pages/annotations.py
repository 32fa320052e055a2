"""What stands on a page without being its content: comments, stamps, form fields, struck quads."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.pages.model import Box, Note
from extractors.pages.view import View

_UNSHOWN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_NO_TEXT = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP)
# What is drawn over the page's own text.
_OVER = (
    raw.FPDF_ANNOT_FREETEXT,
    raw.FPDF_ANNOT_STAMP,
    raw.FPDF_ANNOT_SQUARE,
    raw.FPDF_ANNOT_REDACT,
    raw.FPDF_ANNOT_WIDGET,
    raw.FPDF_ANNOT_WATERMARK,
)
# "(withdrawn on 5 August) Tj": what an appearance prints
_PRINTED = re.compile(r"\(((?:[^()\\]|\\.)*)\)\s*(?:Tj|'|\")")


@dataclass(frozen=True, slots=True)
class Annotations:
    """The notes with text on a page, the boxes of all that lies over its content, and the struck places."""

    notes: tuple[Note, ...] = ()
    over: tuple[Box, ...] = ()
    struck: tuple[Box, ...] = ()


def annotations_of(page: pdfium.PdfPage, view: View) -> Annotations:
    """What annotations put on a page; links are none."""
    count = raw.FPDFPage_GetAnnotCount(page)
    notes: list[Note] = []
    over: list[Box] = []
    struck: list[Box] = []
    for index in range(count):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind in _NO_TEXT or raw.FPDFAnnot_GetFlags(annotation) & _UNSHOWN:
                continue
            rect = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, rect)
            box = view.box(rect.left, rect.bottom, rect.right, rect.top)
            if kind == raw.FPDF_ANNOT_STRIKEOUT:
                struck.extend(list(_quads(annotation, view)) or [box])
            if text := _text(annotation):
                notes.append(Note(text, view.as_seen(box)))
            if kind in _OVER:
                over.append(box)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return Annotations(tuple(notes), tuple(over), tuple(struck))


def _text(annotation: Any) -> str:
    said = _string(annotation, b"V") or _string(annotation, b"Contents")
    return " ".join((said or " ".join(_PRINTED.findall(_appearance(annotation)))).split())


def _string(annotation: Any, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace").rstrip("\0")


def _appearance(annotation: Any) -> str:
    normal = raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL
    length = raw.FPDFAnnot_GetAP(annotation, normal, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetAP(annotation, normal, buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace").rstrip("\0")


def _quads(annotation: Any, view: View) -> Iterator[Box]:
    quad = raw.FS_QUADPOINTSF()
    for index in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, index, quad):
            xs = quad.x1, quad.x2, quad.x3, quad.x4
            ys = quad.y1, quad.y2, quad.y3, quad.y4
            yield view.box(min(xs), min(ys), max(xs), max(ys))
