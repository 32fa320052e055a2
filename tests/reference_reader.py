"""Pages as pdfplumber reads them, by its own engine: what PDFium's reading is compared with.

It is a tenth as fast and knows less of hyphens and of type; nothing but tests uses it.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfplumber.page import Page as PlumberPage

from extractors.pages.model import Box, Link, Page, Pages, Word
from extractors.pages.pdfium import moment

_THIN, _SMALL = 2.0, 8.0  # as in extractors.pages.painted


def read_pages(data: bytes) -> Pages:
    """All pages of a PDF that is whole."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        pages = tuple(_page(page) for page in document.pages)
        producer = document.metadata.get("Producer") or None
        modified = moment(document.metadata.get("ModDate") or "")
    return Pages(pages, len(pages), producer, modified, {})


def _page(page: PlumberPage) -> Page:
    rules: list[Box] = []
    fills: list[Box] = []
    marks: list[Box] = []
    for item in (*page.lines, *page.rects, *page.curves):
        box = item["x0"], item["top"], item["x1"], item["bottom"]
        wide, tall = box[2] - box[0], box[3] - box[1]
        filled = item["fill"] and item["object_type"] != "line"
        if min(wide, tall) <= _THIN < max(wide, tall):
            rules.append(box)
        elif item["stroke"] and max(wide, tall) > _SMALL:
            x0, top, x1, bottom = box
            rules += [
                (x0, top, x1, top),
                (x0, bottom, x1, bottom),
                (x0, top, x0, bottom),
                (x1, top, x1, bottom),
            ]
            fills += [box] if filled else []
        elif filled:
            (marks if max(wide, tall) <= _SMALL else fills).append(box)
    links = tuple(
        Link(a["uri"], (a["x0"], a["top"], a["x1"], a["bottom"])) for a in page.hyperlinks if a.get("uri")
    )
    words = tuple(_words(page))
    return Page(
        page.page_number,
        float(page.width),
        float(page.height),
        words,
        tuple(rules),
        tuple(fills),
        tuple(marks),
        links,
    )


def _words(page: PlumberPage) -> list[Word]:
    found = []
    # Gaps part words, not spaces: LibreOffice kerns a full stop to where the space before it was printed.
    printed = page.filter(lambda item: item.get("text") != " ").dedupe_chars(tolerance=1)
    plumbed = printed.extract_words(
        x_tolerance=1.5, y_tolerance=3.5, expand_ligatures=True, return_chars=True, keep_blank_chars=False
    )
    for word, raised, base in (part for whole in plumbed for part in _parted(page, whole)):
        first = word["chars"][0]
        text = word["text"]
        found.append(
            Word(
                re.sub("[\u00ad\ufffe]", "-", text),
                page.page_number,
                round(word["x0"], 2),
                round(word["top"], 2),
                round(word["x1"], 2),
                round(word["bottom"], 2),
                round(float(base), 2),
                round(first["size"], 1),
                bool(re.search("bold|black|heavy|demi", first["fontname"], re.IGNORECASE)),
                text[-1] in "\u00ad\ufffe",
                bool(re.search("italic|oblique", first["fontname"], re.IGNORECASE)),
                raised=raised,
            )
        )
    return found


def _parted(page: PlumberPage, word: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool, float]]:
    """A word and the raised figure printed right behind it, if there is one, with the word's baseline."""
    chars = word["chars"]
    first = chars[0]
    base = page.height - first["matrix"][5]
    up = [
        char["size"] < 0.85 * first["size"]
        and char["matrix"][5] - first["matrix"][5] > 0.15 * first["size"]
        and char["text"].isdigit()
        for char in chars
    ]
    if not any(up):
        yield word, False, base
        return
    for is_raised in (False, True):
        part = [char for char, raised in zip(chars, up, strict=True) if raised is is_raised]
        edges = {edge: min(char[edge] for char in part) for edge in ("x0", "top")}
        edges |= {edge: max(char[edge] for char in part) for edge in ("x1", "bottom")}
        yield {"chars": part, "text": "".join(char["text"] for char in part), **edges}, is_raised, base
