"""`csrecon deploy`: the flows onto a Prefect server."""

from typing import Annotated

import typer


def deploy(
    pool: Annotated[str, typer.Option("--pool", help="The work pool, made if it is not there.")] = "csrecon",
) -> None:
    """Put the flows onto a Prefect server.

    It is the one that PREFECT_API_URL names. The flows come from the installed package, so a worker needs no
    source files; they run in the folder in which this command was given. Then, there or on another machine:
    prefect worker start --pool csrecon --type process
    """
    from pathlib import Path

    from flows.own_server.settings import has_own_server
    from pipeline.basics.errors import UnusableInput

    if not has_own_server():
        raise UnusableInput(
            "No Prefect server is named. Start one (prefect server start --analytics-off) and set "
            "PREFECT_API_URL=http://127.0.0.1:4200/api"
        )
    from flows.deployments import deploy_all

    for name in deploy_all(pool, Path.cwd()):
        print(f"deployed  {name}")
    print(f"Next, here or on another machine: prefect worker start --pool {pool} --type process")
