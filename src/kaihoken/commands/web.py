"""ウェブの命令: kaihoken web."""

from __future__ import annotations

import gc
import logging
import sys

from ..errors import InputError


def web(*, port: int = 8000, host: str = "127.0.0.1") -> int:
    """Serve the page and the API on this machine, until Ctrl-C.

    Parameters
    ----------
    port
        Where to listen.
    host
        127.0.0.1: only this machine; 0.0.0.0: every one that reaches it.
    """
    try:
        import uvicorn

        from ..web.app import create_app
        from ..web.serve import options
        from ..web.settings import from_environment
    except ImportError as error:
        raise InputError(
            f"the web server is not installed ({error.name}).",
            mend="Write `pip install kaihoken[web]`.",
            ja=f"ウェブサーバーのパッケージがありません（{error.name}）。`pip install kaihoken[web]`で入れてください。",
        ) from None
    if not 0 <= port <= 65535:
        raise InputError(
            f"there is no port {port}.",
            "--port",
            "Write one from 1024 to 65535.",
            f"{port}番のポートはありません。1024から65535までの番号を書いてください。",
        )
    logging.basicConfig(format="%(message)s", stream=sys.stderr)
    logging.getLogger("kaihoken.web").setLevel(logging.INFO)
    # what no line of the log tells is not looked up for each (Python's own advice in "Logging HOWTO: Optimization")
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
    settings = from_environment()
    app = create_app(settings)
    sys.setswitchinterval(0.001)  # a long case in a thread gives way sooner to what others ask
    gc.freeze()  # what the server keeps all its life is not searched for garbage again and again
    print(f"http://{host}:{port}/  (Ctrl-C ends it)", file=sys.stderr, flush=True)
    uvicorn.run(app, host=host, port=port, **options(settings))
    return 0
