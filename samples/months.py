"""What a sample report says, read from its data file into checked values.

In: `samples/data/<month>.toml` and `samples/data/modifications.toml`. Out: a `Month`. A misspelt
field, an unknown modification or a missing date is an error here, before anything is drawn.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

DATA: Path = Path(__file__).resolve().parent / "data"
PERIODS: tuple[str, ...] = ("2020-07", "2020-08", "2020-09")
REGISTER_PAGES = "https://smartenergycodecompany.co.uk/modifications/"


class Value(BaseModel):
    """The part that all values share: nothing unknown, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Known(Value):
    """A modification as the reports usually print and link it."""

    title: str
    page: str


def known_modifications() -> dict[str, Known]:
    """What every report calls each modification, by reference."""
    raw = tomllib.loads((DATA / "modifications.toml").read_text(encoding="utf-8"))
    return {reference: Known.model_validate(entry) for reference, entry in raw.items()}


_KNOWN = known_modifications()


class Named(Value):
    """A modification as one place of one report prints it: its title there, and its link there."""

    reference: str
    title: str
    page: str
    part: str | None = None

    @property
    def url(self) -> str:
        return f"{REGISTER_PAGES}{self.page}/"


def _named(given: object) -> object:
    """Lets a file name a modification by its reference alone, or say only what differs."""
    if isinstance(given, str):
        given = {"reference": given}
    if isinstance(given, dict) and given.get("reference") in _KNOWN:
        return {**_KNOWN[given["reference"]].model_dump(), **given}
    return given


Modification = Annotated[Named, BeforeValidator(_named)]
Governance = Literal["self_governance", "authority_determined"]


class Particulars(Value):
    title: str
    period: str
    published_on: date
    paper_reference: str
    meeting_number: int
    meeting_date: date
    author: str
    team: str
    action: str
    classification: str
    data_cut_off: date


class Stages(Value):
    define: int
    refine: int
    opine: int
    release: int


class Recommended(Value):
    refinement: tuple[Modification, ...]
    report: tuple[Modification, ...]


class Approvals(Value):
    """One sentence of the summary's decisions, and the list below it."""

    governance: Governance
    modifications: tuple[Modification, ...]


class Proposal(Value):
    """A new proposal; `stands_for` is what is printed between its Proposer's name and the date."""

    modification: Modification
    proposer: str
    stands_for: str
    organisation: str
    raised_on: date
    narrative: tuple[str, ...]
    implemented_on: date | None = None


class Conversions(Value):
    modifications: tuple[Modification, ...]


class AdHoc(Value):
    """An ad-hoc meeting; `{MP122}` in its purpose stands for the reference and the title."""

    held_on: date
    modification: Modification
    purpose: str
    next_on: date | None = None
    next_purpose: str | None = None


class WorkingGroup(Value):
    held_on: date
    discussed: tuple[Modification, ...]
    next_on: date
    agenda_on: date
    ad_hoc: tuple[AdHoc, ...] = ()


class OpenConsultation(Value):
    modification: Modification
    closes_on: date


class Consultations(Value):
    open: tuple[OpenConsultation, ...]
    week_commencing: date | None = None
    expected: tuple[Modification, ...] = ()


class Deferred(Value):
    modification: Modification
    to: str
    reason: str


class ImpactAssessments(Value):
    approved: tuple[Modification, ...]
    deferred: tuple[Deferred, ...] = ()


Row = tuple[str, Literal["PA", "IA"], date, int, int]


class Average(Value):
    total: int
    average_wd: int


class AssessmentSummary(Value):
    PA_open: Average
    PA_completed: Average
    IA_open: Average
    IA_completed: Average


class Assessments(Value):
    summary: AssessmentSummary
    open: tuple[Row, ...]
    completed: tuple[Row, ...]


class Vote(Value):
    modification: Modification
    outcome: Literal["approved", "rejected"]
    governance: Governance
    release: str | None = None
    implementation_date: date | None = None
    referred: bool = False


class ChangeBoard(Value):
    voted_on: date
    votes: tuple[Vote, ...]


class Authority(Value):
    pending: tuple[Modification, ...]


class ProposalTimescales(Value):
    open: Average
    concluded: Average


class Implemented(Value):
    modification: Modification
    implemented_on: date


class ReleaseContents(Value):
    release: str
    release_date: date
    modifications: tuple[Modification, ...]


class Releases(Value):
    implemented: tuple[Implemented, ...] = ()
    approved: tuple[ReleaseContents, ...]


class Month(Value):
    """One report, whole."""

    report: Particulars
    stages: Stages
    recommended: Recommended
    decisions: tuple[Approvals, ...]
    proposals: tuple[Proposal, ...] = ()
    conversions: Conversions
    working_group: WorkingGroup
    refinement_consultations: Consultations
    impact_assessments: ImpactAssessments
    assessments: Assessments
    report_consultations: Consultations
    change_board: ChangeBoard
    authority: Authority
    proposal_timescales: ProposalTimescales
    releases: Releases


def load(period: str) -> Month:
    """The report of a month such as `2020-08`."""
    raw = tomllib.loads((DATA / f"{period}.toml").read_text(encoding="utf-8"))
    return Month.model_validate(raw)
