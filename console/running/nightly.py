"""Running one night from the command line."""

from pathlib import Path

from console.record import now, to_write
from console.telling.output import note
from flows.own_server.start import server_at_hand
from pipeline.nights.night import Night
from pipeline.nights.ready import require_something_to_do
from pipeline.record.run_lock import run_lock
from pipeline.settings import Settings


def run_night(inbox: str | None, register: str | None, settings: Settings) -> dict[str, int]:
    """One night, told on standard output; gives its counts. Raises what went wrong first, after telling."""
    require_something_to_do(
        settings.database_url,
        Path(inbox) if inbox else settings.inbox,
        register or settings.register_source,
    )
    with run_lock(to_write(settings), now=now()):
        pass  # whoever holds it is told of before Prefect starts
    note("Starting Prefect, which takes some seconds …")
    with server_at_hand(settings.archive_folder / ".prefect") as wait_for_server:
        from pydantic import SecretStr

        from flows.nightly import nightly, teller

        wait_for_server()
        teller.set(_tell)
        return nightly(
            inbox,
            register,
            database=SecretStr(settings.database_url),
            scope=settings.scope,
            shrunk=settings.shrunk,
            allow_private=settings.allow_private,
        )


def _tell(night: Night, page: Path) -> None:
    from pipeline.nights.pages import summary

    print("\n".join((*summary(night), f"Page: {page}")))
