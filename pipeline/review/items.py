"""The queue: what the reports that count could not read or doubt, one item for each kind and text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from extractors.contract import BBox, Doubt, Extraction, Fact, Section, Unclaimed, Warning, WarningCode
from extractors.facts.sentences.cut import sentences_of
from extractors.vocabulary.column_names import plain_name
from extractors.vocabulary.headings import plain_heading
from pipeline.basics.errors import UnusableInput
from pipeline.record.tables.findings import run_not_judged, runs
from pipeline.record.tables.review import review_answers
from pipeline.reports.read_back import read_heads, whole
from pipeline.review.model import Item, Kind, Place
from pipeline.review.suggest import suggestion_for

_KINDS: dict[WarningCode, Kind] = {
    "unknown_heading": "heading",
    "unknown_column": "column",
    "unclaimed_sentence": "wording",
    "unread_rows": "cell",
    "unread_cell": "cell",
    "near_reference": "cell",
    "unread_page": "page",
    "damaged_page": "page",
}
# Doubts that are about how the table or sentence was read in which the fact stands.
_OF_PLACES: frozenset[Doubt] = frozenset(("guessed_column", "partly_unread", "unread_negation"))

# "misread?: unread on page 4: “Handed over”"
_HELD = re.compile(r"misread\?: .*\bon page (\d+)\b")


@dataclass(frozen=True, slots=True)
class _Seen:
    """One place of something unread, before those of one kind and text come together."""

    kind: Kind
    same: str
    says: str
    place: Place
    facts: int
    values: int


def queue(connection: Connection, *, today: date) -> list[Item]:
    """Everything that needs an answer and was given none, what most depends on first."""
    seen = [one for read in whole(connection, read_heads(connection, which="current")) for one in _of(read)]
    held = _held(connection)
    together: dict[tuple[Kind, str], list[_Seen]] = defaultdict(list)
    for one in seen:
        together[one.kind, one.same].append(one)
    items = [_item(kind, same, places, held) for (kind, same), places in together.items()]
    settled = _settled(connection, today)
    left = [item for item in items if any(item.stake) and item.id not in settled]
    return sorted(left, key=lambda item: (*(-n for n in item.stake), item.kind, item.same))


def item_named(connection: Connection, id: str, *, today: date) -> Item:
    """The item of that id, or of the start of one. Raises UnusableInput where it is in the queue no more."""
    found = [item for item in queue(connection, today=today) if id and item.id.startswith(id.lower())]
    if not found:
        raise UnusableInput(
            f"There is no item {id} in the queue: it was answered, or reads otherwise now. "
            "`csrecon review` lists them."
        )
    if len(found) > 1:
        raise UnusableInput(f"Several items begin with {id}: {', '.join(item.id for item in found[:5])}.")
    return found[0]


def _item(kind: Kind, same: str, seen: Sequence[_Seen], held: dict[tuple[str, int], int]) -> Item:
    pages = {(one.place.period, one.place.page) for one in seen if one.place.page is not None}
    item = Item(
        kind,
        same,
        seen[0].says,
        tuple(one.place for one in seen),
        sum(one.facts for one in seen),
        sum(one.values for one in seen),
        sum(held.get(page, 0) for page in sorted(pages)),
    )
    return replace(item, suggestion=suggestion_for(item))


def _of(read: Extraction) -> Iterator[_Seen]:
    doubted = [fact for fact in read.facts if fact.doubts]
    told = [warning for warning in read.warnings if warning.code in _KINDS]
    explained: set[str] = set()
    for warning in told:
        kind = _KINDS[warning.code]
        mine = [fact for fact in doubted if _explains(kind, warning, fact)]
        explained |= {fact.id for fact in mine}
        unread = [u for u in read.coverage.unclaimed if kind != "wording" and _same_part(warning, u)]
        values = _values(_said(warning)) if kind in ("wording", "cell") else 0
        values += sum(_values(one.text) for one in unread)
        place = _place(read, warning.page, warning.bbox, _said(warning), warning.section)
        yield _Seen(
            kind, _same(kind, read, warning), _said(warning), place, len(mine), max(values, kind == "page")
        )
    covered = [(w.page, w.bbox) for w in told if w.bbox]
    for text in read.coverage.unclaimed:
        if not any(text.page == page and _meets(text.bbox, box) for page, box in covered):
            place = _place(read, text.page, text.bbox, text.text, text.section)
            yield _Seen("wording", masked(text.text), text.text, place, 0, _values(text.text))
    for fact in doubted:
        if fact.id not in explained:
            spot = fact.evidence[0]
            place = _place(read, spot.page, spot.bbox, spot.text, fact.section)
            says = f"{fact.kind}: {spot.text} ({', '.join(fact.doubts)})"
            yield _Seen("fact", f"{read.document.sha256}\x1f{fact.id}", says, place, 1, 0)


def _explains(kind: Kind, warning: Warning, fact: Fact) -> bool:
    """Whether a fact is in doubt because of what a warning tells."""
    near = any(spot.page == warning.page for spot in fact.evidence) and fact.section == warning.section
    if kind in ("heading", "page"):
        return near and "ocr" in fact.doubts if kind == "page" else False
    return near and bool(_OF_PLACES & set(fact.doubts)) and kind in ("column", "cell")


def _same_part(warning: Warning, unread: Unclaimed) -> bool:
    return unread.page == warning.page and unread.section == warning.section


def _same(kind: Kind, read: Extraction, warning: Warning) -> str:
    """What makes two places one item."""
    text = _said(warning)
    if kind == "page":
        return f"{read.document.sha256}\x1f{warning.page}"
    normal = {"heading": plain_heading, "column": plain_name}.get(kind, masked)
    return normal(text) or text.casefold()


def _said(warning: Warning) -> str:
    """What stands there: of a sentence all of it, though the references in it were read."""
    # no rule reads: “MP103 was held over until the autumn.”
    whole = re.fullmatch(r"no rule reads: “(.*)”", warning.message, re.DOTALL)
    return whole[1] if whole else warning.text or warning.message


def masked(text: str) -> str:
    """A text in lower case with its references, dates and releases masked, and figures as #."""
    masks = " ".join(sentence.mask for sentence in sentences_of(text, None, {}, False))
    return re.sub(r"\d+", "#", " ".join(masks.casefold().split()))


