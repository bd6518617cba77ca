"""APIの説明: the OpenAPI document, from the same structs that the command line reads and prints."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from fastapi import FastAPI
from starlette.responses import Response

from .. import __version__
from ..households.answer import Settlement
from .api import Asked
from .problems import TYPE

EXAMPLES = {
    "short": {
        "summary": "A million yen in hospital · 医療費100万円の入院",
        "value": {"scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40, "setting": "inpatient", "cost": 1000000},
    },
    "open": {
        "summary": "The income class is not known · 所得区分が分からない",
        "value": {
            "insurers": {"K": {"kind": "national"}},
            "people": {"A": {"age": 40, "insurer": "K"}},
            "bills": [{"month": "2026-08", "person": "A", "setting": "inpatient", "cost": 1000000}],
        },
    },
    "answered": {
        "summary": "The same with an answer · 質問に答えた場合",
        "value": {
            "insurers": {"K": {"kind": "national"}},
            "people": {"A": {"age": 40, "insurer": "K"}},
            "bills": [{"month": "2026-08", "person": "A", "setting": "inpatient", "cost": 1000000}],
            "facts": {"class:K/": "ウ"},
        },
    },
}  # fmt: skip

PROBLEM = {
    "type": "object",
    "description": "問題の知らせ: a problem document (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "title_ja": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "detail_ja": {"type": "string"},
        "where": {"type": "string", "description": "the field, as bills[0].cost"},
        "mend": {"type": "string"},
        "line": {"type": "integer", "description": "of a batch"},
    },
}
PROBLEMS = {400: "read", 405: "method", 408: "time", 413: "size", 415: "kind", 422: "case", 503: "time"}


def _problem(what: str) -> dict[str, Any]:
    return {"description": what, "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _settled(summary: str, name: str) -> dict[str, Any]:
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/Asked"},
                        "examples": EXAMPLES,
                    }
                },
            },
            "responses": {
                "200": {
                    "description": "精算 · the settlement",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Settlement"}}},
                },
                **{str(status): _problem(what) for status, what in PROBLEMS.items()},
            },
        }
    }


def _law(
    summary: str, name: str, path: tuple[str, ...] = (), query: dict[str, bool] | None = None
) -> dict[str, Any]:
    """A resource of the law. path: names in its address; query: names after the ?, and whether they are needed."""
    month = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}
    parameters = [{"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in path]
    parameters += [
        {"name": n, "in": "query", "required": needed, "schema": month, "example": "2026-08"}
        for n, needed in (query or {}).items()
    ]
    mark = {"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"}}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [*parameters, mark],
            "responses": {
                "200": {
                    "description": "法令の数字 · figures of the law",
                    "headers": {"ETag": {"schema": {"type": "string"}}},
                    "content": {"application/json": {"schema": {"type": ["array", "object"]}}},
                },
                "304": {"description": "変わりなし · nothing has changed"},
                **{
                    str(status): _problem(what)
                    for status, what in {400: "query", 404: "name", 422: "month"}.items()
                },
            },
        }
    }


@cache
def document() -> dict[str, Any]:
    """OpenAPI文書: version 3.1."""
    _, components = msgspec.json.schema_components(
        [Asked, Settlement], ref_template="#/components/schemas/{name}"
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kaihoken",
            "version": __version__,
            "description": "Japan's public health insurance (皆保険): who pays each yen, by which article. "
            "NDJSON (`application/x-ndjson`) in gives NDJSON out, a line for each case.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/api/v1/settle": _settled("事例を精算する · settle a case", "settle"),
            "/api/v1/explain": _settled("すべての手順とともに · with every call of the law", "explain"),
            "/api/v1/law": _law(
                "表の一覧、またはその月の数字 · the series, or the figures of a month",
                "law",
                query={"on": False},
            ),
            "/api/v1/law/changes": _law(
                "変わる数字 · what changes", "changes", query={"from": True, "to": True}
            ),
            "/api/v1/law/rules": _law("規定と条文 · the rules and their articles", "rules"),
            "/api/v1/law/{name}": _law("一つの表 · one series", "series", ("name",)),
            "/api/v1/law/{name}/{since}": _law("一つの期間 · one period", "period", ("name", "since")),
        },
        "components": {"schemas": {**components, "Problem": PROBLEM}},
    }


def add(app: FastAPI) -> None:
    """The document at its address."""

    @app.get("/api/v1/openapi.json", include_in_schema=False)
    async def openapi() -> Response:
        return Response(msgspec.json.encode(document()), media_type="application/json")
