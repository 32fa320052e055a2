"""Tables without a header whose rows each begin with a label: `Proposer | Tom Rothery`."""

from extractors.blocks.tables.model import Table
from extractors.values.references import REFERENCE
from extractors.vocabulary.column_names import column_role


def is_labelled(table: Table) -> bool:
    """Whether each row of a ruled table is a label and its value, and most labels could name a column."""
    if table.header is not None or table.rivers or len(table.edges) != 2 or not table.rows:
        return False
    if any(len(row) != 2 or not row[0].words for row in table.rows):
        return False
    labels = [row[0].text.rstrip(" :") for row in table.rows]
    named = sum(column_role(label) is not None for label in labels)
    return 2 * named > len(labels) and not any(REFERENCE.search(label) for label in labels)
