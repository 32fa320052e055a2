"""The report's own particulars from its cover: title, period, dates, paper reference, author."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from extractors.blocks.assemble import Block
from extractors.contract import Header
from extractors.pages.pdfium import Word
from extractors.values.dates import find_dates, find_months
from extractors.values.references import find_references

_TITLE = re.compile(r"change\s+status\s+report|modification\w*\s+(?:status|progress)\s+report", re.IGNORECASE)
# "SECP_83_1408_12": Smart Energy Code Panel paper, meeting 83 of 14 August, item 12
_PAPER = re.compile(
    r"\b(?P<code>[A-Z]{2,5})P_(?P<meeting>\d{1,4})_(?P<day>\d\d)(?P<month>\d\d)_(?P<item>\d+)\b"
)
# What the particulars are called; the longer names first.
_LABELS: tuple[tuple[str, str], ...] = (
    (
        "paper_reference",
        r"Paper (?:Reference|Ref\.?|Number|No\.?)|Document Reference|Reference(?: of paper)?|Ref\.?"
        r"|Paper(?=\s+[A-Z]{2,5}P_)",
    ),
    ("classification", r"(?:Security |Document )?Classification"),
    (
        "published_on",
        r"Date (?:of (?:Issue|Publication|Paper|Report)|Published|Issued)|Published(?: on)?|Issued(?: on)?"
        r"|Prepared on|(?:Publication|Issue|Report|Paper) Date|Dated?",
    ),
    ("author", r"Authors?|Prepared by|Presented by|Written by|Report by|Produced by|Contact|Owner"),
    ("team", r"Team|Department|From"),
    ("action", r"Action(?: Required| Requested)?|Purpose of paper|Status(?=: For)|For"),
    (
        "occasion",  # "To be considered on | Fri 12 Jul 2019 (SEC Panel meeting 70)"
        r"(?:(?:To be (?:considered|presented|discussed)|For consideration) (?:on|at|by)"
        r"|(?:Presented|Submitted) to)(?=\s.*\b(?:19|20)\d\d\b)",
    ),
    ("meeting", r"Meeting(?: Number| No\.?| Date)?|Panel Meeting"),
)
_LABEL = re.compile(
    "(?<!\\S)(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS)
    + ")(?P<colon>\\s*:|\\s+[–|-](?=\\s))?(?=\\s|$)",
    re.IGNORECASE,
)
_CLASSIFIED = re.compile(
    r"classif\w*\s+(?:as|of|is|:)\s*:?\s*[“‘\"']?(?P<class>White|Green|Amber|Red|Clear)\b", re.IGNORECASE
)
_CUT_OFF = re.compile(
    r"(?:period|months?|figures|status|numbers|picture|data|position|statistics|numbers|information|timescales|year|durations?|assessments[^.]*?\bopen|counted|measured|calculated)\b[^.]*?\b(?:up\s+to|to|at|of|until|through|ending|end(?:ed|s)?|on|as\s+at)\b[^.]*",
    re.IGNORECASE,
)
# "Data cut-off: 31 October 2020"
_CUT_OFF_LINE = re.compile(r"\bcut[- ]?off(?: date)?\b", re.IGNORECASE)
# "At 30 November 2021, four Preliminary Assessments were open (average 36 WD)"
_STANDS = re.compile(r"(?:As\s+)?(?:at|of|on)\s", re.IGNORECASE)
_IN_DAYS = re.compile(r"\d\s*(?:WD\b|working days)", re.IGNORECASE)
_ABOUT_FIGURES = re.compile(
    r"month|working days|cut[- ]?off|\breporting period\b|\bfigures?\b|\bstatus\b|\bnumbers\b|\bpicture\b"
    r"|\bcovers?\s+the\s+period\b|\bassessments\b.*\bopen\b|\btables?\b|\bdata\b|\bposition\b|\btimescales\b|\bstatistics\b",
    re.IGNORECASE,
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
    waiting: list[tuple[str, float]] = []
    for words in _lines(blocks):
        text = " ".join(word.text for word in words).strip()
        if not text or (_TITLE.search(text) and len(words) < 12):
            continue
        if waiting and not _labels(text):
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
        labels = _labels(text)
        for name, value in labels:
            claimed = True
            if value:
                _keep(cover, name, value)
            else:
                waiting.append((name, _place(words, text, name)))
        claimed = _by(cover, text) or _of_meeting(text) or claimed
        # "Paper SECP_85_1610_07 | For Information | Classified as White"
        pieces = re.split(r"\s+[|·•]\s+", text)
        for piece in pieces if not labels or len(pieces) > len(labels) else ():
            claimed = _paper(cover, piece) or _bare(cover, piece) or claimed
        if claimed:
            cover.words.extend(words)
    return cover


# A line of more words than this is running text, not a particular of its own.
_SHORT_LINE = 6
_LABELLED_LINE = 10


def _label_of(line: Sequence[Word]) -> bool:
    """Whether a line begins with a label and its colon."""
    return bool((match := _LABEL.match(" ".join(word.text for word in line))) and match["colon"])


def _lines(blocks: Sequence[Block]) -> Iterator[list[Word]]:
    """The cover's blocks; one of nothing but short lines (name, team, date) line by line."""
    for block in blocks:
        if block.kind == "table":
            continue
        lines = [list(line) for _, line in groupby(block.words, key=lambda w: (w.page, w.base))]
        short = max(map(len, lines)) <= (_LABELLED_LINE if any(map(_label_of, lines)) else _SHORT_LINE)
        if len(lines) > 1 and (short or all(_LABEL.match(" ".join(w.text for w in line)) for line in lines)):
            yield from lines
        else:
            yield block.words


