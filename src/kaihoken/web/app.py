"""ウェブの全体: the page and the API as one application: kaihoken web."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

import anyio
import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from .. import __version__
from ..catalogue.load import catalogue
from ..engine.tables import tables
from ..errors import KaihokenError
from ..households.form import Case
from . import api, api_law, api_rooms, cash, covered, decide, enrol, law_pages, openapi, pay, problems
from .access import Access
from .headers import Headers
from .limits import Limits
from .posted import known
from .problems import Refusal
from .render import HERE, render
from .rooms import ROOMS
from .settings import Settings
from .words import LANGS

# What answers requests, in order. A room that joins the page adds its router here, and its
# question to `render.QUESTIONS`.
ROUTERS = (
    api_rooms.router,
    api_law.router,
    pay.router,
    covered.router,
    cash.router,
    enrol.router,
    decide.router,
    law_pages.router,
)


class Static(StaticFiles):
    """静的な資料: files that a browser may keep, because their address changes with their content."""

    def file_response(self, *args: object, **named: object) -> Response:
        response = super().file_response(*args, **named)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=604800"
        return response


def create_app(settings: Settings | None = None) -> FastAPI:
    """ウェブの全体: the application; settings: limits, by default those of `Settings`."""
    settings = settings or Settings()

    ready()
    app = FastAPI(
        title="kaihoken",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # such a redirect would repeat the host that the request names
    )
    app.state.settings = settings
    app.state.quick = anyio.CapacityLimiter(settings.workers)
    app.state.slow = anyio.CapacityLimiter(settings.workers)
    for path, answer in api.ROUTES.items():
        app.add_route(path, answer, ["POST"], include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router)
    openapi.add(app)
    app.mount("/static", Static(directory=HERE / "static"), name="static")

    @app.get("/", include_in_schema=False)
    async def root(request: Request) -> Response:
        lang = preferred(request.headers.get("accept-language", ""))
        return RedirectResponse(f"/{lang}/", 307, {"Vary": "Accept-Language"})

    @app.get("/{lang}", include_in_schema=False)
    async def bare(lang: str) -> Response:
        known(lang)
        return RedirectResponse(f"/{lang}/", 308)

    @app.get("/{lang}/", include_in_schema=False)
    async def home(lang: str) -> Response:
        known(lang)
        return HTMLResponse(render("home.html", lang))

    @app.exception_handler(Refusal)
    async def refusal(request: Request, error: Refusal) -> Response:
        return problems.refused(request, error)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        code = {404: "not_found", 405: "not_allowed", 406: "not_acceptable"}.get(
            error.status_code, "malformed"
        )
        headers = dict(error.headers or {})
        if headers.get("Allow") == "GET":
            headers["Allow"] = "GET, HEAD"
        return problems.answer(request.url.path, problems.document(error.status_code, code), headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return problems.answer(request.url.path, problems.document(422, "malformed"))

    @app.exception_handler(KaihokenError)
    async def mistake(request: Request, error: KaihokenError) -> Response:
        return problems.answer(request.url.path, problems.of_input(error))

    app.add_middleware(Limits, settings=settings)
    app.add_middleware(Headers)
    app.add_middleware(Access)
    return app


@cache
def ready() -> None:
    """用意: reads tables and catalogue, and meets every form: two threads that met one first at the same time would crash msgspec."""
    tables()
    catalogue()
    for form in (Case, api.Asked, *(room.form for room in ROOMS.values())):
        with suppress(msgspec.ValidationError):
            msgspec.convert({}, form)


def preferred(accepted: str) -> str:
    """言語: the first of the two languages by what the browser prefers; English for any other, Japanese for none."""
    found = []
    for place, one in enumerate(accepted.split(",")[:20]):
        name, _, weight = one.strip().partition(";q=")
        try:
            found.append((-float(weight or 1), place, name[:2].lower()))
        except ValueError:
            continue
    named = [name for _, _, name in sorted(found) if name.isalpha()]
    return next((name for name in named if name in LANGS), "en" if named else "ja")
