"""The register's site: listing, further pages and modifications' pages, killed, resumed, and asked again."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from console import main
from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.record.database import open_database
from pipeline.register.from_web import load_from_web
from pipeline.register.snapshots.read_back import list_snapshots, read_snapshots
from pipeline.verification.verify import verify

PAGES = 400 if os.environ.get("CSRECON_SOAK") else 30
PER_PAGE = 10
START = "/modifications/"


def labels(number):
    return (
        f"<html><body><h1>MP{number} Title {number}</h1><p><strong>Proposer:</strong> Ann</p>"
        "<p><strong>Stage:</strong> Refinement</p><p><strong>Date raised:</strong> 01/02/2020</p></html>"
    )


def run_together(number):
    return (
        f"<html><body><h1>MP{number}: Title {number}</h1><div>StageRefinement</div><div>ProposerAnn</div>"
        "<div>Date raised01/02/2020</div></body></html>"
    )


def pairs(number):
    return (
        f"<html><h1>Title {number}</h1><div><span>Modification Number</span><span>MP{number}</span></div>"
        "<table><tr><td>Stage</td><td>Refinement</td></tr><tr><td>Proposer</td><td>Ann</td></tr>"
        "<tr><td>Date raised</td><td>1 February 2020</td></tr></table></body></html>"
    )


def table(numbers, more):
    rows = "".join(
        f'<tr><td><a href="{START}title-{n}/">MP{n}</a></td><td>Title {n}</td><td>Refinement</td></tr>'
        for n in numbers
    )
    head = "<tr><th>Reference<th>Title<th>Stage"
    return f"<html><body><h1>Modifications</h1><table>{head}{rows}</table>{more}</body></html>"


def cards(numbers, more):
    links = "".join(f'<li><a href="title-{n}/">MP{n} Title {n}</a></li>' for n in numbers)
    return f'<html><body><h1>Modifications</h1><a href="/news/">News</a><ul>{links}</ul>{more}</body></html>'


class Site:
    """The site on the test's own server; each page has its ETag."""

    def __init__(self, server, layout, listing, link):
        self.server = server
        numbers = list(range(200, 200 + PAGES))
        for number in numbers:
            self.put(f"{START}title-{number}/", layout(number))
        shown = [numbers[at : at + PER_PAGE] for at in range(0, PAGES, PER_PAGE)]
        for at, some in enumerate(shown):
            first = at == 0
            more = "" if some is shown[-1] else link.format(START, at + 2)
            path = (
                START
                if first
                else f"{START}page/{at + 2 - 1}/"
                if "page/" in link
                else f"{START}?page={at + 1}"
            )
            self.put(path, listing(some, more))
        server.pages["/robots.txt"] = lambda to: to.answer(404)
        self.pages = PAGES + len(shown)

    def put(self, path, text):
        body = text.encode()
        mark = f'"{sha256(body).hexdigest()[:12]}"'
        self.server.pages[path] = lambda to: (
            to.answer(304, ETag=mark)
            if to.headers.get("If-None-Match") == mark
            else to.answer(200, body, ETag=mark)
        )

    def asked(self):
        """How often it was asked since the last time, and for how many of them only if they had changed."""
        asked = [headers for path, headers in self.server.asked if path != "/robots.txt"]
        self.server.asked.clear()
        return len(asked), sum("If-None-Match" in headers for headers in asked)


LAYOUTS = {
    "labels": (labels, table, '<a href="{0}page/{1}/">{1}</a>'),
    "run together": (run_together, table, '<a rel="next" href="{0}?page={1}">Further</a>'),
    "pairs": (pairs, cards, '<a href="?page={1}">Next »</a>'),
}


# All three are for the soak where whole processes are killed: one proves the same of the others.
KILLED_FOR_REAL = list(LAYOUTS) if os.environ.get("CSRECON_SOAK") else ["labels"]


@pytest.fixture(params=LAYOUTS)
def site(request, server):
    return Site(server, *LAYOUTS[request.param])


@pytest.fixture
def load(engine, archive, now, server):
    def loaded(minutes=0, **said):
        moment = now + timedelta(minutes=minutes)
        asked = {"as_of": None, "allow_private": True, "pause": 0} | said
        return load_from_web(engine, archive, server.url + START, now=moment, **asked)

    return loaded


