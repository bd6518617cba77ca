"""A server of its own on a free port, for tests that need a real connection."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from kaihoken.web.app import create_app
from kaihoken.web.serve import options
from kaihoken.web.settings import Settings


@contextmanager
def serving(settings: Settings | None = None) -> Iterator[str]:
    """Runs a server in a thread; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings = settings or Settings()
        chosen = {**options(settings), "log_level": "critical"}
        server = uvicorn.Server(uvicorn.Config(create_app(settings), **chosen))
        thread = threading.Thread(target=server.run, args=([free],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{free.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
