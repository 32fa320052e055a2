"""`csrecon serve`: the auditor's pages."""

import socket
from contextlib import suppress
from typing import Annotated

import typer

from console.options import Database

_M_ARENA_MAX = -8  # of glibc's malloc.h
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to answer at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to answer at.")] = 8000,
    database: Database = None,
) -> None:
    """Show the record as pages in a browser.

    Without accounts they are read-only and answer on this machine alone. With accounts, whoever wants to see
    anything signs in, and another --host is possible. Ctrl-C ends it.
    """
    from console.record import archive, to_read
    from console.telling.output import note
    from pipeline.accounts import has_administrator, list_accounts
    from pipeline.basics.errors import UnusableInput
    from pipeline.settings import load_settings

    settings = load_settings(database=database)
    engine = to_read(settings)
    if host not in _LOOPBACK and not has_administrator(engine):
        raise UnusableInput(
            f"--host {host} would show the record to everybody who reaches this machine: there is no "
            "administrator's account. Make one: csrecon user add NAME --role administrator"
        )
    # Without accounts, the name by which they are called keeps other sites' scripts out; with them, the
    # sign-in does, and a proxy may call them by any name.
    hosts = ["*"] if list_accounts(engine) else [*_LOOPBACK[:2], "[::1]"]

    _share_heaps()
    import uvicorn

    from pipeline.archive.page_images import PageImages
    from web import build_app
    from web.guard.half_sent import Impatient

    with PageImages(archive(settings)) as images:
        app = build_app(engine, images, hosts, settings.proxies)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                http=Impatient,
                proxy_headers=False,  # the application believes those that the settings name
                log_level="warning",
                access_log=False,
                server_header=False,
            )
        )
        with _listening(host, port) as listening, suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
            shown = f"[{host}]" if ":" in host else host
            note(f"The pages are at http://{shown}:{listening.getsockname()[1]} until you press Ctrl-C.")
            if host not in _LOOPBACK:
                note("Passwords cross the network as they are typed: put a proxy with TLS in front.")
            server.run(sockets=[listening])


def _share_heaps() -> None:
    """Lets all threads share one heap; of their own, none would give back what a busy hour took."""
    import ctypes

    with suppress(OSError, AttributeError):  # another C library than glibc
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def _listening(host: str, port: int) -> socket.socket:
    from pipeline.basics.errors import OutOfReach

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as problem:
        raise OutOfReach(
            f"Nothing can be served at {host}, port {port}: {problem.strerror}. Choose another with --port."
        ) from problem
