"""The particulars on a report's cover: dates, paper reference, author, team, action, classification."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from extractors.blocks.model import Block
from extractors.contract import Header
from extractors.facts.cover.labels import LABEL, label_name, labels, lines
from extractors.facts.cover.title import TITLE
from extractors.facts.cover.version import read_version
from extractors.pages.model import Word
from extractors.values.dates import find_dates

# "SECP_83_1408_12": Smart Energy Code Panel paper, meeting 83 of 14 August, item 12
_PAPER = re.compile(
    r"\b(?P<code>[A-Z]{2,5})P_(?P<meeting>\d{1,4})_(?P<day>\d\d)(?P<month>\d\d)_(?P<item>\d+)\b"
)

_CLASSIFIED = re.compile(
    r"classif\w*\s+(?:as|of|is|:)\s*:?\s*[“‘\"']?(?P<class>White|Green|Amber|Red|Clear)\b", re.IGNORECASE
)

_NAME = re.compile(r"[A-Z][\w’'.-]+(?:\s+(?:de|van|von|der|la)?\s*[A-Z][\w’'.-]+){1,3}")

_TEAM = re.compile(r"\b(?:team|SECAS|department|secretariat)\b", re.IGNORECASE)

# "From: Joe Hehir, SECAS Team"
_PERSON_OF_TEAM = re.compile(
    rf"(?!.*(?i:{_TEAM.pattern}).*[,|(–-]){_NAME.pattern}\s*[,|(–-].*(?i:{_TEAM.pattern})"
)


@dataclass(slots=True)
class Cover:
    """What was read from the cover, and the words that said it."""

    fields: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    version: str | None = None


def read_cover(blocks: Sequence[Block], period: str) -> Cover:
    """The labelled and the bare particulars among the blocks before the first section of the report."""
    cover = Cover(version=read_version(blocks))
    waiting: list[tuple[str, float]] = []
    for words in lines(blocks):
        text = " ".join(word.text for word in words).strip()
        if not text or (TITLE.search(text) and len(words) < 12):
            continue
        if waiting and not labels(text):
            for position, (name, left) in enumerate(waiting):
                right = waiting[position + 1][1] if position + 1 < len(waiting) else 1e9
                under = [w.text for w in words if position == 0 or w.x0 >= left - 3 if w.x0 < right - 3]
                if under:
                    _keep(cover, name, " ".join(under))
            cover.words.extend(words)
            waiting = []
            continue
        waiting = []
        claimed = _classified(cover, text)
        labelled = labels(text)
        for name, value in labelled:
            claimed = True
            if value:
                _keep(cover, name, value)
            else:
                waiting.append((name, _place(words, text, name)))
        claimed = _by(cover, text) or _of_meeting(text) or claimed
        # "Paper SECP_85_1610_07 | For Information | Classified as White"
        pieces = re.split(r"\s+[|·•]\s+", text)
        for piece in pieces if not labelled or len(pieces) > len(labelled) else ():
            claimed = _paper(cover, piece) or is_bare(cover, piece) or claimed
        if claimed:
            cover.words.extend(words)
    return cover


def _place(words: Sequence[Word], text: str, name: str) -> float:
    """Where on the line a label without a value begins: its value may stand under it."""
    start = next(m.start() for m in LABEL.finditer(text) if label_name(m) == name)
    return words[len(text[:start].split())].x0


def _keep(cover: Cover, name: str, value: str) -> None:
    """Notes the value of one particular, in the form that the contract gives it."""
    if name == "published_on":
        dates = [d.value for d in find_dates(value) if d.value]
        if dates:
            cover.dates.setdefault(name, dates[0])
    elif name == "author" or (name == "team" and _PERSON_OF_TEAM.match(value)):
        person = _NAME.match(value)
        if person is not None and not (_TEAM.search(person.group()) or _ORGANISATION.search(person.group())):
            cover.fields.setdefault("author", person.group())
            rest = re.split(r"\)|\s+on\s", value[person.end() :].strip(" ,(–-|"))[0].strip(" ,()–-|")
            if rest and _TEAM.search(rest):
                cover.fields.setdefault("team", rest)
    elif name == "paper_reference":
        _paper(cover, value)
    elif name == "classification":
        cover.fields.setdefault(name, value.split()[0].strip(".,"))
    elif name == "action" and (said := _ACTION.match(value)):
        cover.fields.setdefault(name, said.group())
    elif name in ("action", "team"):
        cover.fields.setdefault(name, value)


def _classified(cover: Cover, text: str) -> bool:
    match = _CLASSIFIED.search(text)
    if match:
        cover.fields.setdefault("classification", match["class"].capitalize())
    return bool(match)


# "Issued on Friday 9 October 2020 by Elizabeth Woods, SECAS, for the meeting of …"
_ISSUED_BY = re.compile(
    rf"\b(?:issued|published|prepared|presented|written|submitted|produced)\b[^.]*?\bby\s+(?P<name>{_NAME.pattern})"
    r"(?:\s*[,(]\s*(?:of\s+)?(?P<team>[A-Z][^,.;|)]*))?(?:\)?,?\s+on\s+(?P<day>.{6,20}))?",
    re.IGNORECASE,
)

# "A paper from Ali Beard of the SECAS Change Team, dated 11th November 2022, for SEC Panel meeting 110 on …"
_PAPER_FROM = re.compile(
    rf"\b(?i:paper|report|update)\s+(?i:from|by|of)\s+(?P<name>{_NAME.pattern})"
    r"(?:\s*[,(]?\s*(?:(?:of|from|in|for)\s+)?(?:the\s+)?(?P<team>[A-Z][^,.;|()]*?))?"
    r"\)?,?\s+(?:dated|issued(?:\s+on)?|published(?:\s+on)?|of|on)\s+(?P<day>[^,;()]{6,30})"
)

# "Panel meeting Meeting 89 on Friday 12 February 2021", "For SEC Panel meeting 96, Friday 10 September 2021"
_FOR_MEETING = re.compile(
    r"(?:For:?\s+)?(?:the\s+)?(?:SEC\s+)?(?:Panel\s+)?(?:Panel\s+meeting|Meeting)(?:\s*[:|]?\s*Meeting)?"
    r"(?:\s+(?:No\.?|number))?\s+\d{1,4}\b(?P<day>.{0,40})",
    re.IGNORECASE,
)


def _of_meeting(text: str) -> bool:
    """A line that tells no more than which meeting, by number and day, the paper is for."""
    match = _FOR_MEETING.fullmatch(text)
    return match is not None and any(d.value for d in find_dates(match["day"]))


def _by(cover: Cover, text: str) -> bool:
    match = _ISSUED_BY.search(text) or _PAPER_FROM.search(text)
    if match is None or not _NAME.fullmatch(match["name"]) or _ORGANISATION.search(match["name"]):
        return False
    cover.fields.setdefault("author", match["name"])
    if match["team"] and _TEAM.search(match["team"]):
        cover.fields.setdefault("team", match["team"].strip())
    _keep(cover, "published_on", match["day"] or "")
    return True


def _paper(cover: Cover, text: str) -> bool:
    match = _PAPER.search(text)
    if match:
        cover.fields.setdefault("paper_reference", match.group())
    return bool(match)


def is_bare(cover: Cover, text: str) -> bool:
    """A name, a team, a date or an action that stands alone on its line."""
    if len(text.split()) > 12:
        return False
    dates = list(find_dates(text))
    if len(dates) == 1 and dates[0].value and len(text) - (dates[0].end - dates[0].start) < 4:
        cover.dates.setdefault("published_on", dates[0].value)
        return True
    if _ACTION.fullmatch(text):
        cover.fields.setdefault("action", text)
        return True
    person = _NAME.match(text)
    if (
        person
        and (rest := re.fullmatch(r"\s*[,|–(-]\s*(?P<team>.+?)\)?", text[person.end() :]))
        and _TEAM.search(rest["team"])
    ):
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
    if (
        _NAME.fullmatch(text)
        and len(text.split()) <= 4
        and "author" not in cover.fields
        and not _ORGANISATION.search(text)
    ):
        cover.fields["author"] = text
        return True
    return False


# "For Information This document has a classification of …": the action ends before the next sentence
_ACTION = re.compile(r"for (?:information|decision|discussion|approval|noting|action)\b", re.IGNORECASE)

_ORGANISATION = re.compile(
    r"\b(?:SEC|Administrator|Secretariat|Smart|Energy|Code|Panel|Report|Status|Change|Attachments?|Appendix|Confidential|Paper|Agenda|Board|Committee)\b"
)


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
