"""命令: the commands. Each is imported only when it is called."""

from __future__ import annotations

import io
import sys

from cyclopts import App, CycloptsError

from . import __version__
from .errors import KaihokenError

STDIN = "<stdin>"

app = App(
    name="kaihoken",
    version=__version__,
    help="Japan's public health insurance (皆保険): who pays each yen, by which article.",
)
app.command("kaihoken.commands.settle:settle", name="settle", help="Settle cases and say why.")
app.command("kaihoken.commands.cases:cases", name="cases", help="Check published worked examples.")
app.command(
    "kaihoken.commands.law:law", name="law", help="The figures of the law, by date, and what changes."
)
app.command("kaihoken.commands.schema:schema", name="schema", help="The JSON Schema of a case.")
app.command(
    "kaihoken.commands.make_households:make_households",
    name="make-households",
    help="Make up households with bills as tables, tuned to published figures.",
)
app.command("kaihoken.commands.web:web", name="web", help="Serve the page and the API on this machine.")


def main() -> None:
    """Runs a command. A user's mistake ends with one message and exit code 2, without a traceback."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no Japanese shows question marks
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # A bare hyphen would be taken for an option.
    words = [STDIN if word == "-" else word for word in sys.argv[1:]]
    try:
        app(words, exit_on_error=False)
    except CycloptsError:
        sys.exit(2)
    except KaihokenError as error:
        print(f"kaihoken: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


if __name__ == "__main__":
    main()
