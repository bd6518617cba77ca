"""精算する: settles small cases at once, others in a thread, as many at the same time as the settings allow, and in time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

import anyio
from fastapi import FastAPI

from ..errors import TooLong
from ..forms.time_limit import time_limit
from .problems import Refusal

T = TypeVar("T")


QUICK = 1.0  # seconds after which a case waits with the slow ones
AT_ONCE = 0.02  # seconds of work that one case may keep everybody waiting
SMALL = 4_000  # bytes


async def in_thread(app: FastAPI, work: Callable[[], T]) -> T:
    """別の糸で: runs work outside the loop. Raises Refusal where it, or the wait for a thread, takes too long.

    What does not end soon begins anew among the slow ones, which have threads of their own: nobody with a quick
    question waits for them.
    """
    seconds = app.state.settings.settle_seconds
    try:
        async with asyncio.timeout(2 * seconds):
            if seconds > QUICK:
                try:
                    return await _limited(app.state.quick, work, QUICK)
                except TooLong:
                    pass
            return await _limited(app.state.slow, work, seconds)
    except (TimeoutError, TooLong):
        raise Refusal(503, "too_long", seconds) from None


async def _limited(threads: anyio.CapacityLimiter, work: Callable[[], T], seconds: float) -> T:
    def limited() -> T:
        with time_limit(seconds):  # a thread cannot be stopped from outside
            return work()

    return await anyio.to_thread.run_sync(limited, abandon_on_cancel=True, limiter=threads)


async def at_once(app: FastAPI, work: Callable[[], T], size: int) -> T:
    """その場で: a small case without a thread, which costs more than most settlements; one that takes longer after all in a thread."""
    if size <= SMALL:
        try:
            with time_limit(AT_ONCE, time.thread_time):  # other threads' time is not its own
                return work()
        except TooLong:
            pass
    return await in_thread(app, work)
