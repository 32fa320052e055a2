"""The archive as a table of months and checks: thousands of cells, so they are written without a template."""

from collections.abc import Mapping, Sequence
from math import sqrt
from urllib.parse import urlencode

from markupsafe import Markup

_SHADES = 5


def heat_rows(months: Mapping[tuple[str, str], int], codes: Sequence[str]) -> list[tuple[str, int, Markup]]:
    """For each month, newest first: its sum, and its cells in the order of the codes.

    `months` counts by month and code. A cell is a link to what it counts, shaded by how much that is.
    """
    most = max(months.values(), default=1)
    # Once a column and once a month: what the record holds is never written unescaped.
    ends = [Markup.escape(urlencode({"code": code})) for code in codes]
    rows = []
    for month in sorted({month for month, _ in months}, reverse=True):
        start = Markup.escape(urlencode({"period": month}))
        counts = [months.get((month, code), 0) for code in codes]
        cells = [
            f'<td class="heat{_shade(n, most)}"><a href="/findings?{start}&amp;{end}">{n}</a></td>'
            if n
            else "<td></td>"
            for n, end in zip(counts, ends, strict=True)
        ]
        rows.append((month, sum(counts), Markup("".join(cells))))  # noqa: S704 - made of numbers and of what was escaped
    return rows


def _shade(number: int, most: int) -> int:
    # The square root keeps one finding apart from none where another cell has a hundred.
    return max(1, round(_SHADES * sqrt(number / most)))
