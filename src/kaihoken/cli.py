"""命令: the commands. Each is imported only when it is called."""

from __future__ import annotations

import io
import os
import sys
from itertools import pairwise

from cyclopts import App, CycloptsError

from . import __version__
from .errors import KaihokenError

STDIN = "<stdin>"

app = App(
    name="kaihoken",
    version=__version__,
    help="Japan's public health insurance (皆保険): who pays each yen, by which article.",
)
# command: what it does; each stands in `commands` under its own name
COMMANDS = {
    "settle": "Settle cases and say why.",
    "benefits": "Benefits in cash: sickness, maternity, childbirth, funeral.",
    "premium": "Premiums: an employee's month or bonus, the standard, continuation, the municipal levy, a payroll.",
    "enrol": "Which scheme a person belongs to, and what to do.",
    "catalogue": "Products and services, by date.",
    "covered": "Whether a product or service is covered for a patient on a day, and what is paid.",
    "decide": "Approval, online care, add-ons: decided step by step.",
    "web": "Serve the page and the API on this machine.",
    "law": "The figures of the law, by date, and what changes.",
    "cases": "Check published worked examples.",
    "schema": "The JSON Schema of a case, of another form, or of an answer.",
    "make-households": "Make up households with bills as tables, tuned to published figures.",
}
for name, what in COMMANDS.items():
    place = name.replace("-", "_")
    app.command(f"kaihoken.commands.{place}:{place}", name=name, help=what)


def main() -> None:
    """Runs a command. A user's mistake ends with one message and exit code 2, without a traceback."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no Japanese shows question marks
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # A bare hyphen would be taken for an option.
    words = [STDIN if word == "-" else word for word in sys.argv[1:]]
    try:
        try:
            app(words, exit_on_error=False)
        finally:
            sys.stdout.flush()  # so that a reader who has left is met here, not at the interpreter's end
    except CycloptsError:
        sys.exit(2)
    except KaihokenError as error:
        print(f"kaihoken: {error.told(_language(words))}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _language(words: list[str]) -> str:
    """The language that a command was asked to speak, or the terminal's."""
    from .commands.files import language

    asked = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    asked += [after for word, after in pairwise(words) if word == "--lang"]
    return language(asked[-1] if asked else None)


if __name__ == "__main__":
    main()
