"""法令の数字の頁: /{lang}/law."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
