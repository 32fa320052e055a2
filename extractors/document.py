"""One document from bytes to facts, or the reason why it was refused."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import cast

from extractors.blocks.assemble import blocks_of
from extractors.blocks.model import Block, Blocks
from extractors.contract import Document, Extraction, Refusal, RefusalCode, Warning
from extractors.facts.cover.cut_off import read_cut_off
from extractors.facts.cover.particulars import header_of, read_cover
from extractors.facts.cover.title import read_title
from extractors.facts.reading.report import read_blocks
from extractors.facts.sentences.known_words import compounds, known_words
from extractors.facts.sentences.passage import passage_of
from extractors.ledger import Ledger, is_counted
from extractors.pages.damage import broken_pages
from extractors.pages.model import Pages, Unreadable
from extractors.pages.pdfium import read_pages
from extractors.sections import assign_sections
from extractors.values.mention_span import Titles
from extractors.values.mentions import find_mentions


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
    return _extraction(document, pages, blocks, title)


def _extraction(document: Document, pages: Pages, parts: Blocks, title: tuple[str, str]) -> Extraction:
    name, period = title
    blocks = list(parts.blocks)
    ledger = Ledger()
    ledger.claim("header_footer", parts.furniture)
    ledger.claim("formula", parts.figures)
    known = known_words(blocks)
    known |= compounds(blocks, known)
    cover = read_cover(_cover_blocks(blocks), period)
    ledger.claim("formula", cover.words)
    for block in blocks:
        ledger.claim("formula", block.number)
    texts = [passage_of(b.words, known).text for b in blocks if b.kind in ("paragraph", "bullet")]
    near = cover.dates.get("published_on") or date(int(period[:4]), int(period[5:]), 15)
    header = header_of(name, period, cover, read_cut_off(texts, near))
    links = {page.number: page.links for page in pages.pages}
    facts, warnings, sections = read_blocks(blocks, near, known, _titles(texts), links, ledger)
    words = [*(w for page in pages.pages for w in page.words)]
    signs = {id(w) for b in blocks for w in b.sign}
    counted = [w for w in words if id(w) not in signs and is_counted(w)]
    coverage = ledger.coverage(counted, sections)
    for number, reason in sorted(pages.damaged.items()):
        said = f"page {number} could not be read in full: {reason}" if number else reason
        warnings.append(Warning("damaged_page" if number else "damaged_document", said, number or None))
    return Extraction(document, header, tuple(facts), coverage, tuple(warnings))


def _cover_blocks(blocks: list[Block]) -> list[Block]:
    """The blocks before the first section that speaks of the month's changes."""
    sections = assign_sections(blocks)
    first = min(
        (p for p, s in sections.items() if s not in ("purpose", "recommendations", "cover")),
        default=len(blocks),
    )
    return blocks[: max(first, 1)]


def _titles(texts: list[str]) -> Titles:
    """What the document calls each modification in quotes somewhere."""
    titles: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for mention in find_mentions(text, {}, False):
            if mention.title and mention.quoted:
                titles[mention.reference].add(mention.title)
    return {reference: frozenset(names) for reference, names in titles.items()}
