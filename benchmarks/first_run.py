"""A fresh process that settles two bills with the compiled law and prints the seconds it took as JSON."""

from __future__ import annotations

import json
import time

started = time.perf_counter()

from population import packed, tiled  # noqa: E402

from kaihoken.engine.compiled import settle_all  # noqa: E402

columns = tiled(packed(2, True), 1)
ready = time.perf_counter()
settle_all()(*columns.arguments)
print(json.dumps({"imports": ready - started, "law": time.perf_counter() - ready}))
