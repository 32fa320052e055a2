"""`csrecon demo`: the whole way on the samples."""


def demo() -> None:
    """Go the whole way on the sample reports.

    Backfill, register, reconcile and findings, in a temporary folder that is gone afterwards.
    """
    from console.running.demo import run_demo

    run_demo()
