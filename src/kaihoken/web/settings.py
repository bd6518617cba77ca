"""設定: the limits of the server, each by an environment variable, with a default."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

from ..errors import InputError

PREFIX = "KAIHOKEN_"


@dataclass(frozen=True, slots=True)
class Settings:
    """設定: KAIHOKEN_BODY_BYTES and so on; sizes in bytes, times in seconds."""

    body_bytes: int = 500_000  # a case, a form
    depth: int = 20  # how deep JSON may be nested
    form_fields: int = 3_000
    head_bytes: int = 32_000  # the address and the headers of a request
    body_seconds: int = 15  # in which the headers must have come, and then a whole body
    idle_seconds: int = 30  # in which the next piece of a batch must come
    batch_bytes: int = 200_000_000
    batch_line_bytes: int = 200_000
    batch_lines: int = 100_000
    bills: int = 400  # of one case
    settle_seconds: int = 20  # for one case of the page or of the API
    workers: int = 2  # cases that are settled at the same time
    connections: int = 500  # at the same time


def from_environment() -> Settings:
    """環境から: the settings of the environment. Raises InputError for one that is no whole number above 0."""
    found = {}
    for field in fields(Settings):
        name = PREFIX + field.name.upper()
        text = os.environ.get(name)
        if text is None:
            continue
        if not text.isdecimal() or int(text) == 0:
            raise InputError(
                f"'{text}' is no whole number above 0.",
                name,
                f"The default is {field.default}.",
                f"「{text}」は1以上の整数ではありません。初期値は{field.default}です。",
            )
        found[field.name] = int(text)
    return Settings(**found)
