"""X218: what was left over from an earlier paper, and what repeats lawfully."""

import pytest

HELD = "meeting working_group monthly held held_on=2020-07-01"
NEXT = "meeting working_group monthly scheduled held_on=2020-08-05"


@pytest.mark.parametrize(
    ("july", "august"),
    [
        ("data_cut_off=2020-06-30", "data_cut_off=2020-06-30"),
        ("meeting_date=2020-07-10", "meeting_date=2020-07-10"),
        ("meeting_number=82 meeting_date=2020-07-10", "meeting_number=82 meeting_date=2020-08-14"),
        (f"\n{HELD}\n{NEXT}", f"\n{HELD}"),
    ],
)
def test_what_an_earlier_report_had(material, july, august):
    assert material(f"report 2020-07 {july}\nreport 2020-08 {august}").codes("X218") == [
        ("X218", "2020-08", None)
    ]


def test_a_cover_that_is_stale_as_a_whole_is_one_finding(material):
    cover = (
        "paper_reference=SECP_82_1007_12 meeting_number=82 meeting_date=2020-07-10 data_cut_off=2020-06-30"
    )
    said = material(f"report 2020-07 {cover}\nreport 2020-08 {cover}\nreport 2020-09 {cover}")
    assert said.codes("X218") == [("X218", "2020-08", None), ("X218", "2020-09", None)]


@pytest.mark.parametrize(
    ("july", "august"),
    [
        # No meeting was announced, or only one that is still to come; a scheduled one is told again.
        (f"\n{HELD}", f"\n{HELD}"),
        (f"\n{HELD}\n{NEXT.replace('08-05', '08-12')}", f"\n{HELD}"),
        (f"\n{NEXT}", f"\n{NEXT}"),
        # The last two are told.
        (f"\n{HELD}\n{NEXT}", f"\n{HELD}\n{HELD.replace('07-01', '08-05')}"),
        ("paper_reference=SECP_82_1007_12", "paper_reference=SECP_83_1408_12"),
    ],
)
def test_what_repeats_lawfully(material, july, august):
    assert material(f"report 2020-07 {july}\nreport 2020-08 {august}").codes("X218") == []


def test_two_papers_of_one_month(material):
    said = material("report 2020-08 meeting_number=83\nreport 2020-08 meeting_number=83")
    assert said.codes("X218") == []
