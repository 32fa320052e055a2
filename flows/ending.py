"""How a flow ends in Prefect's eyes: a run with refused documents is done, but looks different."""

from importlib.metadata import version

from prefect import State
from prefect.states import Completed

from pipeline.basics.counted import counted

VERSION_OF_PACKAGE = version("csrecon")


def ended(counts: dict[str, int]) -> State[dict[str, int]]:
    """The run's last state; whoever called the flow gets the counts."""
    refused = counts.get("refused", 0)
    if not refused:
        return Completed(data=counts)
    said = f"{counted(refused, 'document')} refused: csrecon documents --status quarantined"
    return Completed(name="Quarantine", message=said, data=counts)
