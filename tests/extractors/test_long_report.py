"""A report of hundreds of pages: every page is read, and memory stays small."""

import os
import sys
from io import BytesIO
from subprocess import run

import pypdfium2 as pdfium

from samples import REPORTS

PAGES = 500 if os.environ.get("CSRECON_SOAK") else 120
MOST_MB = 400
_READ = """
import pathlib, re, resource, sys
from extractors import read
done = read(sys.stdin.buffer.read(), "long.pdf")
pages = {spot.page for fact in done.facts for spot in fact.evidence}
status = pathlib.Path("/proc/self/status")
if status.exists():  # the other measure begins with what the process that started us had
    peak = int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]) // 2**10
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20
print(done.document.pages, max(pages), len(done.facts), peak)
"""


def report(pages: int) -> bytes:
    """A sample again and again until there are that many pages."""
    with pdfium.PdfDocument(REPORTS / "2020-08.pdf") as source, pdfium.PdfDocument.new() as long:
        while len(long) < pages:
            long.import_pages(source, pages=list(range(min(len(source), pages - len(long)))))
        written = BytesIO()
        long.save(written)
    return written.getvalue()


def test_every_page_is_read_and_memory_stays_small() -> None:
    told = run((sys.executable, "-c", _READ), input=report(PAGES), capture_output=True, check=True).stdout
    pages, last, facts, peak = map(int, told.split())
    assert pages == PAGES
    assert last > PAGES - 10
    assert facts > 10 * PAGES
    assert peak < MOST_MB
