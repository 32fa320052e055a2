"""A warm worker that draws: `python -P -m pipeline.archive.page_images.worker`, as that of the sandbox."""

import signal
from json import dumps

from extractors.pages.drawing import NotDrawn, draw, page_sizes
from pipeline.archive.page_images.request import DRAWN, NOT_DRAWN, SIZES, from_text
from pipeline.sandbox.confinement import prepare
from pipeline.sandbox.worker import serve, take_streams


def answer(data: bytes, request: str) -> bytes:
    """The picture, or the pages' sizes as JSON, or why there is none; the first byte tells which."""
    try:
        return DRAWN + (
            dumps(page_sizes(data)).encode() if request == SIZES else draw(data, from_text(request))
        )
    except NotDrawn as problem:
        return NOT_DRAWN + str(problem).encode()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(answer, *take_streams(), confinement=prepare())
