"""How much a finding matters, the worst first: what contradicts, what may, what is worth knowing."""

from typing import Literal, get_args

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
