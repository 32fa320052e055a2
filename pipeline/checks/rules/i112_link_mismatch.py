"""A hyperlink is malformed, or leads to another modification than the text names.

Why it matters: the reader who follows it reads about something else, or nothing.

May be lawful: a page of the register that was moved, and a link that leads on to the right page.

Not judged: a report without hyperlinks, and links to pages that no known title or register entry names
(those are R311's).

Passes:

    report 2020-08
    mention MP125 title='Correcting the ESME variant' url=https://sec.example/correcting-the-esme-variant/

Fails:

    report 2020-08
    mention MP124 title='Consequential changes to DUIS and MMC'
    mention MP125 title='Correcting the ESME variant' url=https://sec.example/consequential-changes-to-duis-and-mmc/

Says: The link under MP125 leads to the page of MP124
(https://sec.example/consequential-changes-to-duis-and-mmc/).
"""

from collections import Counter, defaultdict

from extractors.contract import Mention
from pipeline.basics.identity import identity, slug
from pipeline.checks.finding import Severity
from pipeline.checks.links import beside, fault, last_part
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I112"
NAME = "link-mismatch"
SEVERITY: Severity = "info"
EXPLAINED = False


def find(model: CheckModel) -> Verdicts:
    """Every address under a reference whose form is wrong or whose page is another modification's."""
    for report in model.reports:
        linked: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        for mention in report.facts(Mention):
            if mention.url:
                linked[identity(mention.reference), mention.url].append(mention)
        if not linked:
            yield Unjudged(period=report.period, reason="the report has no hyperlinks under its references")
        for (who, url), mentions in linked.items():
            reference = mentions[0].reference
            wrong = fault(url)
            if not wrong and last_part(url) in map(slug, report.titles.get(who, ())):
                continue
            others = model.pages.get(last_part(url), {})
            if wrong:
                message = f"The link under {reference} is malformed, {wrong}: {url}"
            elif others and who not in others:
                message = f"The link under {reference} leads to the page of {others[min(others)]} ({url})."
            else:
                continue
            right = _right_address(report, who, model.pages)
            yield Found(
                period=report.period,
                reference=reference,
                message=message,
                stated={"url": url},
                expected={"url": right} if right else None,
                evidence=report.see(mentions),
            )


def _right_address(report: Report, who: str, pages: dict[str, dict[str, str]]) -> str | None:
    """The address that the report, or its title, gives for the modification elsewhere."""
    mentions = [one for one in report.facts(Mention) if one.url and not fault(one.url)]
    own = Counter(
        one.url
        for one in mentions
        if identity(one.reference) == who and one.url and who in pages.get(last_part(one.url), {})
    )
    if own:
        return own.most_common(1)[0][0]
    title = next(iter(report.titles.get(who, ())), None)
    sample = next((one.url for one in mentions if one.url), None)
    return beside(sample, slug(title)) if title and sample else None
