"""A made-up record: monthly reports of 150 facts each, and a register of all that they tell of."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from extractors.contract import (
    Assessment,
    Consultation,
    Coverage,
    Decision,
    Document,
    Evidence,
    Extraction,
    Fact,
    Header,
    Mention,
    ProposalRaised,
    Recommendation,
    ReleaseItem,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def month_of(number: int) -> date:
    """The first of the month of a report, counted from 0; a thousand reports end in 2097."""
    year, month = divmod(number, 12)
    return date(2014 + year, month + 1, 1)


def reference(number: int) -> str:
    letter, within = divmod(number, 9000)
    return f"MP{1000 + within}{' ABCDEFGHIJKLMNOPQRSTUVWXYZ'[letter].strip()}"


def facts(number: int, modifications: int, reports: int) -> Iterator[Fact]:
    """150 facts of a month: of modifications raised then, and of those raised in the months before."""
    day = month_of(number)
    cohort = max(1, modifications // reports)

    def of(place: int, age: int) -> dict[str, Any]:
        who = ((number - age) * cohort + place % cohort) % modifications
        box = (72.0, 100.0 + place, 300.0, 112.0 + place)
        evidence = (Evidence(place % 9 + 1, box, reference(who)),)
        return {"evidence": evidence, "reference": reference(who), "title": f"Alignment of document {who}"}

    for place in range(30):
        yield ProposalRaised(section="define", proposer="A. Proposer", raised_on=day, **of(place, 0))
    for place in range(25):
        yield Mention(section="summary", **of(place, 1))
    for place in range(10):
        yield Recommendation(section="recommendations", to_stage="refinement", **of(place, 1))
    for place in range(50):
        told = of(place, 2 if place < 30 else 3)
        told.pop("title")
        yield Assessment(
            section="appendix",
            assessment="PA",
            status="open" if place < 30 else "completed",
            accepted_on=day + timedelta(days=place % 20),
            returned_on=None if place < 30 else day + timedelta(days=20),
            target_wd=15,
            duration_wd=10,
            **told,
        )
    for place in range(15):
        yield Decision(
            section="opine",
            body="change_board",
            subject="modification",
            outcome="approved",
            decided_on=day + timedelta(days=2),
            **of(place, 5),
        )
    for place in range(10):
        yield Consultation(section="refine", consultation="refinement", status="open", **of(place, 4))
    for place in range(10):
        yield ReleaseItem(
            section="releases", status="approved", release="June 2030 SEC Release", **of(place, 6)
        )


def report(number: int, modifications: int, reports: int) -> tuple[bytes, Extraction]:
    """A document's bytes, and what stands in it."""
    day = month_of(number)
    period = f"{day:%Y-%m}"
    data = f"%PDF {period}".encode()
    document = Document(f"{period}.pdf", sha256(data).hexdigest(), len(data), 9, "Writer")
    header = Header(
        code="SEC",
        title="Change Status Report",
        period=period,
        published_on=day + timedelta(days=24),
        data_cut_off=day + timedelta(days=22),
    )
    said = tuple(facts(number, modifications, reports))
    return data, Extraction(document, header, said, Coverage(2000, {"fact": 1800, "narrative": 200}, ()))


def write_register(path: Path, modifications: int, reports: int) -> None:
    """The register as the reports tell of it."""
    cohort = max(1, modifications // reports)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(("Reference", "Title", "Proposer", "Date raised", "Stage"))
        for who in range(modifications):
            raised = month_of(min(who // cohort, reports - 1))
            out.writerow(
                (reference(who), f"Alignment of document {who}", "A. Proposer", raised, "Report Phase")
            )
