"""精算する: settles small cases at once, others in a thread, as many at the same time as the settings allow, and in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import anyio
from fastapi import FastAPI

from ..errors import TooLong
from ..forms.time_limit import time_limit
from .problems import Refusal

T = TypeVar("T")


async def in_thread(app: FastAPI, work: Callable[[], T]) -> T:
    """別の糸で: runs work outside the loop. Raises Refusal where it, or the wait for a thread, takes too long."""
    seconds = app.state.settings.settle_seconds

    def limited() -> T:
        with time_limit(seconds):  # a thread cannot be stopped from outside
            return work()

    try:
        async with asyncio.timeout(2 * seconds):
            return await anyio.to_thread.run_sync(limited, abandon_on_cancel=True, limiter=app.state.workers)
    except (TimeoutError, TooLong):
        raise Refusal(503, "too_long", seconds) from None


AT_ONCE = 0.02  # seconds that one case may keep everybody waiting
SMALL = 4_000  # bytes


async def at_once(app: FastAPI, work: Callable[[], T], size: int) -> T:
    """その場で: a small case without a thread, which costs more than most settlements; one that takes longer after all in a thread."""
    if size <= SMALL:
        try:
            with time_limit(AT_ONCE):
                return work()
        except TooLong:
            pass
    return await in_thread(app, work)
