"""The facts that the samples must yield, in the shape of the extraction contract.

They are made from the data files, beside the words that state them, and never by extracting. A fact
gets its `page` when the report is laid out.
"""

from collections.abc import Mapping
from datetime import date

from samples.months import Named

Fact = Mapping[str, object]


def fact(kind: str, section: str, **fields: object) -> Fact:
    """Any fact; dates become ISO text."""
    spoken = {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
    return {"kind": kind, "section": section, **spoken}


def mention(section: str, modification: Named) -> Fact:
    """A modification printed with its title, over its link."""
    return fact(
        "mention",
        section,
        reference=modification.reference,
        title=modification.title,
        part=modification.part,
        url=modification.url,
    )


def bare_mention(section: str, reference: str) -> Fact:
    """A reference that stands alone, such as a heading."""
    return fact("mention", section, reference=reference, title=None, part=None, url=None)


def claim(section: str, what: str, count: int) -> Fact:
    """A stated number; the samples list what they state."""
    return fact("count_claim", section, claim=what, stated=count, listed=count)


def nil(section: str, subject: str) -> Fact:
    return fact("nil_return", section, subject=subject)


def decision(
    section: str,
    modification: Named,
    body: str,
    outcome: str,
    *,
    subject: str = "modification",
    governance: str | None = None,
    decided_on: date | None = None,
    period: str | None = None,
    release: str | None = None,
    implementation_date: date | None = None,
) -> Fact:
    return fact(
        "decision",
        section,
        reference=modification.reference,
        title=modification.title,
        body=body,
        subject=subject,
        outcome=outcome,
        governance=governance,
        decided_on=decided_on,
        period=period,
        release=release,
        implementation_date=implementation_date,
    )


def consultation(
    section: str,
    modification: Named,
    kind: str,
    status: str,
    *,
    week_commencing: date | None = None,
    closes_on: date | None = None,
) -> Fact:
    """`opens_on` is null: the reports print no day of opening, at most the week."""
    return fact(
        "consultation",
        section,
        reference=modification.reference,
        title=modification.title,
        consultation=kind,
        status=status,
        opens_on=None,
        week_commencing=week_commencing,
        closes_on=closes_on,
    )


def release_item(
    section: str,
    reference: str,
    title: str | None,
    status: str,
    release: str,
    on: date,
    part: str | None = None,
) -> Fact:
    return fact(
        "release_item",
        section,
        reference=reference,
        title=title,
        part=part,
        status=status,
        release=release,
        release_date=on,
    )
