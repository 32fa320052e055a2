"""The program of our own Prefect server: `python -m flows.own_server.program FD` serves on an open socket.

It ends with its parent, whose end of our standard input closes however the parent ends; Ctrl-C, which a
terminal sends to the parent and to us, is the parent's to answer.
"""

import os
import runpy
import signal
import sys
import threading


def main() -> None:
    """Serves until it is told to end or has no parent any more."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_watch_parent, daemon=True).start()
    sys.argv = ["uvicorn", "--fd", sys.argv[1], "--factory", "prefect.server.api.server:create_app"]
    sys.argv += ["--log-level", "error", "--lifespan", "on"]
    runpy.run_module("uvicorn", run_name="__main__")


def _watch_parent() -> None:
    os.read(0, 1)
    os._exit(0)


if __name__ == "__main__":
    main()
