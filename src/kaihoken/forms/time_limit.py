"""時間の制限: settling may be given an end; whoever serves many people sets one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ..errors import TooLong

Clock = Callable[[], float]
_end: ContextVar[tuple[Clock, float] | None] = ContextVar("end", default=None)


@contextmanager
def time_limit(seconds: float, clock: Clock = time.monotonic) -> Iterator[None]:
    """時間の制限: settling within raises TooLong once so many seconds of the clock are over."""
    token = _end.set((clock, clock() + seconds))
    try:
        yield
    finally:
        _end.reset(token)


def in_time() -> None:
    """時間内か: raises TooLong where the limit is over; without a limit nothing."""
    limit = _end.get()
    if limit is not None and limit[0]() > limit[1]:
        raise TooLong(
            "this takes too long to settle. Send fewer bills, or say more of what is not known.",
            ja="計算に時間がかかりすぎます。請求を減らすか、分からないことを減らしてください。",
        )
