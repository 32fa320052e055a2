"""What the API gives and takes: the objects of the command line's `--format json`, as models."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from pipeline.checks.finding import Severity
from pipeline.findings.stored import FindingStatus
from pipeline.logbook.run_log import RunStatus
from pipeline.queries.documents import Status
from web.many_acts import MOST

T = TypeVar("T")

# As the command line writes it: ISO 8601 with +00:00.
Moment = Annotated[
    datetime,
    PlainSerializer(lambda when: when.isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class ApiModel(BaseModel):
    """Read from the record's own rows and objects."""

    model_config = ConfigDict(from_attributes=True)


class Problem(ApiModel):
    """Whatever goes wrong, and what to do about it (empty where the first says all)."""

    error: str
    what_to_do: str


class Part(ApiModel, Generic[T]):
    """A part of a list: `items` are those from `offset` on, of `total`."""

    total: int
    offset: int
    items: list[T]


class Me(ApiModel):
    """Whose rights a request has; both are null where no accounts have been made."""

    name: str | None
    role: str | None


class LatestReport(ApiModel):
    """The report that counts for the newest month."""

    period: str
    filename: str
    sha256: str
    published_on: date | None


class Snapshot(ApiModel):
    """A register as it stood on a day."""

    as_of: date
    source: str
    format: str
    scope: Literal["whole", "part"]
    sha256: str
    learned_at: Moment
    entries: int
    removed: bool
    confirmed_on: date | None


class OpenFindings(ApiModel):
    """How many findings of a check are open in a month."""

    period: str
    code: str
    open: int


class OverviewOfRecord(ApiModel):
    """Where the record stands; `stages` is how many proposals each month's report counts in each stage."""

    reports: int
    latest_report: LatestReport | None
    latest_register: Snapshot | None
    open_by_severity: dict[str, int]
    by_status: dict[str, int]
    open_by_month: list[OpenFindings]
    stages: dict[str, dict[str, int]]


class ReportPlace(ApiModel):
    """Where a side of a finding stands in a report: `bbox` is x0, top, x1, bottom in points.

    `sha256` is the document; null where it is not known which of that name it was.
    """

    document: str
    sha256: str | None
    page: int
    bbox: list[float]
    text: str


class RegisterPlace(ApiModel):
    """Where a side of a finding stands in a register."""

    register_: Annotated[str, Field(alias="register")]
    snapshot: date
    row: int | None
    field: str
    text: str | None


class FindingObject(ApiModel):
    """A finding, as the contract has it."""

    fingerprint: str
    code: str
    name: str
    severity: Severity
    period: str
    reference: str | None
    message: str
    stated: dict[str, JsonValue]
    expected: dict[str, JsonValue] | None
    evidence: list[ReportPlace | RegisterPlace]
    reports: list[str]
    status: FindingStatus
    first_seen: Moment
    last_seen: Moment
    digest: Annotated[
        str, Field(description="Of all that is shown of it and its waiver; an act must bring it back.")
    ]


class WaiverObject(ApiModel):
    """Why a finding may stand, who said so, who approved it, and what ended it."""

    id: int
    reason: str
    until: date
    author: str
    written_at: Moment
    approver: str | None
    approved_at: Moment | None
    ended_at: Moment | None
    ended_why: str | None


class FindingWithWaivers(FindingObject):
    """A finding with every waiver that it ever had, oldest first."""

    waivers: list[WaiverObject]


class Changed(Problem):
    """The same, with each finding that is not what was shown any more, as it is now."""

    findings: Annotated[list[FindingWithWaivers], Field(default_factory=list)]


class LogEntry(ApiModel):
    """An act in the log: who did what to what, chained by digest."""

    sequence: int
    at: Moment
    actor: str
    act: str
    subject: str
    particulars: dict[str, JsonValue]
    previous: str
    hash: str


class Verification(ApiModel):
    """Whether the log is whole: `fault` is null where it is, else `entry` is the first broken one."""

    entries: int
    head: str
    fault: str | None
    entry: int | None


