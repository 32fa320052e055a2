"""A register that is a site: its listing, the listing's further pages, and each modification's page.

Every page is asked for only if it changed, and its body kept as soon as it is there: a load that was killed
goes on where it was, and a night fetches what changed alone.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from httpx import URL, InvalidURL
from sqlalchemy import Engine

from extractors.values.references import REFERENCE as PRINTED_REFERENCE
from pipeline.archive.folder import Archive
from pipeline.basics.errors import CsreconError, OutOfReach, UnusableInput
from pipeline.register.fetch_log import begin_asking, end_asking, last_fetch_of, write_down
from pipeline.register.fetching.addresses import NotPublic
from pipeline.register.fetching.fetch import Fetched, Gone, fetch
from pipeline.register.fetching.manners import Manners
from pipeline.register.files.decode import decode
from pipeline.register.files.html.listing import listings
from pipeline.register.files.html.page import Page, parse_page
from pipeline.register.files.html.paging import leads_on
from pipeline.register.files.read import Source
from pipeline.register.files.read_html import read_pages
from pipeline.register.files.table import AskedScope
from pipeline.register.snapshots.write import LoadedSnapshot, store_source

_MOST_PAGES = 5000
_RESUMED = timedelta(hours=6)  # what a load that was killed had got is not asked for again
Tell = Callable[[int, int], None]


class _Body(NamedTuple):
    """A page, and the address that sent it, at the end of all redirects."""

    data: bytes
    came_from: str


@dataclass(slots=True)
class _Site:
    """The pages of one site, got one after the other. `had` are the addresses that sent them."""

    engine: Engine
    archive: Archive
    name: str
    start: URL
    now: datetime
    manners: Manners
    allow_private: bool
    tell: Tell
    bodies: dict[str, bytes] = field(default_factory=dict)
    had: set[str] = field(default_factory=set)
    set_aside: list[str] = field(default_factory=list)
    todo: int = 1

    def get(self, url: str) -> _Body | None:
        """The page, from the server or as it was the last time; None where it is not there or not wanted."""
        if not self.manners.allows(url):
            self.set_aside.append(f"{url}: the site's robots.txt does not want it to be read")
            return None
        last, done = last_fetch_of(self.engine, url), last_fetch_of(self.engine, _marker(self.name))
        kept = self.archive.get(last.sha256) if last else None
        had = _Body(kept, last.answered_by or url) if last and kept is not None else None
        if had and last and self.now - last.at < _RESUMED and (not done or done.at < last.at):
            return had
        self.manners.wait()
        marks = (last.etag, last.last_modified) if had and last else (None, None)
        try:
            got = fetch(url, etag=marks[0], last_modified=marks[1], allow_private=self.allow_private)
        except NotPublic:
            raise
        except CsreconError as problem:
            self._write_down(url, outcome="failed", message=str(problem))
            if not isinstance(problem, Gone):
                raise
            self.set_aside.append(f"{url}: {problem}")
            return None
        if got.body is None:
            if last is None or had is None:
                raise OutOfReach(f"{url} says that nothing changed, but csrecon has nothing of it yet.")
            self._write_down(url, outcome="unchanged", got=got, digest=last.sha256)
            return _Body(had.data, got.url)
        self.archive.keep(got.body)
        digest = sha256(got.body).hexdigest()
        outcome = "unchanged" if last and last.sha256 == digest else "fetched"
        self._write_down(url, outcome=outcome, got=got, digest=digest)
        return _Body(got.body, got.url)

    def _write_down(
        self,
        url: str,
        *,
        outcome: str,
        got: Fetched | None = None,
        digest: str | None = None,
        message: str | None = None,
    ) -> None:
        write_down(
            self.engine,
            url,
            self.now,
            outcome=outcome,
            got=got,
            digest=digest,
            message=message,
            source=self.name,
        )

    def read_listing(self) -> list[str]:
        """Gets the listing and its further pages; gives the addresses of the modifications' pages."""
        waiting, found = [self.name], dict[str, None]()
        seen = set(waiting)
        while waiting:
            url = waiting.pop(0)
            body = self.get(url)
            if body is None:
                raise UnusableInput(f"{url} cannot be read: {self.set_aside[-1]}. Nothing was loaded.")
            if url == self.name:
                self._move_to(URL(body.came_from))
            elif not self._is_here(URL(body.came_from)):
                raise UnusableInput(
                    f"{url} leads on to {body.came_from}, which is another site. Nothing was loaded."
                )
            self.bodies[url] = body.data
            self.had.add(body.came_from)
            page = parse_page(decode(body.data, url))
            here = _base(page, body.came_from)
            found.update(dict.fromkeys(self._own_pages(page, here)))
            for there in self._further(page, here):
                if there not in seen and there not in self.had:
                    seen.add(there)
                    waiting.append(there)
            self.todo = len(seen) + len(found)
            if self.todo > _MOST_PAGES:
                raise UnusableInput(
                    f"{self.start} leads on to more than {_MOST_PAGES} pages; that is no register."
                )
            self.tell(len(self.bodies), self.todo)
        return [url for url in found if url not in seen and url not in self.had]

    def read_modifications(self, urls: list[str]) -> None:
        """Gets each modification's page; what turns out to be another listing is set aside."""
        for url in urls:
            body = self.get(url)
            if body is not None and not self._is_here(URL(body.came_from)):
                self.set_aside.append(
                    f"{url}: it leads on to {body.came_from}, another site, and was not read"
                )
            elif body is not None and body.came_from not in self.had:  # two addresses may lead to one page
                self.had.add(body.came_from)
                page = parse_page(decode(body.data, url))
                if any(listings(page, url)) and not PRINTED_REFERENCE.match(page.heading):
                    self.set_aside.append(f"{url}: another listing, not read")
                else:
                    self.bodies[url] = body.data
            self.tell(len(self.bodies), self.todo)

    def _move_to(self, there: URL) -> None:
        """The site is where its listing is, which may be another host than the one that was named."""
        if not self._is_here(there):
            self.manners = self.manners.at(there)
        self.start = there

    def _is_here(self, there: URL) -> bool:
        return (there.scheme, there.netloc) == (self.start.scheme, self.start.netloc)

    def _further(self, page: Page, here: str) -> Iterator[str]:
        for link in page.links:
            if leads_on(link) and (there := self._on_this_site(link[0], here)):
                yield there

    def _own_pages(self, page: Page, here: str) -> Iterator[str]:
        rows = [row for one in listings(page, here) for row in one.rows]
        linked = {cell.link for row in rows for cell in row if cell.link}
        for link in page.links:
            there = self._on_this_site(link[0], here)
            if there is None or leads_on(link):
                continue
            below = there.startswith(str(self.start)) and there != str(self.start) and "?" not in there
            if link[0] in linked or below or PRINTED_REFERENCE.match(link[2]):
                yield there

    def _on_this_site(self, address: str, here: str) -> str | None:
        there = _joined(here, address)
        return str(there) if there is not None and self._is_here(there) else None


