"""The log of what a run does, for machines: a JSON object a line, with run, document and page.

Nothing is logged until somebody asks (the setting `log`, or Prefect's PREFECT_LOGGING_EXTRA_LOGGERS=csrecon).
"""

import logging
from pathlib import Path

import structlog

_logger = logging.getLogger("csrecon")
_logger.addHandler(logging.NullHandler())
_logger.setLevel(logging.INFO)
_logger.propagate = False  # a root handler, such as Prefect's, was not asked for

log: structlog.stdlib.BoundLogger = structlog.wrap_logger(
    _logger,
    wrapper_class=structlog.stdlib.BoundLogger,
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.EventRenamer("event"),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
)
within = structlog.contextvars.bound_contextvars


def begin_log(where: Path) -> None:
    """Logs to the end of this file, or to standard error for `-`, from now on.

    Raises OSError where the file cannot be written.
    """
    if any(isinstance(handler, logging.StreamHandler) for handler in _logger.handlers):
        return
    to_file = str(where) != "-"
    handler = logging.FileHandler(where, encoding="utf-8") if to_file else logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    _logger.addHandler(handler)
