"""Which sentence leads into a list."""

from extractors.facts.reading.state import Reading
from extractors.facts.rules.topics import topic_of
from extractors.facts.sentences.unit import Unit


def lead_of(state: Reading) -> Unit | None:
    """The sentence that leads into a list; one that tells of modifications of its own, or that
    there are none, leads into none."""
    lead = state.lead
    if lead is None or lead.sentence.text.rstrip().endswith(":"):
        return lead
    if topic_of(lead) is None and lead.before is not None:
        lead = lead.before  # "… voted on twelve modifications. The outcomes are set out below."
    if lead.sentence.mentions or lead.sentence.has("negation") or topic_of(lead) is None:
        return None
    if topic_of(lead) == "meeting" and lead.before is not None and lead.before.sentence.mentions:
        return None  # "The meeting of 2 October covered MP077. The next is on 6 November."
    return lead