def load_site(
    engine: Engine,
    archive: Archive,
    start: URL,
    *,
    as_of: date | None,
    scope: AskedScope,
    allow_private: bool,
    shrunk: bool,
    pause: float,
    tell: Tell,
    now: datetime,
) -> LoadedSnapshot:
    """Reads the whole site and stores it as one snapshot, whole where all that the listing leads to was had.

    `tell` is called with how many pages are there and how many there will be. Raises OutOfReach where a page
    cannot be had, with everything kept that was; and as `fetch` and `store_source` do.
    """
    name = str(start)
    begin_asking(engine, name, now)
    try:
        manners = Manners(start, pause=pause, allow_private=allow_private)
        site = _Site(engine, archive, name, start, now, manners, allow_private, tell)
        site.read_modifications(site.read_listing())
    except Exception:
        with suppress(CsreconError):
            end_asking(engine, name, now)
        raise
    end_asking(engine, name, now)
    digest = sha256(
        "".join(f"{url}\0{sha256(site.bodies[url]).hexdigest()}\n" for url in sorted(site.bodies)).encode()
    ).hexdigest()
    reading = read_pages(site.bodies, name, scope, followed=True)
    reading = replace(reading, set_aside=(*reading.set_aside, *site.set_aside))
    done = store_source(
        engine, Source(name, "html", digest, reading), as_of=as_of, etag=None, shrunk=shrunk, now=now
    )
    write_down(engine, _marker(name), now, outcome="fetched" if done.new else "unchanged", digest=digest)
    return done


def _marker(name: str) -> str:
    """The name under which a load of the whole site is written down."""
    return f"{name}#site"


def _base(page: Page, came_from: str) -> str:
    """What the links of a page are relative to."""
    return str(_joined(came_from, page.base) or came_from)


def _joined(here: str, address: str) -> URL | None:
    try:
        return URL(here).join(address).copy_with(fragment=None)
    except InvalidURL:
        return None
