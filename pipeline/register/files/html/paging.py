"""Whether a page shows the whole of a listing, by what it says itself and by where it leads on to."""

import re
from dataclasses import dataclass, field
from functools import cache

from pipeline.register.files.html.page import Page
from pipeline.register.files.wordings import plain, table

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d{1,7})"
_LONGEST = 160
# "Showing 1 to 100 of 109 entries", "1–100 of 109"
_RANGE = re.compile(
    rf"\b{_NUMBER}\s*(?:to|through|[-–—])\s*{_NUMBER}\s+(?:out\s+)?of\s+{_NUMBER}\b", re.IGNORECASE
)
# "Showing 100 of 109 modifications"
_COUNT = re.compile(
    rf"\b{_NUMBER}\s+(?:out\s+)?of\s+{_NUMBER}\s+(?:entries|results|modifications|items|records|rows)\b",
    re.IGNORECASE,
)
# "(filtered from 109 total entries)"
_FILTERED = re.compile(rf"\bfiltered from {_NUMBER}\b", re.IGNORECASE)
# "Page 1 of 3"
_PAGE_OF = re.compile(r"\bpage\s+(\d{1,4})\s+of\s+(\d{1,4})\b", re.IGNORECASE)
# "?page=2", "/modifications/page/2/"
_PAGE_LINK = re.compile(r"[?&](?:page|paged|p|pg|start|offset)=\d+|/page/\d+/?$", re.IGNORECASE)
_ARROWS = frozenset(("›", "»", "→", ">", ">>"))


@dataclass(slots=True)
class Paging:
    """What the listing pages of one source say of how much there is."""

    total: int | None = None
    pages: set[int] = field(default_factory=set)
    of_pages: int | None = None
    said: list[str] = field(default_factory=list)
    leads_on: bool = False

    def take(self, page: Page) -> None:
        """Adds what one page says."""
        for pieces in page.blocks:
            text = " ".join(pieces)
            if len(text) <= _LONGEST:
                self._take_text(text)
        self.leads_on = self.leads_on or any(leads_on(link) for link in page.links)

    def _take_text(self, text: str) -> None:
        totals = [match[3] for match in _RANGE.finditer(text)]
        totals += [match[2] for match in _COUNT.finditer(text)]
        totals += [match[1] for match in _FILTERED.finditer(text)]
        if totals:
            self.total = max(self.total or 0, *(int(one.replace(",", "")) for one in totals))
            self.said.append(text)
        if match := _PAGE_OF.search(text):
            self.pages.add(int(match[1]))
            self.of_pages = max(self.of_pages or 0, int(match[2]))
            self.said.append(text)

    def lacking(self, rows: int) -> str | None:
        """Why so many rows are not all that there is, in words; None where nothing says so."""
        if self.total is not None:
            return f"it says “{self.said[0]}”" if rows < self.total else None
        if self.of_pages is not None:
            return None if len(self.pages) >= self.of_pages else f"it says “{self.said[0]}”"
        return "it leads on to further pages" if self.leads_on else None


def leads_on(link: tuple[str, str, str]) -> bool:
    """Whether a link (address, rel, text) goes to another page of the same listing."""
    address, rel, text = link
    if rel == "next":
        return True
    if not address or address.startswith("#"):
        return False
    if _PAGE_LINK.search(address) and (text.strip().isdecimal() or not plain(text)):
        return True
    return text.strip() in _ARROWS or plain(text) in _wordings()


@cache
def _wordings() -> frozenset[str]:
    return frozenset(row["wording"] for row in table("paging"))


# <html lang="en">, <body>, <table>
_OPENED = re.compile(r"<(html|body|table)\b", re.IGNORECASE)


def cut_off(text: str) -> str | None:
    """What the markup of a page lacks at its end, None where it is closed."""
    opened = {match[1].lower() for match in _OPENED.finditer(text)}
    if opened & {"html", "body"}:
        closed = re.search(
            r"</(?:html|body)\s*>\s*(?:<!--.*?-->\s*|</(?:html|body)\s*>\s*)*\Z", text, re.I | re.S
        )
        return None if closed else "there is no </html> at its end"
    if "table" in opened and len(re.findall(r"<table\b", text, re.I)) > len(
        re.findall(r"</table\s*>", text, re.I)
    ):
        return "a <table> in it has no end"
    return None
