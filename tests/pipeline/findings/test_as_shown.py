"""An act is on what was shown: after any change meanwhile each act does nothing, and says what is now.

The changes are everything that a run or another person can do to a finding between a look and a click.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeline.basics.errors import UnusableInput
from pipeline.checks import CheckOutcome, Finding, RegisterEvidence, ReportEvidence
from pipeline.findings.acts import ChangedMeanwhile, acknowledge, approve, history, reopen, waive
from pipeline.findings.stored import one_finding
from pipeline.findings.waivers import waivers_of
from pipeline.judging.reconcile import reconcile

UNTIL = date(2026, 6, 30)
PLACE = ReportEvidence("2020-08.pdf", 2, (72.0, 100.0, 300.0, 112.0), "three", sha256=None)
FOUND = Finding(
    code="I101",
    name="count-mismatch",
    severity="error",
    period="2020-08",
    reference="MP103",
    message="The report states 3 and lists 4.",
    stated={"count": 3},
    expected={"count": 4},
    evidence=(PLACE,),
)
NAME = FOUND.fingerprint


class House:
    """A record with the finding, and what can happen to it."""

    def __init__(self, engine, now):
        self.engine, self.now, self.days = engine, now, 0
        self.see(FOUND)

    def see(self, *found):
        """A night that finds this."""
        at = self.now + timedelta(days=self.days)
        self.days += 1
        reconcile(self.engine, now=at, checker=lambda *_a, **_k: CheckOutcome(found))

    def do(self, act, by, **how):
        return act(self.engine, NAME, by=by, now=self.now, **how)

    def propose(self, by="Ann", reason="Misprint."):
        self.do(waive, by, reason=reason, until=UNTIL)

    def waived(self):
        self.propose()
        self.do(approve, "Bob")


# How the finding stood when it was shown, by name.
BEFORE = {
    "open": lambda house: None,
    "acknowledged": lambda house: house.do(acknowledge, "Cid"),
    "proposed": House.propose,
    "waived": House.waived,
}


def proposed_anew(house):
    house.do(reopen, "Ann")
    house.propose(reason="Something else.")


def proposed_alike(house):
    """The same words by the same person on the same day are another waiver still."""
    house.do(reopen, "Ann")
    house.propose()


CHANGES = {
    "other expected value": lambda house: house.see(replace(FOUND, expected={"count": 5})),
    "another message": lambda house: house.see(replace(FOUND, message="It states 3 and lists 4 of them.")),
    "another severity": lambda house: house.see(replace(FOUND, severity="warning")),
    "another place": lambda house: house.see(replace(FOUND, evidence=(replace(PLACE, page=3),))),
    "another side's place": lambda house: house.see(
        replace(
            FOUND,
            evidence=(*FOUND.evidence, RegisterEvidence("r.csv", date(2020, 8, 7), 4, "Title", "Gas")),
        )
    ),
    "resolved": House.see,
    "acknowledged": lambda house: house.do(acknowledge, "Dot"),
    "opened again": lambda house: house.do(reopen, "Dot"),
    "waiver proposed": House.propose,
    "waiver approved": lambda house: house.do(approve, "Eve"),
    "waiver proposed anew": proposed_anew,
    "waiver proposed alike": proposed_alike,
    "waiver withdrawn and the finding taken on": lambda house: (
        house.do(reopen, "Ann"),
        house.do(acknowledge, "Dot"),
    ),
}
POSSIBLE = {
    "acknowledged": {"open"},
    "opened again": {"acknowledged", "proposed", "waived"},
    "waiver proposed": {"open", "acknowledged"},
    "waiver approved": {"proposed"},
    "waiver proposed anew": {"proposed", "waived"},
    "waiver proposed alike": {"proposed", "waived"},
    "waiver withdrawn and the finding taken on": {"proposed", "waived"},
}
ACTS = {
    "acknowledge": (acknowledge, {}),
    "waive": (waive, {"reason": "Seen.", "until": UNTIL}),
    "approve": (approve, {}),
    "reopen": (reopen, {}),
}
PAIRS = [
    (before, change) for change in CHANGES for before in BEFORE if before in POSSIBLE.get(change, BEFORE)
]


@pytest.fixture
def house(engine, now):
    return House(engine, now)


@pytest.mark.parametrize(("before", "change"), PAIRS)
def test_no_act_is_on_something_else_than_was_shown(house, before, change):
    BEFORE[before](house)
    shown = one_finding(house.engine, NAME).digest
    CHANGES[change](house)
    now = one_finding(house.engine, NAME)
    there, acts = waivers_of(house.engine, NAME), history(house.engine, NAME)
    for name, (act, how) in ACTS.items():
        with pytest.raises(ChangedMeanwhile, match="changed since it was shown") as told:
            house.do(act, "Zed", if_values=shown, **how)
        assert told.value.found == now, name
    assert one_finding(house.engine, NAME) == now
    assert (waivers_of(house.engine, NAME), history(house.engine, NAME)) == (there, acts)


@pytest.mark.parametrize("before", BEFORE)
def test_a_night_that_changes_nothing_spoils_no_form(house, before):
    BEFORE[before](house)
    shown = one_finding(house.engine, NAME).digest
    house.see(FOUND)
    assert one_finding(house.engine, NAME).digest == shown


def test_what_was_shown_stands_in_the_log(house):
    shown = one_finding(house.engine, NAME).digest
    house.do(acknowledge, "Cid", if_values=shown)
    assert history(house.engine, NAME)[-1].particulars["shown"] == shown
    with pytest.raises(UnusableInput):
        house.do(reopen, "Cid", if_values=shown)
    house.do(reopen, "Cid", if_values=one_finding(house.engine, NAME).digest)
    assert one_finding(house.engine, NAME).digest == shown  # open again as it was
