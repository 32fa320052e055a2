"""`csrecon demo`: the whole way on the samples."""


def demo() -> None:
    """Go the whole way on the samples, in a temporary folder: backfill, register, reconcile, findings."""
    from console.demo import run_demo

    run_demo()
