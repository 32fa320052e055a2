"""The text of a block as sentences.

`passage` makes running text of words, `cut.sentences_of` cuts it into sentences with references, dates,
releases and counts masked and the phrases of the vocabulary labelled. A `unit.Unit` is a sentence with what
surrounds it: the lead-in, the sentence before, the headings over it. Knows no facts.
"""
