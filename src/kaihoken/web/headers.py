"""応答の見出し: what every response carries: nothing from elsewhere, no cookie, no referrer, nothing kept."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import answer, document, failed

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
FIXED = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
RAW = [(name.lower().encode(), value.encode()) for name, value in FIXED.items()]
NOT_KEPT = [(b"cache-control", b"no-store")]


class Headers:
    """応答の見出し: middleware around everything else. What says nothing of keeping is not to be kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        if scope["method"] == "HEAD":  # the server itself leaves the body out
            scope = {**scope, "method": "GET"}
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                own = message["headers"]
                kept = any(name == b"cache-control" for name, _ in own)
                message = {**message, "headers": [*own, *RAW, *(() if kept else NOT_KEPT)]}
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception as error:
            failed(error)
            if not started:
                found = document(500, "failed")
                await answer(scope["path"], found)(scope, receive, with_headers)
