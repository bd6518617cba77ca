"""時間の制限: settling may be given an end; whoever serves many people sets one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ..errors import TooLong

_end: ContextVar[float] = ContextVar("end", default=0.0)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """時間の制限: settling within raises TooLong once so many seconds are over."""
    token = _end.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def in_time() -> None:
    """時間内か: raises TooLong where the limit is over; without a limit nothing."""
    end = _end.get()
    if end and time.monotonic() > end:
        raise TooLong(
            "this takes too long to settle. Send fewer bills, or say more of what is not known.",
            ja="計算に時間がかかりすぎます。請求を減らすか、分からないことを減らしてください。",
        )
