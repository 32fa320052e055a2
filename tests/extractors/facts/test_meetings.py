"""Meetings that a sentence tells of by leaning on the one before it."""

from collections.abc import Callable

from extractors import Extraction

Read = Callable[..., Extraction]
Told = list[tuple[object, ...]]


def told(read_paper: Read, text: str) -> Told:
    report = read_paper(("h", "Refine"), ("s", "Working Group"), ("p", text))
    assert not report.coverage.unclaimed
    values = [fact.values() for fact in report.facts if fact.kind == "meeting"]
    return [
        (v["meeting_type"], v["status"], str(v["held_on"]), tuple(v["references"]))  # type: ignore[call-overload]
        for v in values
    ]


def test_the_one_and_the_other_of_two_sessions(read_paper: Read) -> None:
    text = (
        "There were also two ad hoc Working Group sessions. The one on 2 July 2020 tested the costs of "
        "MP101. The other, on 9 July 2020, took MP103 and MP107 together."
    )
    assert told(read_paper, text) == [
        ("ad_hoc", "held", "2020-07-02", ("MP101",)),
        ("ad_hoc", "held", "2020-07-09", ("MP103", "MP107")),
    ]


def test_another_meeting(read_paper: Read) -> None:
    held = "An ad hoc Working Group session took place on 2 July 2020 on MP101."
    first = ("ad_hoc", "held", "2020-07-02", ("MP101",))
    assert told(read_paper, f"{held} Another is planned for 20 August 2020.") == [
        first,
        ("ad_hoc", "scheduled", "2020-08-20", ("MP101",)),
    ]
    assert told(read_paper, f"{held} Another took place on 9 July 2020, for MP103.") == [
        first,
        ("ad_hoc", "held", "2020-07-09", ("MP103",)),
    ]