def _labels(text: str) -> list[tuple[str, str]]:
    """`Action: For Information  Date: 8 November 2017` as labels and their values.

    Without colons a label counts at the start of a short line, and then wherever one stands in capitals.
    """
    found = [m for m in _LABEL.finditer(text) if m.group()[0].isupper()]
    found = [m for m in found if m["colon"] or m.group().strip() != "For"]  # "For Information" is no label
    if any(m["colon"] for m in found):
        found = [m for m in found if m["colon"]]
    if not found or found[0].start() > 0 or (not found[0]["colon"] and len(text.split()) > 30):
        return []
    kept: list[re.Match[str]] = []
    for match in found:
        name = match.lastgroup if match.lastgroup != "colon" else _name(match)
        if name not in {_name(m) for m in kept}:
            kept.append(match)
    last = kept[-1]
    if (
        len(kept) > 1
        and not last["colon"]
        and last.end() == len(text)
        and text[kept[-2].end() : last.start()].strip()
    ):
        kept.pop()  # "Prepared by Jo Smith, SECAS Team"
    ends = [*(m.start() for m in kept[1:]), len(text)]
    pairs = [(_name(m), text[m.end() : end].strip(" ,;|")) for m, end in zip(kept, ends, strict=True)]
    if (
        len(pairs) == 1
        and not kept[0]["colon"]
        and pairs[0][0] in ("action", "meeting")
        and len(text.split()) > 6
    ):
        return []
    return pairs


def _place(words: Sequence[Word], text: str, name: str) -> float:
    """Where on the line a label without a value begins: its value may stand under it."""
    start = next(m.start() for m in _LABEL.finditer(text) if _name(m) == name)
    return words[len(text[:start].split())].x0


def _name(match: re.Match[str]) -> str:
    return next(name for name, _ in _LABELS if match[name])


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


def _bare(cover: Cover, text: str) -> bool:
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


def read_cut_off(texts: Sequence[str], near: date) -> date | None:
    """The last day the figures cover: `the 12-month period up to the end of July 2020`.

    `near` is a day of the report, for months without a year.
    """
    for text in texts:
        if cut := _CUT_OFF_LINE.search(text):
            dates = [d.value for d in find_dates(text[cut.end() :], near) if d.value]
            if dates:
                return dates[0]
    for text in texts:
        if stood := _stands_at(text, near):
            return stood
    for text in texts:
        if not _ABOUT_FIGURES.search(text) or len(text) > 400 or any(find_references(text)):
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


def _stands_at(text: str, near: date) -> date | None:
    first = next(find_dates(text, near), None) if _STANDS.match(text) and _IN_DAYS.search(text) else None
    return first.value if first is not None and first.start <= len("As things stood at ") else None


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
