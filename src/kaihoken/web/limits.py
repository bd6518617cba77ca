"""制限: refuses bodies that are too large, too slow, too deep or of too many fields, before anything reads them.

A batch (NDJSON) streams: only its size and the time between two pieces are held here, its lines where
they are read.
"""

from __future__ import annotations

import asyncio
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Refusal, answer, document
from .settings import Settings

NDJSON = "application/x-ndjson"
FORM = "application/x-www-form-urlencoded"


class Limits:
    """制限: middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = self._in_time(send)
        headers = {k.lower(): v for k, v in scope["headers"]}
        kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower().decode("latin-1")
        try:
            if scope.get("state", {}).get("crowded"):
                raise Refusal(503, "crowded")
            most = self.settings.head_bytes
            if sum(len(name) + len(value) for name, value in scope["headers"]) > most:
                raise Refusal(431, "too_large", f"{most:,}")
            if sum(name.lower() == b"content-type" for name, _ in scope["headers"]) > 1:
                raise Refusal(400, "malformed")  # which of them holds is read differently here and there
            if kind == NDJSON:
                most = self.settings.batch_bytes
                _announced(headers, most)
                await self.app(scope, self._counted(receive, most), send)
                return
            _announced(headers, self.settings.body_bytes)
            body = await self._whole(receive)
            self._held(body, kind)
        except Refusal as refusal:
            found = document(refusal.status, refusal.code, *refusal.values)
            await answer(scope["path"], found, {"Connection": "close"})(scope, receive, send)
            return
        except _Gone:
            return
        await self.app(scope, _replayed(body, receive), send)

    def _in_time(self, send: Send) -> Send:
        """A client that does not read loses its connection."""

        async def timed(message: Message) -> None:
            async with asyncio.timeout(self.settings.idle_seconds):
                await send(message)

        return timed

    async def _whole(self, receive: Receive) -> bytes:
        """The whole body, in time and within its size."""
        pieces: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self.settings.body_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise _Gone
                    pieces.append(message.get("body", b""))
                    size += len(pieces[-1])
                    if size > self.settings.body_bytes:
                        raise Refusal(413, "too_large", f"{self.settings.body_bytes:,}")
                    if not message.get("more_body"):
                        return b"".join(pieces)
        except TimeoutError:
            raise Refusal(408, "too_slow", self.settings.body_seconds) from None

    def _held(self, body: bytes, kind: str) -> None:
        if kind == FORM and body.count(b"&") >= self.settings.form_fields:
            raise Refusal(413, "too_many_fields", f"{self.settings.form_fields:,}")
        if kind.endswith("json") and depth(body) > self.settings.depth:
            raise Refusal(400, "too_deep", self.settings.depth)

    def _counted(self, receive: Receive, most: int) -> Receive:
        size = 0

        async def counted() -> Message:
            nonlocal size
            try:
                async with asyncio.timeout(self.settings.idle_seconds):
                    message = await receive()
            except TimeoutError:
                raise Refusal(408, "too_slow", self.settings.idle_seconds) from None
            size += len(message.get("body", b""))
            if size > most:
                raise Refusal(413, "too_large", f"{most:,}")
            return message

        return counted


class _Gone(Exception):
    """The client went away."""


def _announced(headers: dict[bytes, bytes], most: int) -> None:
    """A length that is announced is held against the limit before the body comes."""
    length = headers.get(b"content-length", b"0")
    if not length.isdigit():
        raise Refusal(400, "malformed")
    if len(length) > 15 or int(length) > most:
        raise Refusal(413, "too_large", f"{most:,}")


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever follows."""
    done = False

    async def replayed() -> Message:
        nonlocal done
        if done:
            return await receive()
        done = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.S)
_BRACKETS = bytes(b for b in range(256) if b not in b"[]{}")


def depth(body: bytes) -> int:
    """入れ子の深さ: how deep brackets outside strings are nested, counted without reading the JSON."""
    deepest = now = 0
    for byte in _STRING.sub(b"", body).translate(None, delete=_BRACKETS):
        now += 1 if byte in b"[{" else -1
        deepest = max(deepest, now)
    return deepest
