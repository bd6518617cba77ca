"""接続: the server, and connections whose request lines and headers must be small and come in time."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .headers import RAW
from .problems import TYPE, document
from .settings import Settings


class Connection(HttpToolsProtocol):
    """接続: as uvicorn's, which limits neither the size of headers nor the time in which they come."""

    settings = Settings()
    unread = 0  # bytes that came since anything was whole
    timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._come()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.timer is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()  # the next request of the same connection
        self.unread += len(data)
        super().data_received(data)
        if self.unread > self.settings.head_bytes and not self.transport.is_closing():
            self._refused(431, "too_large", f"{self.settings.head_bytes:,}")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["state"]["crowded"] = len(self.connections) > self.settings.connections

    def on_headers_complete(self) -> None:
        self._come()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self.unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.unread = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        self._refused(400, "malformed")

    def _wait(self) -> None:
        seconds = self.settings.body_seconds
        self.timer = self.loop.call_later(seconds, self._late)

    def _come(self) -> None:
        self.unread = 0
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def _late(self) -> None:
        self.timer = None
        if self.unread:
            self._refused(408, "too_slow", self.settings.body_seconds)
        else:
            self.transport.close()

    def _refused(self, status: int, code: str, *values: object) -> None:
        """A problem document without the application, which has seen nothing of the request."""
        if self.cycle is not None and not self.cycle.response_complete:  # its answer may have begun
            self.transport.close()
            return
        body = msgspec.json.encode(document(status, code, *values))
        head = [
            b"HTTP/1.1 %d " % status,
            b"content-type: " + TYPE.encode(),
            b"content-length: %d" % len(body),
        ]
        head += [name + b": " + value for name, value in RAW]
        head += [b"cache-control: no-store", b"connection: close"]
        self.transport.write(b"\r\n".join(head) + b"\r\n\r\n" + body)
        self.transport.close()


def options(settings: Settings) -> dict[str, Any]:
    """設定: of uvicorn, so that it serves within the limits."""
    return {
        "http": type("Connection", (Connection,), {"settings": settings}),
        "ws": "none",
        "access_log": False,
        "log_level": "warning",
        "server_header": False,
        "timeout_keep_alive": 10,
    }
