"""One document from bytes to facts, or the reason why it was refused."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import cast

from extractors.blocks import Block, Blocks, blocks_of
from extractors.damage import broken_pages
from extractors.facts import Document, Extraction, Refusal, RefusalCode, Warning
from extractors.ledger import Ledger
from extractors.mentions import Titles, find_mentions
from extractors.pages import Pages, Unreadable, Word, read_pages
from extractors.passage import passage_of
from extractors.rules.header import header_of, read_cover, read_cut_off, read_title
from extractors.sections import assign_sections
from extractors.walk import walk

_BULLET_ONLY = re.compile(r"[•●○◦▪▫■□‣⁃∙·➢➤►▶\-–—*\uf000-\uf0ff]|\(cid:\d+\)")


def read_document(data: bytes, filename: str) -> Extraction | Refusal:
    """The facts of a report, or its refusal. `filename` is without folders and only named in the answer."""
    document = Document(filename, sha256(data).hexdigest(), len(data))
    try:
        pages = read_pages(data)
    except Unreadable as error:
        return Refusal(document, cast(RefusalCode, error.code), str(error))
    document = Document(filename, document.sha256, len(data), pages.count, pages.producer)
    broken = broken_pages(data)
    if broken and not any(page.words for page in pages.pages):
        return Refusal(document, "damaged", "the text of every page is damaged")
    if not any(page.words for page in pages.pages):
        return Refusal(document, "no_text_layer", "no page of the document holds any text: it is a scan")
    blocks = blocks_of(pages.pages)
    title = read_title(blocks.blocks)
    if title is None:
        return Refusal(
            document,
            "not_a_status_report",
            "no Change Status Report with its month is named on the first pages",
        )
    if broken:
        broken |= {page.number: "no text of it is left" for page in pages.pages if not page.words}
    pages = replace(pages, pages=blocks.pages, damaged=pages.damaged | broken)
    read = _extraction(document, pages, blocks, title)
    if _is_bare_cover(read):
        return Refusal(
            document, "not_a_status_report", "there is a cover, and nothing of the month behind it"
        )
    return read


def _is_bare_cover(read: Extraction) -> bool:
    """Whether nothing follows the cover: no heading, no prose, no fact, nothing that was not understood."""
    roles = read.coverage.by_role
    headed = roles.get("heading", 0) > len(read.report.title.split())  # the title is a heading too
    told = read.facts or read.coverage.unclaimed or read.warnings
    return not (headed or roles.get("narrative") or told)


def _extraction(document: Document, pages: Pages, parts: Blocks, title: tuple[str, str]) -> Extraction:
    name, period = title
    blocks = list(parts.blocks)
    ledger = Ledger()
    ledger.claim("header_footer", parts.furniture)
    ledger.claim("formula", parts.figures)
    known = _known_words(blocks)
    known |= _compounds(blocks, known)
    cover = read_cover(_cover_blocks(blocks), period)
    ledger.claim("formula", cover.words)
    for block in blocks:
        ledger.claim("formula", block.number)
    texts = [passage_of(b.words, known).text for b in blocks if b.kind in ("paragraph", "bullet")]
    near = cover.dates.get("published_on") or date(int(period[:4]), int(period[5:]), 15)
    header = header_of(name, period, cover, read_cut_off(texts, near))
    links = {page.number: page.links for page in pages.pages}
    facts, warnings = walk(blocks, near, known, _titles(texts), links, ledger)
    words = [*(w for page in pages.pages for w in page.words)]
    signs = {id(w) for b in blocks for w in b.sign}
    counted = [
        w for w in words if id(w) not in signs and not (_BULLET_ONLY.fullmatch(w.text) and not _dash(w))
    ]
    coverage = ledger.coverage(counted)
    for number, reason in sorted(pages.damaged.items()):
        said = f"page {number} could not be read in full: {reason}" if number else reason
        warnings.append(Warning("damaged_page" if number else "damaged_document", said, number or None))
    return Extraction(document, header, tuple(facts), coverage, tuple(warnings))


def _dash(word: Word) -> bool:
    """A dash between two words is a word; a dash as bullet sign was taken out before."""
    return word.text in "-–—"


def _cover_blocks(blocks: list[Block]) -> list[Block]:
    """The blocks before the first section that speaks of the month's changes."""
    sections = assign_sections(blocks)
    first = min(
        (p for p, s in sections.items() if s not in ("purpose", "recommendations", "cover")),
        default=len(blocks),
    )
    return blocks[: max(first, 1)]


def _known_words(blocks: list[Block]) -> frozenset[str]:
    """The document's words in lower case, both parts of those cut by a line's end left out."""
    return frozenset(
        re.sub(r"^\W+|\W+$", "", word.text.casefold())
        for block in blocks
        for before, word in zip((None, *block.words), block.words, strict=False)
        if word.text[-1] not in "-‐‑" and (before is None or before.text[-1] not in "-‐‑")
    )


def _compounds(blocks: list[Block], known: frozenset[str]) -> frozenset[str]:
    """The words with a hyphen at a line's end, in a document that cuts no word there.

    One that does cuts many, and prints some of them whole elsewhere: where none is, `Market-` + `wide` keeps
    its hyphen.
    """
    cut = [
        (re.split(r"\W", before.text[:-1].casefold())[-1], re.split(r"\W", word.text.casefold())[0])
        for block in blocks
        for before, word in pairwise(block.words)
        if before.broken and word.text[0].islower()
    ]
    if any(left + right in known for left, right in cut):
        return frozenset()
    return frozenset(f"{left}-{right}" for left, right in cut)


def _titles(texts: list[str]) -> Titles:
    """What the document calls each modification in quotes somewhere."""
    titles: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for mention in find_mentions(text, {}, False):
            if mention.title and mention.quoted:
                titles[mention.reference].add(mention.title)
    return {reference: frozenset(names) for reference, names in titles.items()}
