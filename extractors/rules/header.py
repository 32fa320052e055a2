"""The report's own particulars from its cover: title, period, dates, paper reference, author."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from extractors.blocks import Block
from extractors.dates import MONTHS, find_dates, find_months
from extractors.facts import Header
from extractors.pages import Word

_TITLE = re.compile(r"change\s+status\s+report|modification\w*\s+(?:status|progress)\s+report", re.IGNORECASE)
# "SECP_83_1408_12": Smart Energy Code Panel paper, meeting 83 of 14 August, item 12
_PAPER = re.compile(r"\b(?P<code>[A-Z]{2,5})P_(?P<meeting>\d{1,4})_(?P<day>\d\d)(?P<month>\d\d)_(?P<item>\d+)\b")
_LABELS = {
    "paper_reference": r"paper\s+(?:reference|ref\.?|number|no\.?)|reference|ref",
    "action": r"action(?:\s+required)?|for",
    "classification": r"classification|security\s+classification",
    "author": r"author|prepared\s+by|presented\s+by|written\s+by|contact|from|report\s+by|by",
    "team": r"team|department",
    "published_on": r"date|published(?:\s+on)?|date\s+(?:of\s+)?(?:issue|publication|published)|issued(?:\s+on)?|publication\s+date|report\s+date",
    "meeting_number": r"meeting\s+(?:number|no\.?)|panel\s+meeting",
}
_CLASSIFIED = re.compile(r"classif\w*\s+(?:as|of|is|:)\s*:?\s*[“‘\"']?(?P<class>White|Green|Amber|Red|Clear)\b", re.IGNORECASE)
_CUT_OFF = re.compile(
    r"(?:period|months?|figures|data|position|statistics|numbers|information|timescales|year|durations?)\b[^.]*?\b(?:up\s+to|to|at|of|until|through|ending|end(?:ed|s)?|on|as\s+at)\b[^.]*",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w’'.-]+(?:\s+(?:de|van|von|der|la)?\s*[A-Z][\w’'.-]+){1,3}")
_TEAM = re.compile(r"\b(?:team|SECAS|department|secretariat)\b", re.IGNORECASE)


@dataclass(slots=True)
class Cover:
    """What was read from the cover, and the words that said it."""

    fields: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)


def read_title(blocks: Sequence[Block]) -> tuple[str, str] | None:
    """The paper's title as printed and the month it is for (`2020-08`); None where it is no status report."""
    for block in blocks[:40]:
        if block.kind != "table" and _TITLE.search(block.text) and (period := _period(block.text)):
            return block.text.strip(), period
    titled = any(b.kind != "table" and _TITLE.search(b.text) for b in blocks[:40])
    if titled:
        title = next(b.text.strip() for b in blocks if b.kind != "table" and _TITLE.search(b.text))
        for block in blocks[:40]:
            if block.kind != "table" and len(block.words) <= 6 and (period := _period(block.text)):
                return title, period
    return None


def _period(text: str) -> str | None:
    months = [m for m in find_months(text) if m.year is not None]
    return f"{months[0].year:04d}-{months[0].month:02d}" if months else None


def read_cover(blocks: Sequence[Block], period: str) -> Cover:
    """The labelled and the bare particulars among the blocks before the first section of the report."""
    cover = Cover()
    for position, block in enumerate(blocks):
        text = block.text.strip()
        if not text or block.kind == "table" or _TITLE.search(text) and len(block.words) < 12:
            continue
        claimed = _classified(cover, text) | _paper(cover, text)
        claimed |= _labelled(cover, text, blocks[position + 1 : position + 2])
        if not claimed:
            claimed = _bare(cover, text)
        if claimed:
            cover.words.extend(block.words)
    return cover


def _classified(cover: Cover, text: str) -> bool:
    match = _CLASSIFIED.search(text)
    if match:
        cover.fields.setdefault("classification", match["class"].capitalize())
    return bool(match)


def _paper(cover: Cover, text: str) -> bool:
    match = _PAPER.search(text)
    if match:
        cover.fields.setdefault("paper_reference", match.group())
    return bool(match)


