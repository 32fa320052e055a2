"""One document from bytes to facts, or the reason why it was refused."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import pairwise

from extractors.blocks.assemble import blocks_of
from extractors.blocks.model import Blocks
from extractors.contract import NO_OWN_WORDS, Document, Extraction, OwnVocabulary, Refusal, Warning, words_in
from extractors.facts.cover.cut_off import read_cut_off
from extractors.facts.cover.particulars import header_of, read_cover
from extractors.facts.cover.sign_off import read_sign_off
from extractors.facts.cover.title import read_title
from extractors.facts.reading.near_references import near_references
from extractors.facts.reading.report import Read, read_blocks
from extractors.facts.reading.told import warning_at
from extractors.facts.sentences.known_words import compounds, known_words
from extractors.facts.sentences.passage import passage_of
from extractors.ledger import Claimed, Role, coverage_of, is_counted, settled
from extractors.not_read import doubted, taught, told_of, words_on
from extractors.pages.damage import broken_pages
from extractors.pages.model import Pages, Unreadable, Word
from extractors.pages.pdfium import read_pages
from extractors.sections import cover_of, parts_of
from extractors.values.mention_span import Titles
from extractors.values.mentions import find_mentions
from extractors.vocabulary import using


def read_document(data: bytes, filename: str, own: OwnVocabulary = NO_OWN_WORDS) -> Extraction | Refusal:
    """The facts of a report, or its refusal, as `extractors.read` gives them."""
    document = Document(filename, sha256(data).hexdigest(), len(data))
    try:
        pages = read_pages(data)
    except Unreadable as error:
        return Refusal(document, error.code, str(error))
    words = _words_of(pages)
    standing = own.standing_in(words)
    told = (pages.count, pages.producer, pages.modified)
    document = Document(filename, document.sha256, len(data), *told, vocabulary=standing.digest)
    broken = broken_pages(data)
    with using(standing):
        read = _read_pages(document, pages, broken)
    sure = standing.approved()
    if isinstance(read, Refusal) or sure == standing:
        return read if isinstance(read, Refusal) else replace(read, words=words)
    with using(sure):
        before = _read_pages(document, pages, broken)
    facts = taught(read.facts, () if isinstance(before, Refusal) else before.facts)
    return replace(read, facts=facts, words=words)


def _words_of(pages: Pages) -> tuple[str, ...]:
    """The document's words, also those that go on behind a hyphen at the end of a line."""
    words = [word for page in pages.pages for word in words_on(page)]
    parted = (a.text.rstrip("-\u00ad") + b.text for a, b in pairwise(words) if a.broken)
    return words_in((*(word.text for word in words), *parted))


def _read_pages(document: Document, pages: Pages, damaged: Mapping[int, str]) -> Extraction | Refusal:
    broken = dict(damaged)
    if broken and not any(page.words for page in pages.pages):
        return Refusal(document, "damaged", "the text of every page is damaged")
    if not any(page.words for page in pages.pages):
        return Refusal(document, "no_text_layer", _why_no_text(pages))
    blocks = blocks_of(pages.pages)
    title = read_title(blocks.blocks)
    if title is None:
        return Refusal(
            document,
            "not_a_status_report",
            "no Change Status Report with its month is named on the first pages",
        )
    if broken:
        broken |= {page.sheet: "no text of it is left" for page in pages.pages if not page.words}
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


def _why_no_text(pages: Pages) -> str:
    """What a document without a word to read has instead."""
    if any(page.apart for page in pages.pages):
        return "all text of the document is hidden, struck through or a watermark: none of it is read"
    return "no page of the document holds any text: it is a scan"


def _extraction(document: Document, pages: Pages, found: Blocks, title: tuple[str, str]) -> Extraction:
    name, period = title
    blocks = list(found.blocks)
    known = known_words(blocks)
    known |= compounds(blocks, known)
    parts = parts_of(blocks)
    cover = read_cover(cover_of(parts), period)
    if not {"author", "team"} <= cover.fields.keys() or "published_on" not in cover.dates:
        read_sign_off(cover, blocks)
    texts = [passage_of(b.words, known).text for b in blocks if b.kind in ("paragraph", "bullet")]
    near = cover.dates.get("published_on") or date(int(period[:4]), int(period[5:]), 15)
    document = replace(document, version=cover.version)
    header = header_of(name, period, cover, read_cut_off(texts, near))
    links = {page.number: page.links for page in pages.pages}
    read = read_blocks(parts, near, known, _titles(texts), links)
    roles = settled(
        (
            Claimed("header_footer", found.furniture),
            Claimed("formula", (*found.figures, *cover.words, *(w for b in blocks for w in b.number))),
            *read.claims,
            *(Claimed(role, words) for page in pages.pages for role, words in page.apart),
        )
    )
    signs = {word for block in blocks for word in block.sign}
    words = [w for page in pages.pages for w in words_on(page) if w not in signs and is_counted(w)]
    warnings = (
        *read.warnings,
        *_unclaimed(read, roles),
        *near_references(blocks, known, read.sections),
        *told_of(pages.pages, found.furniture),
        *_damaged(pages),
    )
    facts = doubted(read.facts, pages.pages)
    return Extraction(document, header, facts, coverage_of(words, roles, read.sections), warnings)


def _unclaimed(read: Read, roles: Mapping[Word, Role]) -> Iterator[Warning]:
    """What nothing reads, unless other sentences' facts have claimed it."""
    for words in read.unread:
        if left := [word for word in words if word not in roles]:
            said = " ".join(word.text for word in words)  # whole, though facts have claimed its references
            section = read.sections.get(left[0], "cover")
            yield warning_at("unclaimed_sentence", f"no rule reads: “{said}”", left, section)


def _damaged(pages: Pages) -> Iterator[Warning]:
    for number, reason in sorted(pages.damaged.items()):
        said = f"page {number} could not be read in full: {reason}" if number else reason
        yield Warning("damaged_page" if number else "damaged_document", said, number or None)


def _titles(texts: list[str]) -> Titles:
    """What the document calls each modification in quotes somewhere."""
    titles: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for mention in find_mentions(text, {}, False):
            if mention.title and mention.quoted:
                titles[mention.reference].add(mention.title)
    return {reference: frozenset(names) for reference, names in titles.items()}
