"""Of several modifications in one sentence, what each has of its own."""

from collections.abc import Callable

from extractors.facts.sentences.sentence import Placed, Sentence
from extractors.values.mention_span import MentionSpan


def own_value(sentence: Sentence, mention: MentionSpan, fits: Callable[[Placed], bool]) -> Placed | None:
    """The day or release that belongs to one mention, where each of several has one of its own.

    They stand behind their modifications (`Ref on Dat and Ref on Dat`), all before them (`on Dat Ref and
    on Dat Ref`) or in their order (`Ref and Ref on Dat and Dat respectively`); None where that is not plain.
    """
    mentions = [p for p in sentence.placed if isinstance(p.span, MentionSpan)]
    values = [p for p in sentence.placed if fits(p)]
    if len(mentions) < 2 or len(values) != len(mentions):
        return None
    order = sorted((*mentions, *values), key=lambda p: p.start)
    in_order = "respectively" in sentence.mask and order == [*mentions, *values]
    first, second = (mentions, values) if in_order else (order[::2], order[1::2])
    if first not in (mentions, values) or second not in (mentions, values):
        return None
    own = dict(zip((p.span.start for p in mentions), values, strict=True))
    return own.get(mention.start)
