"""How long assessments and proposals take, told in a sentence instead of a table."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from extractors.facts import Assessed, AssessmentSummary, ProposalTimescale
from extractors.frames import Unit
from extractors.rules.common import fact_evidence

# "… were open (average 36 WD)", "taking 98.5 working days on average"
_AVERAGE = re.compile(
    r"\b(?:averag\w*|mean)(?:\s+[a-z]+){0,2}?\s*:?\s*(?P<days>\d+(?:\.\d+)?)\s*(?:WDs?|working days?|days?)\b"
    r"|(?P<turned>\d+(?:\.\d+)?)\s*(?:WDs?|working days?|days?)\s+on\s+average",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(r"\s*(?:\.\d|months?|years?|WDs?\b|working|days?)", re.IGNORECASE)


def durations_in_prose(unit: Unit) -> Iterator[AssessmentSummary | ProposalTimescale]:
    """`At 30 November, four Preliminary Assessments were open (average 36 WD) and 23 had been completed …`"""
    s = unit.sentence
    if s.mentions:
        return
    averages = list(_AVERAGE.finditer(s.mask))
    bounds = [0, *(m.end() for m in averages)]
    assessed: str | None = None
    for (low, high), match in zip(pairwise(bounds), averages, strict=True):
        counts = [
            n for n in s.numbers if low <= n.start < match.start() and not _NO_COUNT.match(s.mask[n.end :])
        ]
        labels = [x for x in s.labels if low <= x.start < high]
        assessed = next((x.value for x in labels if x.kind == "assessed"), assessed)
        progress = [x.value for x in labels if x.kind == "progress"]
        proposals = re.search(r"\bproposals?\b|\bmodifications?\b", s.mask[low:high], re.IGNORECASE)
        if not counts or not progress or not (proposals or assessed):
            continue
        days = match["days"] or match["turned"]
        average = float(days) if "." in days else int(days)
        is_open = progress[0] == "open"
        if proposals and not any(x.kind == "assessed" for x in labels):
            yield ProposalTimescale(
                section=unit.section,
                evidence=fact_evidence(unit, with_lead=False),
                status="open" if is_open else "concluded",
                total=counts[0].value,
                average_wd=average,
            )
        else:
            yield AssessmentSummary(
                section=unit.section,
                evidence=fact_evidence(unit, with_lead=False),
                assessment=cast(Assessed, assessed),
                status="open" if is_open else "completed",
                total=counts[0].value,
                average_wd=average,
            )
