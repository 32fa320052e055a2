"""The application: its routes, what guards them, and what they share."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from pipeline.archive.page_images import PageImages
from web.answer_cache import AnswerCache
from web.api import ROUTERS as API
from web.api import describe
from web.errors import add_errors
from web.guard.access import check_routes
from web.guard.headers import secured
from web.guard.throttle import Throttle
from web.routes import ROUTERS as PAGES

_THREADS = 10  # for pages; more only take memory, and more connections than the database has for us


@asynccontextmanager
async def _few_threads(_app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = _THREADS
    yield


def build_app(
    engine: Engine, images: PageImages, hosts: Sequence[str], proxies: Sequence[str] = ()
) -> FastAPI:
    """The pages over this record; they answer only where they are called by one of these host names.

    What `proxies` (addresses and networks) say of the address from which somebody comes is believed.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_few_threads)
    app.state.engine = engine
    app.state.images = images
    app.state.throttle = Throttle()
    app.state.kept = AnswerCache()
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.middleware("http")(secured)
    if proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(proxies))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    add_errors(app)
    app.state.described = describe()
    check_routes(app, [*PAGES, *API])
    for router in (*PAGES, *API):
        app.include_router(router)
    return app
