"""利用の記録: a line for each request: method, path, status, time. No query, no body, no address."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("kaihoken.web")


class Access:
    """利用の記録: middleware around everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not log.isEnabledFor(logging.INFO):
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            path = scope["path"].encode("ascii", "backslashreplace").decode()
            path = "".join(c if c.isprintable() else "?" for c in path)[:200]
            took = (time.perf_counter() - begun) * 1000
            log.info("%s %s %d %.1f ms", scope["method"][:10], path, status, took)
