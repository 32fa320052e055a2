"""Small real-looking reports, a register, and what must be read from them.

`REPORTS` holds three monthly reports as PDF, `REGISTER` two dated snapshots of the modification
register, `TRUTH` the facts that each report states. All of it is built by `samples/build.py` from
`samples/data/`; `samples/README.md` says what is real and what is illustrative.
"""

from pathlib import Path

_HERE = Path(__file__).resolve().parent

REPORTS: Path = _HERE / "reports"
REGISTER: Path = _HERE / "register"
PAGES: Path = _HERE / "register_pages"
TRUTH: Path = _HERE / "truth"

__all__ = ["PAGES", "REGISTER", "REPORTS", "TRUTH"]
