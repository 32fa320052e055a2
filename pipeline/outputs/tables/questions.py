"""The questions that an analyst asks first, as SQL over the views; the manual has the same."""

from importlib.resources import files


def questions() -> dict[str, tuple[str, str]]:
    """By name, the question in words and its statement.

    In `questions.sql` each begins with a line like `-- time_in_stage: How many months does …?`
    """
    text = (files("pipeline.outputs.tables") / "questions.sql").read_text(encoding="utf-8")
    found: dict[str, tuple[str, str]] = {}
    for part in text.removeprefix("-- ").split("\n-- "):
        head, statement = part.split("\n", 1)
        name, question = head.split(": ", 1)
        found[name] = question, statement.strip()
    return found
