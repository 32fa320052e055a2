"""The register as saved web pages: a listing with a table, and a page of labels and values for each one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from extractors.values.references import REFERENCE as PRINTED_REFERENCE
from extractors.values.references import canonical
from pipeline.basics.errors import UnusableInput
from pipeline.basics.identity import identity
from pipeline.register.entries import RegisterEvent
from pipeline.register.files.decode import belied, decode
from pipeline.register.files.headings import REFERENCE, WORDINGS
from pipeline.register.files.html.grid import TooLarge
from pipeline.register.files.html.labels import events_of, values_of
from pipeline.register.files.html.listing import Listing, listings
from pipeline.register.files.html.page import Cell, Page, TooDeep, parse_page
from pipeline.register.files.html.paging import Paging, cut_off
from pipeline.register.files.table import AskedScope, RegisterReading, Row, columns_of, read_table

# <meta charset="utf-8">, <meta http-equiv="Content-Type" content="text/html; charset=utf-8">
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


@dataclass(slots=True)
class _Pages:
    """What saved pages say, by modification: in listings, and on pages of their own."""

    listed: dict[str, dict[str, str]] = field(default_factory=dict)
    told: dict[str, dict[str, str]] = field(default_factory=dict)
    events: dict[str, tuple[RegisterEvent, ...]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    set_aside: list[str] = field(default_factory=list)
    paging: Paging = field(default_factory=Paging)
    cut: str | None = None

    def take(self, name: str, data: bytes) -> None:
        """Reads one page. Raises UnusableInput where it cannot be right."""
        try:
            text = decode(data, name)
            page = parse_page(text)
            if what := belied(data, _said_charset(data)):
                self.set_aside.append(f"{name}: {what}")
            if what := cut_off(text):
                self.cut = self.cut or f"{name}: {what}"
            found = list(listings(page, name))
            if found and not PRINTED_REFERENCE.match(page.heading):
                self._list(name, page, found)
            else:
                self._tell(name, page, found)
        except (TooDeep, TooLarge) as problem:
            raise UnusableInput(
                f"{name} is no register: it is nested or wide beyond all measure."
            ) from problem

    def _list(self, name: str, page: Page, found: list[Listing]) -> None:
        self.paging.take(page)
        for listing in found:
            columns, unknown = columns_of(name, listing.headings)
            self.set_aside += [
                *unknown,
                *_unnamed(listing),
                *(f"{name}, {what}" for what in listing.set_aside),
            ]
            for row in listing.rows:
                values = {of: _value(of, row[at]) for of, at in columns.items()}
                values.setdefault("link", _link(columns, row))
                self.listed[_key(values, self.listed)] = values

    def _tell(self, name: str, page: Page, found: list[Listing]) -> None:
        values = values_of(page)
        if REFERENCE not in values:
            self.set_aside.append(f"{name}: no modification's reference on this page")
            return
        if found:
            self.set_aside.append(f"{name}: a table of modifications on the page of {values[REFERENCE]}")
        key = _key(values, self.told)
        self.told[key], self.events[key], self.files[key] = values, tuple(events_of(page)), name


def read_html(data: bytes, source: str, scope: AskedScope = "auto") -> RegisterReading:
    """The entries of one saved page. Raises UnusableInput where it has no table of modifications."""
    return read_pages({source: data}, source, scope)


def read_pages(
    pages: Mapping[str, bytes], source: str, scope: AskedScope = "auto", *, followed: bool = False
) -> RegisterReading:
    """The entries of saved pages by file name: what a page says goes before what a listing says of it.

    Pages that name no modification are set aside by name. `followed` says that these are all the pages that a
    listing leads to, so that a link to the next one tells of no more.
    """
    read = _Pages()
    for name in sorted(pages):
        read.take(name, pages[name])
    listed, told = read.listed, read.told
    if not listed and not told:
        raise UnusableInput(f"{source} has no table of modifications and no modification's page in it.")
    named = [*listed, *(key for key in told if key not in listed)]
    merged = [(key, listed.get(key, {}) | told.get(key, {})) for key in named]
    fields = [of for of in WORDINGS if of == REFERENCE or any(of in values for _, values in merged)]
    # A listing is a table with its heading in row 1, as in every other format.
    rows_read = [
        Row(number, [values.get(of) for of in fields], read.events.get(key, ()), read.files.get(key))
        for number, (key, values) in enumerate(merged, start=2)
    ]
    if scope == "auto":
        read.paging.leads_on = read.paging.leads_on and not followed
        lacking = read.paging.lacking(len(listed or told))
        if listed and lacking:
            read.set_aside.append(f"{source} is taken for a part of the register: {lacking}")
        # Without a listing nobody knows what is not there.
        scope = "whole" if (listed or followed) and not lacking else "part"
    reading = read_table(source, fields, rows_read, scope)
    return replace(
        reading, set_aside=tuple(dict.fromkeys((*reading.set_aside, *read.set_aside))), cut=read.cut
    )


def _said_charset(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4000])
    return match[1].decode("ascii") if match else None


def _key(values: Mapping[str, str], taken: Mapping[str, object]) -> str:
    """What joins a page to its row. A second of one name stands apart, to be refused as a duplicate."""
    reference = canonical(values[REFERENCE])
    key = identity(reference) if reference else values[REFERENCE]
    while key in taken:
        key += "\0"
    return key


def _value(of: str, cell: Cell) -> str:
    if of == "timeline":
        return cell.text
    if of == "link" and cell.link and "://" not in cell.plain:
        return cell.link
    return cell.plain


def _link(columns: Mapping[str, int], row: tuple[Cell, ...]) -> str:
    """The modification's own page: what its reference or its title leads to."""
    cells = (row[columns[of]] for of in (REFERENCE, "title") if of in columns)
    return next((cell.link for cell in cells if cell.link), "")


def _unnamed(listing: Listing) -> Iterator[str]:
    for at, heading in enumerate(listing.headings):
        if not heading and any(row[at].text for row in listing.rows):
            yield f"column {at + 1}, which has no heading"