def _values(text: str) -> int:
    """How many references, dates, releases and figures stand in a text."""
    return sum(len(s.placed) + len(s.numbers) for s in sentences_of(text, None, {}, False))


def _meets(one: Iterable[float], other: Iterable[float]) -> bool:
    (x0, top, x1, bottom), (a0, a_top, a1, a_bottom) = one, other
    return x0 < a1 and a0 < x1 and top < a_bottom and a_top < bottom


def _place(
    read: Extraction, page: int | None, bbox: BBox | None, text: str, section: Section | None
) -> Place:
    document = read.document
    return Place(document.filename, document.sha256 or "", read.report.period, page, bbox, text, section)


def _held(connection: Connection) -> dict[tuple[str, int], int]:
    """How many findings the last run of the checks held back because of each month's page."""
    last = select(runs.c.id).where(runs.c.kind == "reconcile").order_by(runs.c.id.desc()).limit(1)
    n = run_not_judged.c
    found: dict[tuple[str, int], int] = defaultdict(int)
    for row in connection.execute(select(n.period, n.reason).where(n.run_id == last.scalar_subquery())):
        if row.period and (page := _HELD.match(row.reason)):
            found[row.period, int(page[1])] += 1
    return found


def _settled(connection: Connection, today: date) -> set[str]:
    """The items of which a person said that they say nothing, or put them off until a day to come."""
    a = review_answers.c
    undone = select(a.undoes).where(a.undoes.is_not(None))
    query = select(a.item, a.answer, a.until).where(a.number.not_in(undone), a.item.is_not(None))
    return {
        row.item
        for row in connection.execute(query)
        if row.answer == "nothing" or (row.answer == "later" and row.until > today.isoformat())
    }
