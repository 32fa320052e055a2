"""Reads each document in a process of its own, with limits, so that no file can harm or stop a run.

A `Sandbox` keeps a few warm workers. A worker imports the extractors once and forks a child for each
document; the child sets its limits, reads, prints the contract's JSON to its worker and is gone.
"""

from pipeline.sandbox.limits import Limits
from pipeline.sandbox.pool import Sandbox, Stopped, end_ahead, start_ahead

__all__ = ["Limits", "Sandbox", "Stopped", "end_ahead", "start_ahead"]
