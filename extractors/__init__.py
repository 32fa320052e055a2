"""PDF bytes in, a report of facts with evidence out. Pure: the same bytes and words give the same answer."""

from extractors.contract import NO_OWN_WORDS, Extraction, OwnVocabulary, Refusal

__all__ = ["VERSION", "Extraction", "Refusal", "read"]

# Raised whenever the same bytes may give other facts: extractions are kept by document and version.
VERSION = "11"


def read(data: bytes, filename: str, vocabulary: OwnVocabulary = NO_OWN_WORDS) -> Extraction | Refusal:
    """The facts of a report, or its refusal. `filename` is without folders and only named in the answer.

    `vocabulary` are the archive's own rows; only those count whose wording stands in the document.
    """
    # Only here: whoever handles facts that were read elsewhere needs neither PDFium nor spaCy.
    from extractors.document import read_document

    return read_document(data, filename, vocabulary)
