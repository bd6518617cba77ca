"""Sets everything up and runs a command: python3 run.py [COMMAND …]. Needs Python 3.11 or newer.

    python3 run.py                     settle examples/family-year.yaml
    python3 run.py settle FILE…        and every other command of `kaihoken`: benefits, premium, enrol, covered, law, …
    python3 run.py web [--port N]      the page and the API, at http://127.0.0.1:8000/
    python3 run.py test [ARGS]         the tests
    python3 run.py check               ruff and mypy --strict
    python3 run.py mutate [ARGS]       change every figure and comparison of the law; tests must notice
    python3 run.py bench [ARGS]        the benchmarks
    python3 run.py docs [serve]        build the site of docs/ into build/site, or serve it while you write

Makes .venv beside this file, installs into it only what the command needs, and becomes the command.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# command: (extra it needs, what to run)
COMMANDS = {
    "test": ("dev", ["-m", "pytest"]),
    "check": ("dev", ["-c", "import subprocess, sys; py = sys.executable\n"
                      "for tool in (['ruff', 'check', '.'], ['ruff', 'format', '--check', '.'], ['mypy']):\n"
                      "    print('+', *tool, flush=True)\n"
                      "    code = subprocess.call([py, '-m', *tool])\n"
                      "    if code: sys.exit(code)"]),
    "mutate": ("dev", [str(HERE / "tests" / "mutate.py")]),
    "make-households": ("tables", None),
    "web": ("web", None),
    "bench": ("dev", [str(HERE / "benchmarks" / "law.py")]),
    "docs": ("docs", [str(HERE / "tests" / "docs_site.py")]),
}  # fmt: skip


# an extra, and those that hold all that it needs
ENOUGH = {
    "cli": ("cli", "tables", "web", "dev"),
    "tables": ("tables", "dev"),
    "web": ("web", "dev"),
    "docs": ("docs", "dev"),
    "dev": ("dev",),
}


def say(text):
    print(f"run.py: {text}", file=sys.stderr, flush=True)


def call(*command):
    done = subprocess.run([str(c) for c in command], stdout=sys.stderr, cwd=HERE)
    if done.returncode:
        say(f"this failed: {' '.join(str(c) for c in command)}")
        sys.exit(done.returncode)


def ready(extra):
    """Installs an extra unless exactly this set is installed already."""
    pins = [HERE / "pyproject.toml", HERE / "constraints.txt"]
    wanted = hashlib.sha256(b"".join(p.read_bytes() for p in pins)).hexdigest()[:16]
    marks = {name: VENV / f"installed-{name}-{wanted}" for name in ENOUGH}
    if any(marks[name].exists() for name in ENOUGH[extra]):
        return
    if not PYTHON.exists():
        say("making .venv")
        try:
            import ensurepip  # noqa: F401
        except ImportError:
            say("Python's venv module is not complete; on Debian: apt-get install python3-venv")
            sys.exit(2)
        call(sys.executable, "-m", "venv", VENV)
    say(f"installing what '{extra}' needs (once)")
    call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--constraint", HERE / "constraints.txt", "--editable", f"{HERE}[{extra}]")  # fmt: skip
    marks[extra].touch()


def main():
    if sys.version_info < (3, 11):
        say(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
        sys.exit(2)
    words = sys.argv[1:] or ["settle", str(HERE / "examples" / "family-year.yaml")]
    if words[0] in ("-h", "--help"):
        print(__doc__)
        return
    extra, run = COMMANDS.get(words[0], ("cli", None))
    if words[0] in ("settle", "premium") and any(Path(word).is_dir() for word in words[1:]):
        extra = "tables"
    ready(extra)
    if run is None:
        command = [str(PYTHON), "-m", "kaihoken.cli", *words]
    else:
        os.chdir(HERE)
        command = [str(PYTHON), *run, *words[1:]]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
