"""The flows as deployments on a Prefect server, from the installed package: `flows.nightly.nightly`."""

from functools import partial
from importlib.metadata import version
from pathlib import Path

from anyio import run
from httpx import HTTPError
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.audit import audit_verification
from flows.backfill import backfill
from flows.nightly import nightly
from pipeline.basics.errors import OutOfReach

POOL = "csrecon"
_ZONE = "Europe/London"
_TAGS = ["csrecon"]
_VERSION = version("csrecon")


def deploy_all(pool: str, folder: Path) -> list[str]:
    """Puts them onto the server that Prefect's settings name, to run in this folder; gives their names.

    The work pool is made where there is none. Raises OutOfReach where the server does not answer.
    """
    made = _deployments(folder)
    try:
        run(_make_pool, pool)
        for one in made:
            one.apply(work_pool_name=pool)
    except HTTPError as problem:
        raise OutOfReach(
            f"Prefect's server does not answer: {problem}. Is PREFECT_API_URL right?"
        ) from problem
    return [f"{one.flow_name}/{one.name}" for one in made]


def _deployments(folder: Path) -> list[RunnerDeployment]:
    """Three of them; what is no parameter comes from the settings in force where the worker runs."""
    # Our log stands among Prefect's, where the operator looks first.
    variables = {"working_dir": str(folder), "env": {"PREFECT_LOGGING_EXTRA_LOGGERS": "csrecon"}}
    # Besides the lock in our own database, so that a night that takes a day does not queue up others.
    alone = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    deployed = partial(
        RunnerDeployment.from_flow,
        enforce_parameter_schema=True,
        job_variables=variables,
        tags=_TAGS,
        version=_VERSION,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return [
        deployed(
            backfill,
            name="backfill",
            description="An archive of reports into the record; 1/2 and 2/2 for two runs side by side.",
            parameters={"places": ["inbox"]},
        ),
        deployed(
            nightly,
            name="nightly",
            description="The newest register, new reports, the checks, and what changed since then.",
            schedule=Cron("15 3 * * *", timezone=_ZONE),
            concurrency_limit=alone,
        ),
        deployed(
            audit_verification,
            name="audit-verification",
            description="Proves the log of acts whole; the run fails where it is not.",
            schedule=Cron("30 4 * * 0", timezone=_ZONE),
        ),
    ]


async def _make_pool(pool: str) -> None:
    async with get_client() as client:
        try:
            await client.create_work_pool(WorkPoolCreate(name=pool, type="process"))
        except ObjectAlreadyExists:
            return
