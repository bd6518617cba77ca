"""精算する: settles in a thread, as many at once as the settings allow, and in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import anyio
from fastapi import FastAPI

from .problems import Refusal

T = TypeVar("T")


async def in_thread(app: FastAPI, work: Callable[[], T]) -> T:
    """別の糸で: runs work outside the loop. Raises Refusal where it takes too long.

    A thread cannot be stopped: it goes on, and holds one of the workers until it ends.
    """
    seconds = app.state.settings.settle_seconds
    try:
        async with asyncio.timeout(seconds):
            return await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=app.state.workers)
    except TimeoutError:
        raise Refusal(503, "too_long", seconds) from None
