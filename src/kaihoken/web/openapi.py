"""APIの説明: the OpenAPI document, from the same structs that the command line reads and prints."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import msgspec
from fastapi import FastAPI
from starlette.responses import Response

from .. import __version__
from ..forms.reply import Reply
from ..households.answer import Settlement
from .api import Asked
from .api_rooms import KINDS
from .limits import NDJSON
from .problems import TYPE
from .rooms import ROOMS, Room

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
    "required": ["type", "title", "title_ja", "status", "detail", "detail_ja"],
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
PROBLEMS = {
    400: "read", 405: "method", 408: "time", 413: "size", 415: "kind", 422: "case", 431: "headers", 503: "time, crowd",
}  # fmt: skip

LAW_PROBLEMS = {400: "query", 404: "name", 422: "month", 431: "headers", 503: "crowd"}
EXAMPLE = {
    "on": "2026-08", "from": "2026-07", "to": "2026-08", "name": "cap_70_outpatient", "since": "2026-08",
}  # fmt: skip


def _problem(what: str) -> dict[str, Any]:
    return {"description": what, "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _settled(summary: str, name: str, schema: str) -> dict[str, Any]:
    found = _posted(summary, name, schema, EXAMPLES, "Settlement", "精算 · the settlement")
    post = found["post"]
    post["requestBody"]["content"][NDJSON] = {
        "schema": {"type": "string", "description": "事例を1行に1つ · a case on each line"},
        "example": "".join(json.dumps(one["value"], ensure_ascii=False) + "\n" for one in EXAMPLES.values()),
    }
    post["responses"]["200"]["content"][NDJSON] = {
        "schema": {
            "type": "string",
            "description": "1行に1つの答え（Settlement）か問題（Problem、行番号`line`付き） · an answer (Settlement) or a "
            "problem (Problem, with its `line`) on each line",
        }
    }
    return found


def _asked(room: Room, name: str, schema: str) -> dict[str, Any]:
    examples = {key: {"summary": said, "value": value} for key, (said, value) in room.examples.items()}
    return _posted(room.summary, name, schema, examples, "Reply", "答え · the reply")


def _posted(
    summary: str, name: str, schema: str, examples: dict[str, Any], answer: str, said: str
) -> dict[str, Any]:
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": schema}, "examples": examples}},
            },
            "responses": {
                "200": {
                    "description": said,
                    "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{answer}"}}},
                },
                **{str(status): _problem(what) for status, what in PROBLEMS.items()},
            },
        }
    }


def _catalogue() -> dict[str, Any]:
    found = _law("目録 · the catalogue with the status of each entry on a day", "catalogue")
    day = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    query = {
        "on": (day, "2026-08-10"),
        "q": ({"type": "string"}, "エレビジス"),
        "kind": ({"enum": list(KINDS)}, "regenerative"),
    }
    found["get"]["parameters"] += [
        {"name": name, "in": "query", "required": False, "schema": schema, "example": example}
        for name, (schema, example) in query.items()
    ]
    del found["get"]["responses"]["404"]
    return found


def _law(
    summary: str, name: str, path: tuple[str, ...] = (), query: dict[str, bool] | None = None
) -> dict[str, Any]:
    """A resource of the law. path: names in its address; query: names after the ?, and whether they are needed."""
    month = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}
    parameters = [
        {"name": n, "in": "path", "required": True, "schema": {"type": "string"}, "example": EXAMPLE[n]}
        for n in path
    ]
    parameters += [
        {"name": n, "in": "query", "required": needed, "schema": month, "example": EXAMPLE[n]}
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
                **{str(status): _problem(what) for status, what in LAW_PROBLEMS.items()},
            },
        }
    }


@cache
def document() -> dict[str, Any]:
    """OpenAPI文書: version 3.1."""
    schemas, components = msgspec.json.schema_components(
        [Asked, Settlement, Reply, *(room.form for room in ROOMS.values())],
        ref_template="#/components/schemas/{name}",
    )
    case, forms = schemas[0]["$ref"], dict(zip(ROOMS, schemas[3:], strict=True))
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
            "/api/v1/settle": _settled("事例を精算する · settle a case", "settle", case),
            "/api/v1/explain": _settled("すべての手順とともに · with every call of the law", "explain", case),
            **{f"/api/v1/{name}": _asked(room, name, forms[name]["$ref"]) for name, room in ROOMS.items()},
            "/api/v1/catalogue": _catalogue(),
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