class Killed(BaseException):
    """The process ends here."""


def killed_at(number):
    def tell(had, _all):
        if had == number:
            raise Killed

    return tell


def test_killed_twice_it_ends_whole_and_the_next_night_downloads_nothing(site, load, engine):
    for minutes, number in ((0, 7), (5, PAGES // 2)):
        with pytest.raises(Killed):
            load(minutes, tell=killed_at(number))
        assert list_snapshots(engine) == []
    done = load(10)
    assert (done.new, done.scope, done.entries) == (True, "whole", PAGES)
    assert site.asked() == (site.pages, 0)  # each page once, in three goes
    (snapshot,) = read_snapshots(engine)
    assert {(one.title, one.proposer, one.stage, one.date_raised) for one in snapshot.entries} == {
        (f"Title {n}", "Ann", "Refinement", date(2020, 2, 1)) for n in range(200, 200 + PAGES)
    }
    night = load(24 * 60)
    assert site.asked() == (site.pages, site.pages)
    assert (night.new, night.confirms) == (False, snapshot.as_of)
    assert read_snapshots(engine)[0].confirmed_on == snapshot.as_of + timedelta(days=1)


def test_a_night_fetches_only_what_changed(site, load, engine, server):
    load()
    site.put(f"{START}title-203/", labels(203).replace("Refinement", "Withdrawn"))
    done = load(24 * 60)
    assert done.new
    changed = [one.reference for one in read_snapshots(engine)[-1].entries if one.stage == "Withdrawn"]
    assert changed == ["MP203"]


@pytest.fixture
def small(server):
    return Site(server, *LAYOUTS["labels"])


def test_a_page_that_is_gone_is_told_and_the_listing_counts(small, load, server, engine):
    server.pages[f"{START}title-204/"] = lambda to: to.answer(404)
    done = load()
    assert (done.scope, done.entries) == ("whole", PAGES)
    assert any("title-204/" in line and "404" in line for line in done.set_aside)


def test_a_page_that_cannot_be_had_ends_the_load_and_the_next_one_goes_on(small, load, server, engine):
    whole = server.pages[f"{START}title-204/"]
    server.pages[f"{START}title-204/"] = lambda to: to.answer(403)
    with pytest.raises(OutOfReach, match="403"):
        load()
    assert list_snapshots(engine) == []
    server.pages[f"{START}title-204/"] = whole
    small.asked()
    assert load(5).entries == PAGES
    assert small.asked()[0] < small.pages


def test_robots_txt_is_kept_to(small, load, server):
    server.pages["/robots.txt"] = f"User-agent: *\nDisallow: {START}title-205/\n".encode()
    done = load()
    assert any("title-205/" in line and "robots.txt" in line for line in done.set_aside)
    assert [path for path, _ in server.asked if "title-205" in path] == []
    server.pages["/robots.txt"] = b"User-agent: csrecon\nDisallow: /\n"
    with pytest.raises(UnusableInput, match=r"robots\.txt"):
        load(60 * 24)


def test_requests_are_a_pause_apart(server, load, monkeypatch):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    server.pages["/robots.txt"] = lambda to: to.answer(404)
    server.pages[START] = table([200, 201], "").encode()
    for number in (200, 201):
        server.pages[f"{START}title-{number}/"] = labels(number).encode()
    load(pause=1.0)
    assert [0.5 < one <= 1.0 for one in slept[1:3]] == [True, True]


def test_other_sites_are_not_asked(server, load):
    server.pages["/robots.txt"] = lambda to: to.answer(404)
    server.pages[START] = table([200], '<a rel=next href="http://169.254.169.254/2">2</a>').encode()
    server.pages[f"{START}title-200/"] = labels(200).encode()
    assert load().entries == 1


# Says at its end how much memory it took at most.
WEIGHED = f"""
import atexit, re, sys
from pathlib import Path
@atexit.register
def weigh():
    status = Path("/proc/self/status").read_text()
    print("VmHWM", re.search(r"VmHWM:\\s*(\\d+) kB", status)[1], file=sys.stderr)
from {main.__name__} import main
main()
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc to read memory from")
@pytest.mark.parametrize("site", KILLED_FOR_REAL, indirect=True)
def test_processes_killed_for_real_end_whole_and_small(site, server, tmp_path):
    said = ("register", "load", server.url + START, "--allow-private", "--pause", "0")
    command = [sys.executable, "-c", WEIGHED, *said, "--database", f"sqlite:///{tmp_path}/r.db"]
    for asked in (7, PAGES // 2):
        child = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while len(server.asked) < asked and child.poll() is None:
            time.sleep(0.005)
        child.kill()
        assert child.wait() == -signal.SIGKILL
    ran = [
        subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True) for _ in range(2)
    ]
    assert [f"{PAGES} modifications as of " in one.stdout for one in ran] == [True, True]
    # Each page once, and once more what was on its way when the process was killed; then each if it changed.
    asked, if_changed = site.asked()
    assert 2 * site.pages <= asked <= 2 * site.pages + 2
    assert if_changed == site.pages
    heaviest = max(int(re.search(r"VmHWM (\d+)", one.stderr)[1]) for one in ran)
    assert heaviest < 200_000, f"{heaviest} kB"
    engine = open_database(f"sqlite:///{tmp_path}/r.db", upgrade=False)
    assert verify(engine).fault is None
    assert len(list_snapshots(engine)) == 1
    engine.dispose()


def redirect(path):
    return lambda to: to.answer(302, Location=path)


def test_links_are_relative_to_the_address_that_answered(server, load, now):
    """A listing under another folder than the one that was asked, also where a killed load goes on."""
    server.pages["/robots.txt"] = lambda to: to.answer(404)
    server.pages[START] = redirect("/code/all/mods/")
    server.pages["/code/all/mods/"] = cards([200, 201], '<a href="?page=2">Next</a>').encode()
    server.pages["/code/all/mods/?page=2"] = cards([202], "").encode()
    for number in (200, 201, 202):
        server.pages[f"/code/all/mods/title-{number}/"] = labels(number).encode()
    with pytest.raises(Killed):
        load(tell=killed_at(4))
    assert load(5).entries == 3
    assert load(24 * 60).confirms == now.date()
    paths = {path for path, _ in server.asked}
    assert paths == {"/robots.txt", START, *(one for one in server.pages if one.startswith("/code/"))}


def test_links_are_relative_to_the_base_that_a_page_names(server, load):
    server.pages["/robots.txt"] = lambda to: to.answer(404)
    page = cards([200, 201], "").replace("<html>", '<html><head><base href="/code/"></head>')
    server.pages[START] = page.encode()
    for number in (200, 201):
        server.pages[f"/code/title-{number}/"] = labels(number).encode()
    assert load().entries == 2


def test_a_page_under_two_addresses_is_one(small, load, server):
    more = f'<a href="{START}old-name/">MP203 by its old name</a>'
    whole = table(range(200, 210), more + f'<a href="{START}page/2/">2</a>').encode()
    server.pages[START] = lambda to: to.answer(200, whole)
    server.pages[f"{START}old-name/"] = redirect(f"{START}title-203/")
    assert load().entries == PAGES


def test_a_page_that_leads_to_another_site_is_told_and_not_read(small, load, server):
    there = server.url.replace("127.0.0.1", "localhost")
    server.pages[f"{START}title-204/"] = redirect(f"{there}/login")
    server.pages["/login"] = labels(204).replace("Ann", "Mallory").encode()
    done = load()
    assert done.entries == PAGES
    assert any(f"title-204/: it leads on to {there}/login, another site" in line for line in done.set_aside)


def test_a_listing_that_moved_to_another_host_is_read_there(server, load):
    there = server.url.replace("127.0.0.1", "localhost")
    server.pages["/robots.txt"] = lambda to: to.answer(404)
    server.pages[START] = lambda to: (
        to.answer(200, cards([200, 201], "").encode())
        if to.headers["Host"].startswith("localhost")
        else to.answer(301, Location=there + START)
    )
    for number in (200, 201):
        server.pages[f"{START}title-{number}/"] = labels(number).encode()
    assert load().entries == 2
    assert [h["Host"].split(":")[0] for p, h in server.asked if "title" in p] == ["localhost"] * 2
    assert [h["Host"].split(":")[0] for p, h in server.asked if "robots" in p] == ["127.0.0.1", "localhost"]