def _labelled(cover: Cover, text: str, following: Sequence[Block]) -> bool:
    """`Action: For Information`, `Author  Holly Burton`."""
    for name, label in _LABELS.items():
        match = re.match(rf"(?:{label})\s*(?::|\s-\s|–|\|)\s*(?P<value>.+)$", text, re.IGNORECASE) or (
            re.match(rf"(?:{label})\s+(?P<value>.+)$", text, re.IGNORECASE) if name in ("author", "action", "published_on", "team") and len(text.split()) < 9 else None
        )
        if match is None:
            continue
        value = match["value"].strip()
        if name == "published_on":
            dates = [d.value for d in find_dates(value) if d.value]
            if not dates:
                continue
            cover.dates.setdefault(name, dates[0])
        elif name == "author":
            person = _NAME.match(value)
            if person is None or _TEAM.search(person.group()):
                continue
            cover.fields.setdefault("author", person.group())
            rest = value[person.end() :].strip(" ,()–-|")
            if rest and _TEAM.search(rest):
                cover.fields.setdefault("team", rest)
        elif name == "action":
            cover.fields.setdefault(name, value if value.casefold().startswith("for") else (f"For {value}" if text.casefold().startswith("for") else value))
        elif name not in ("paper_reference", "meeting_number", "classification"):
            cover.fields.setdefault(name, value)
        elif name == "classification":
            cover.fields.setdefault(name, value.split()[0].strip(".,"))
        return True
    return False


def _bare(cover: Cover, text: str) -> bool:
    """A name, a team, a date or an action that stands alone on its line."""
    if len(text.split()) > 12:
        return False
    dates = [d for d in find_dates(text)]
    if len(dates) == 1 and dates[0].value and len(text) - (dates[0].end - dates[0].start) < 4:
        cover.dates.setdefault("published_on", dates[0].value)
        return True
    if re.fullmatch(r"for (?:information|decision|discussion|approval|noting|action)", text, re.IGNORECASE):
        cover.fields.setdefault("action", text)
        return True
    person = _NAME.match(text)
    if person and (rest := re.fullmatch(r"\s*[,|–(-]\s*(?P<team>.+?)\)?", text[person.end() :])) and _TEAM.search(rest["team"]):
        dated = [d for d in find_dates(rest["team"]) if d.value]
        team = rest["team"][: dated[0].start] if dated else rest["team"]
        cover.fields.setdefault("author", person.group())
        cover.fields.setdefault("team", team.strip(" ,|–-"))
        if dated and dated[0].value:
            cover.dates.setdefault("published_on", dated[0].value)
        return True
    if _TEAM.search(text) and len(text.split()) <= 5 and "." not in text:
        cover.fields.setdefault("team", text)
        return True
    if _NAME.fullmatch(text) and len(text.split()) <= 4 and "author" not in cover.fields and not _ORGANISATION.search(text):
        cover.fields["author"] = text
        return True
    return False


_ORGANISATION = re.compile(r"\b(?:Smart|Energy|Code|Panel|Report|Status|Change|Attachments?|Appendix|Confidential|Paper|Agenda|Board|Committee)\b")


def read_cut_off(texts: Sequence[str], period: str) -> date | None:
    """The last day the figures cover: `the 12-month period up to the end of July 2020`."""
    near = date(int(period[:4]), int(period[5:]), 1)
    for text in texts:
        if "month" not in text.casefold() and "cut" not in text.casefold():
            continue
        for clause in _CUT_OFF.finditer(text):
            dates = [d.value for d in find_dates(clause.group(), near) if d.value]
            if dates:
                return dates[-1]
            months = list(find_months(clause.group()))
            if months:
                month = months[-1]
                year = month.year or (near.year if month.month <= near.month else near.year - 1)
                return date(year, month.month, calendar.monthrange(year, month.month)[1])
    return None


def header_of(title: str, period: str, cover: Cover, cut_off: date | None) -> Header:
    """The header; the meeting's number and day come from the paper reference, in the report's year."""
    paper = cover.fields.get("paper_reference")
    match = _PAPER.fullmatch(paper) if paper else None
    meeting = None
    if match:
        year = int(period[:4]) + (1 if period.endswith("12") and match["month"] == "01" else 0)
        try:
            meeting = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            meeting = None
    return Header(
        code=match["code"] if match else "SEC",
        title=title,
        period=period,
        published_on=cover.dates.get("published_on"),
        paper_reference=paper,
        meeting_number=int(match["meeting"]) if match else None,
        meeting_date=meeting,
        author=cover.fields.get("author"),
        team=cover.fields.get("team"),
        action=cover.fields.get("action"),
        classification=cover.fields.get("classification"),
        data_cut_off=cut_off,
    )


__all__ = ["MONTHS", "Cover", "header_of", "read_cover", "read_cut_off", "read_title"]
