"""What each column means, as comments that PostgreSQL keeps and exports can show.

A column says it itself (`doc`) where it says more than its name does everywhere. Points are those of PDF,
from the page's top left corner; days are calendar days; moments are UTC.
"""

from sqlalchemy import Connection, MetaData
from sqlalchemy.schema import SetColumnComment, SetTableComment

MEANINGS = {
    "accepted_on": "day on which the DCC accepted the request; null where not printed",
    "account_id": "whose",
    "act": "what was done, as a code",
    "action": "what the Panel is asked to do, as on the cover",
    "actor": "who did it",
    "answer": "what was answered: the kind in review_answers, else the number of that answer",
    "approved_at": "when another person approved it; null as long as nobody has",
    "assessment": "PA (Preliminary Assessment) or IA (Impact Assessment)",
    "at": "when",
    "author": "who wrote it",
    "began_at": "when it began",
    "body": "which body",
    "bottom": "lower edge of the place, in points from the page's top",
    "bytes": "size in bytes",
    "classification": "as on the cover",
    "closes_on": "last day for answers",
    "code": "code of the check, of the warning, or of the kind of report",
    "confirmed_on": "day on which the register was still like this",
    "consultation": "which consultation",
    "correction": "number of the correction",
    "count": "number printed",
    "date_raised": "day raised, by the register",
    "decided_on": "day of the decision; null where not printed",
    "decision": "decision as in the register's cell",
    "decision_body": "who decided, as in the register's cell",
    "decision_date": "day of the decision, by the register",
    "ended_why": "why it no longer holds",
    "ends_at": "when it ends by itself",
    "entries": "how many entries",
    "expected": "what should stand there, by field",
    "extraction_id": "the reading of a document that this is of",
    "extractor_version": "version of the extractor, with the digest of own words where some count",
    "fetched_at": "when the server was asked",
    "field": "field of the register's entry",
    "fingerprint": "digest that names the finding",
    "first_seen": "when it was first seen",
    "format": "file format",
    "governance": "path of the modification: self_governance, authority_determined, fast_track, …",
    "happened_on": "day of the event",
    "hash": "last hash of the chain",
    "held_on": "day of the meeting",
    "http_status": "status of the server's answer; null where none came",
    "id": "number of the row",
    "implementation_date": "day of implementation",
    "key": "secret of the pages; never exported",
    "last_seen": "when a run last saw it",
    "learned_at": "when csrecon learned of it",
    "link": "address of the modification's page",
    "listed": "how many modifications the report then lists",
    "made_at": "when it was made",
    "meeting_date": "day of the Panel's meeting, as on the cover",
    "meeting_number": "number of the Panel's meeting, as on the cover",
    "meeting_type": "monthly or ad hoc",
    "message": "what is wrong, in words",
    "name": "name of the check",
    "opens_on": "first day for answers",
    "ordinal": "place among those of the same fact or finding, from 0",
    "organisation": "organisation of the proposer, as printed",
    "outcome": "what was decided",
    "page": "page, from 1",
    "paper_reference": "reference of the paper, as on the cover",
    "part": "part or phase of the modification, as printed",
    "path": "path as in the register's cell",
    "period": "month of the report (2020-08)",
    "position": "place in its list, from 0",
    "proposer": "person who proposed it, as printed",
    "published_on": "day on the cover; null where none is printed",
    "raised_on": "day raised",
    "reason": "why, in words",
    "reference": "reference of the modification",
    "refusal_code": "why it was refused, as a code",
    "refusal_message": "why it was refused, in words",
    "release": "name of the release",
    "release_date": "day of the release",
    "returned_on": "day on which the DCC returned it; null where not printed",
    "revoked_at": "when somebody ended it",
    "role": "what an account may do, or what words are for",
    "row": "row of the register's file, from 1",
    "run_id": "the run of the checks or of an intake",
    "section": "role of the section it stands in",
    "set_at": "when it was set",
    "severity": "error, warning or info",
    "sha256": "digest of the bytes, 64 hexadecimal digits",
    "since": "day from which it holds",
    "snapshot": "day of the register's snapshot",
    "snapshot_id": "the register's snapshot",
    "stage": "stage of the process",
    "started_at": "when it began",
    "stated": "what stands there: by field, or the number stated",
    "status": "how it stands",
    "subject": "what it is about",
    "team": "as on the cover",
    "text": "the words as printed",
    "title": "title as printed",
    "to_stage": "stage that it is recommended for",
    "top": "upper edge of the place, in points from the page's top",
    "total": "number of rows as printed",
    "url": "address that was asked",
    "week_commencing": "Monday of the week in which it is expected",
    "wording": "the words that mean it",
    "words": "how many words",
    "written_at": "when it was written",
    "x0": "left edge of the place, in points from the page's left",
    "x1": "right edge of the place, in points from the page's left",
}


def give_meanings(metadata: MetaData) -> None:
    """Every column of these tables its comment. Raises KeyError for one that nobody explained."""
    for table in metadata.tables.values():
        for column in table.c:
            column.comment = column.doc or MEANINGS[column.name]


def write_comments(connection: Connection, metadata: MetaData) -> None:
    """The comments of all tables and columns, where the database keeps any."""
    if connection.dialect.supports_comments:
        for table in metadata.tables.values():
            connection.execute(SetTableComment(table))
            for column in table.c:
                connection.execute(SetColumnComment(column))
