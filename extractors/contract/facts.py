"""What a report says: the facts of the extraction contract, as frozen plain values.

Every fact names the section it stands in (by role) and shows its evidence. Facts say what the
document says, not what is true: no figure, date or title is ever corrected here.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from hashlib import sha256
from typing import ClassVar, Literal

from extractors.contract.words import (
    BUILT_IN,
    Assessed,
    BBox,
    Claim,
    Doubt,
    Governance,
    ModificationStageRole,
    Outcome,
    RefusalCode,
    Section,
    Stage,
    Subject,
    Value,
    WarningCode,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place on a page and the text that stands there.

    `page` counts from 1; `bbox` is (x0, top, x1, bottom) in points from the page's top left,
    as the page is seen (rotation and crop applied), rounded to hundredths.
    """

    page: int
    bbox: BBox
    text: str


@dataclass(frozen=True, slots=True)
class Unclaimed(Evidence):
    """Words that no rule accounts for, and the role of the section they stand in."""

    section: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The part that every fact has. `section` is the role of the section it stands in.

    `doubts` says why the fact may be wrong; it is empty where the reading is plain.
    """

    kind: ClassVar[str] = ""
    section: Section
    evidence: tuple[Evidence, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def id(self) -> str:
        """A digest of kind, fields and place: the same fact at the same place has the same id."""
        place = [(e.page, *e.bbox) for e in self.evidence]
        spoken = [self.kind, self.section, *map(str, self.values().items()), str(place)]
        return sha256("\x1f".join(spoken).encode()).hexdigest()[:24]

    @property
    def page(self) -> int:
        """The page where the fact begins."""
        return self.evidence[0].page

    def values(self) -> dict[str, Value]:
        """The fact's own fields by name, in order, as JSON values: dates as ISO text, tuples as lists."""
        return {f.name: _json(getattr(self, f.name)) for f in fields(self) if f.name not in _SHARED}


_SHARED = ("section", "evidence", "doubts")


def _json(value: object) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a fact holds a {type(value).__name__}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Fact):
    """A reference printed outside tables, once for each place; `url` is the hyperlink under it."""

    kind: ClassVar[str] = "mention"
    reference: str
    title: str | None = None
    part: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount(Fact):
    """How many proposals the report says are in a stage."""

    kind: ClassVar[str] = "stage_count"
    stage: Stage
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Fact):
    """A modification put to the Panel to move on to a stage."""

    kind: ClassVar[str] = "recommendation"
    reference: str
    title: str | None = None
    to_stage: Literal["refinement", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """What a body decided on a modification, or has for decision.

    `period` is `YYYY-MM` where only the month is printed; `release` is a SEC Release's own name or
    `standalone`, then with its `implementation_date`.
    """

    kind: ClassVar[str] = "decision"
    reference: str
    title: str | None = None
    body: str
    subject: Subject
    outcome: Outcome
    governance: Governance | None = None
    decided_on: date | None = None
    period: str | None = None
    release: str | None = None
    implementation_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRaised(Fact):
    """A new proposal; the organisation as printed, without its abbreviation and a leading "the"."""

    kind: ClassVar[str] = "proposal_raised"
    reference: str
    title: str | None = None
    proposer: str | None = None
    organisation: str | None = None
    raised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Fact):
    """A meeting held or to come, with the modifications it was about."""

    kind: ClassVar[str] = "meeting"
    body: str
    meeting_type: Literal["monthly", "ad_hoc"]
    status: Literal["held", "scheduled"]
    held_on: date | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Fact):
    """A consultation on a modification, with the days that are printed."""

    kind: ClassVar[str] = "consultation"
    reference: str
    title: str | None = None
    consultation: Literal["refinement", "modification_report"]
    status: Literal["open", "expected", "closed"]
    opens_on: date | None = None
    week_commencing: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Fact):
    """A row of an assessment table; target and duration in working days as printed."""

    kind: ClassVar[str] = "assessment"
    reference: str
    assessment: Assessed
    status: Literal["open", "completed"]
    accepted_on: date | None = None
    returned_on: date | None = None
    target_wd: int | None = None
    duration_wd: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentSummary(Fact):
    """A row of the assessments' summary: how many, and their mean duration in working days."""

    kind: ClassVar[str] = "assessment_summary"
    assessment: Assessed
    status: Literal["open", "completed"]
    total: int
    average_wd: int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalTimescale(Fact):
    """A row of the proposal timescales: how many, and their mean duration in working days."""

    kind: ClassVar[str] = "proposal_timescale"
    status: Literal["open", "concluded"]
    total: int
    average_wd: int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseItem(Fact):
    """A modification in a release, implemented or approved and waiting; `part` of it where printed."""

    kind: ClassVar[str] = "release_item"
    reference: str
    title: str | None = None
    part: str | None = None
    status: Literal["implemented", "approved"]
    release: str | None = None
    release_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClaim(Fact):
    """A number that the text states, beside how many it then lists."""

    kind: ClassVar[str] = "count_claim"
    claim: Claim
    stated: int
    listed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NilReturn(Fact):
    """The text states that there is none of something."""

    kind: ClassVar[str] = "nil_return"
    subject: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ModificationStage(Fact):
    """Where one modification stands, told by the stage's name: a row, a labelled line or a sentence.

    `printed` is the stage as printed, `next_step` too.
    """

    kind: ClassVar[str] = "modification_stage"
    reference: str
    title: str | None = None
    stage: ModificationStageRole
    printed: str
    raised_on: date | None = None
    next_step: str | None = None


FACT_TYPES: tuple[type[Fact], ...] = (
    Mention,
    StageCount,
    Recommendation,
    Decision,
    ProposalRaised,
    Meeting,
    Consultation,
    Assessment,
    AssessmentSummary,
    ProposalTimescale,
    ReleaseItem,
    CountClaim,
    NilReturn,
    ModificationStage,
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was handed in; `filename` is without its folders, `pages` None where unreadable.

    `modified` is when the PDF says that it was changed last (2020-08-12T10:15:30Z), `version` which version
    the cover says that it is, as printed. `vocabulary` says by which words it was read: `built-in`, or the
    digest of an archive's own rows.
    """

    filename: str
    sha256: str | None
    bytes: int | None = None
    pages: int | None = None
    producer: str | None = None
    modified: str | None = None
    version: str | None = None
    vocabulary: str = BUILT_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The report's own particulars, from its cover. `data_cut_off` is the last day the figures cover."""

    code: str
    title: str
    period: str
    published_on: date | None = None
    paper_reference: str | None = None
    meeting_number: int | None = None
    meeting_date: date | None = None
    author: str | None = None
    team: str | None = None
    action: str | None = None
    classification: str | None = None
    data_cut_off: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The word account: `words` is the sum of `by_role` and of the words in `unclaimed`."""

    words: int
    by_role: dict[str, int]
    unclaimed: tuple[Unclaimed, ...]


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should look at, with its place, text and section where it has one.

    `page` is None where it concerns the whole document.
    """

    code: WarningCode
    message: str
    page: int | None = None
    bbox: BBox | None = None
    text: str | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """One report, read: what `csrecon extract` prints and all else is built on.

    `words` are those of the whole document, for looking up where a wording stands; they are not printed.
    """

    document: Document
    report: Header
    facts: tuple[Fact, ...]
    coverage: Coverage
    warnings: tuple[Warning, ...] = ()
    words: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that was not read, and why. `message` says it to a person."""

    document: Document
    code: RefusalCode
    message: str