class ReportOfMonth(ApiModel):
    """The report that counts for a month."""

    sha256: str
    period: str
    filename: str
    published_on: date | None
    data_cut_off: date | None
    pages: int | None
    words: int
    learned_at: Moment
    facts: int
    unclaimed: int
    open_findings: dict[str, int]


class ModificationKnown(ApiModel):
    """A modification, as the newest register has it, and how much reports tell of it."""

    modification: str
    reference: str
    title: str | None
    stage: str | None
    facts: int
    first: str | None
    last: str | None
    findings: int


class LifeLine(ApiModel):
    """One thing that a report or the register says of a modification, with the findings against it."""

    date: date | None
    told: str
    event: str
    detail: str
    reference: str
    source: str
    sha256: str | None
    place: int | None
    findings: list[str]


class Life(ApiModel):
    """Everything known of a modification in time order, and the findings about it that stand."""

    reference: str
    lines: list[LifeLine]
    findings: list[FindingObject]


class RegisterChange(ApiModel):
    """What is different in the later of two snapshots; before and after are null where it was blank."""

    reference: str
    change: Literal["added", "removed", "changed"]
    field: str | None
    before: str | None
    after: str | None


class HeadOfLog(ApiModel):
    """Where the log of acts ended."""

    entries: int
    head: str


class RunObject(ApiModel):
    """A past run; `seconds` is null where it was killed."""

    id: int
    kind: str
    started_at: Moment
    finished_at: Moment | None
    status: RunStatus
    counts: dict[str, int]
    seconds: float | None
    message: str | None
    log: HeadOfLog | None


class NotJudgedObject(ApiModel):
    """What a run of the checks could not judge, and why."""

    run: int
    code: str
    period: str | None
    reference: str | None
    reason: str


class RefusedDocument(ApiModel):
    """Why a document could not be read."""

    code: str
    message: str


class DocumentObject(ApiModel):
    """A document that was read or refused."""

    filename: str
    sha256: str | None
    status: Status
    refused: RefusedDocument | None
    period: str | None
    pages: int | None
    first_seen: Moment


Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
Text = Annotated[str, StringConstraints(max_length=2000)]


class ShownFinding(ApiModel):
    """A finding as it was shown to whoever decides on it: `digest` came with it."""

    model_config = ConfigDict(extra="forbid")

    fingerprint: Digest
    digest: Digest


class Asked(ApiModel):
    """Which findings an act is about, as they were shown; nothing is done to one that changed meanwhile."""

    model_config = ConfigDict(extra="forbid")

    findings: Annotated[list[ShownFinding], Field(min_length=1, max_length=MOST)]


class AskedWithReason(Asked):
    """The same, with why, for whoever reads the log."""

    reason: Text = ""


class AskedWaiver(Asked):
    """Waivers for findings: what makes them acceptable, and the last day on which that holds."""

    reason: Annotated[str, StringConstraints(max_length=2000, pattern=r"\S")]
    until: date


class ActedOn(ApiModel):
    """What became of one finding: how it stands now, or why nothing was done.

    `finding` is the whole of it where it is not what was shown any more.
    """

    fingerprint: str
    status: FindingStatus | None
    refused: str | None
    finding: FindingWithWaivers | None = None


class Acted(ApiModel):
    """What became of the findings, in the order in which they were named."""

    findings: list[ActedOn]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The failures that a route documents."""
    said = {
        400: "The request cannot be read.",
        401: "Nobody is signed in, or the token does not hold.",
        403: "Not within the rights of whoever asks.",
        404: "There is no such thing.",
        409: "It cannot be done as things stand.",
        411: "The request does not say how long it is.",
        413: "The request is too large.",
        422: "The request asks for something that cannot be.",
        503: "The database is out of reach.",
    }
    return {status: {"model": Problem, "description": said[status]} for status in statuses}
