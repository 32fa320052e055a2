"""A report's link leads to no page of the register.

Why it matters: the reader finds nothing there.

May be lawful: a page that was renamed or is new since the snapshot.

Not judged: modifications without a page in the register; malformed links and links to another
modification are I112's.

Passes:

    report 2020-08
    mention MP099 url=https://sec.example/retention-of-history/
    register 2020-08-07
    entry MP099 link=https://sec.example/retention-of-history/

Fails:

    report 2020-08
    mention MP099 url=https://sec.example/retention-of-history-old/
    register 2020-08-07
    entry MP099 link=https://sec.example/retention-of-history/

Says: The link under MP099 leads to no page of the register of 7 August 2020:
https://sec.example/retention-of-history-old/ (its page is https://sec.example/retention-of-history/).
"""

from collections import defaultdict

from extractors.contract import Mention
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.links import fault, page_key
from pipeline.checks.model import CheckModel
from pipeline.checks.support.register_match import NO_SNAPSHOT, near_entry, nothing_near, why_not
from pipeline.checks.support.wording import day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "R311"
NAME = "link-unknown"
SEVERITY: Severity = "info"
REPEATS = True
EXPLAINED = False


def find(model: CheckModel) -> Verdicts:
    """Every well-formed address under a reference that no entry of the register has as its link."""
    for report in model.reports:
        if nothing_near(model, report):
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
            continue
        linked: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        for mention in report.facts(Mention):
            if mention.url and not fault(mention.url):
                linked[identity(mention.reference), mention.url].append(mention)
        for (who, url), mentions in linked.items():
            known, reference = near_entry(model, report, who, "link"), mentions[0].reference
            if known is None:
                reason = why_not(model, report, who, "the register has no page of it")
                yield Unjudged(period=report.period, reference=reference, reason=reason)
                continue
            snapshot, entry = known
            if page_key(url) in snapshot.pages:
                continue
            elif not snapshot.whole:
                reason = "there are only parts of the register, which may lack the page"
                yield Unjudged(period=report.period, reference=reference, reason=reason)
            else:
                yield Found(
                    period=report.period,
                    reference=reference,
                    message=f"The link under {reference} leads to no page of the register of "
                    f"{day(snapshot.as_of)}: {url} (its page is {entry.link}).",
                    stated={"url": url},
                    expected={"url": entry.link},
                    evidence=report.see(mentions) + snapshot.see(entry, "link"),
                )
