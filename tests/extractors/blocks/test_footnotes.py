"""Footnotes: what they interrupt goes on, their figures are no text, and what they say is read."""

from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas

from extractors import Extraction, read
from extractors.blocks.lines.footnotes import notes_at_foot, without_figures, without_pointers
from extractors.blocks.lines.rows import rows_of
from extractors.pages.model import Page, Word

Lay = Callable[..., list[Word]]
Draw = Callable[..., bytes]


def sheet(*words: Word) -> Page:
    return Page(1, 595, 842, words, (), (), (), ())


def page(*lines: tuple[int, str] | tuple[int, str, str], note: str = "") -> Callable[[Canvas], None]:
    """Lines at a height; a third part is a raised figure behind the line. A note stands at the foot."""

    def draw(on: Canvas) -> None:
        for y, text, *figure in lines:
            on.setFont(
                "Helvetica-Bold" if text.startswith("#") else "Helvetica", 16 if text[0] == "#" else 10
            )
            on.drawString(72, y, text.lstrip("# "))
            if figure:
                end = 72 + on.stringWidth(text, "Helvetica", 10)
                on.setFont("Helvetica", 6.5)
                on.drawString(end, y + 4.6, figure[0])
        if note:
            on.setFont("Helvetica", 6)
            on.drawString(80, 64, note[0])
            on.setFont("Helvetica", 8.5)
            on.drawString(80 + on.stringWidth(note[0], "Helvetica", 6), 60, note[1:])

    return draw


def read_pages(canvas: Draw, *pages: Callable[[Canvas], None]) -> Extraction:
    report = read(canvas(*pages), "paper.pdf")
    assert isinstance(report, Extraction), report
    return report


def told(report: Extraction, kind: str, *names: str) -> Sequence[tuple[object, ...]]:
    return [tuple(fact.values()[name] for name in names) for fact in report.facts if fact.kind == kind]


def votes(canvas: Draw) -> Extraction:
    return read_pages(
        canvas,
        page(
            (780, "# Change Status Report – August 2020"),
            (740, "# Opine"),
            (700, "The Change Board voted on three modifications on 26 August 2020:"),
            (684, "• MP103 ‘Bulk returns’: approved under Self-Governance"),
            (671, "• MP104 ‘Gas pressure’: rejected under Self-Governance", "1"),
            note="1The Working Group had also looked at ‘Tariff steps’ (MP081).",
        ),
        page(
            (780, "• MP105 ‘Meter exchanges’: sent back to the Working Group"),
            (740, "# Refine"),
            (700, "None."),
        ),
    )


def test_a_list_goes_on_over_a_footnote(canvas: Draw) -> None:
    report = votes(canvas)
    assert told(report, "count_claim", "claim", "stated", "listed") == [("change_board_votes", 3, 3)]
    assert [
        (reference, outcome, str(day))
        for reference, outcome, day in told(report, "decision", "reference", "outcome", "decided_on")
    ] == [
        ("MP103", "approved", "2020-08-26"),
        ("MP104", "rejected", "2020-08-26"),
        ("MP105", "sent_back", "2020-08-26"),
    ]


def test_what_a_footnote_says_is_read_in_the_section_it_stands_in(canvas: Draw) -> None:
    report = votes(canvas)
    assert ("MP081", "Tariff steps") in told(report, "mention", "reference", "title")
    (note,) = [fact for fact in report.facts if fact.values().get("reference") == "MP081"]
    assert (note.section, note.evidence[0].page) == ("opine", 1)
    assert not report.coverage.unclaimed


def test_a_figure_is_taken_only_where_its_note_stands_below(words: Lay) -> None:
    body = words("the May release.2 holds MP067.2 and version 1.2, see 12.2")
    note = words("2The latter is new.", y=700, size=8.0)
    bare = {word.text: word.bare for word in without_pointers([sheet(*body, *note)], 10.0)[0].words}
    assert {text for text, said in bare.items() if said} == {"release.2", "MP067.2", "2The"}
    assert (bare["release.2"], bare["MP067.2"], bare["2The"]) == ("release.", "MP067.", "The")
    alone = sheet(*body)
    assert without_pointers([alone], 10.0) == (alone,)


def test_small_print_is_a_note_only_at_the_foot_and_behind_a_figure(words: Lay) -> None:
    laid = [*words("body"), *words("small", y=600, size=8.0), *words("1The note", "goes on", y=700, size=8.0)]
    (seen,) = without_pointers([sheet(*laid)], 10.0)
    body, notes = notes_at_foot(rows_of(seen.words), 10.0, 842)
    assert [row.text for row in body] == ["body", "small"]
    assert [[row.text for row in note] for note in notes] == [["1The note", "goes on"]]
    assert notes_at_foot(rows_of(words("1The first", size=8.0)), 10.0, 842)[1] == []


def test_a_raised_figure_behind_a_word_is_set_aside(words: Lay) -> None:
    raised = Word("1", 1, 90, 90, 93, 96, 95.4, 6.5, False)
    (row,) = rows_of([*words("two words"), raised])
    rest, figures = without_figures(row)
    assert (rest.text, figures) == ("two words", (raised,))
    (level,) = rows_of([*words("two 1 words")])
    assert without_figures(level) == (level, ())
