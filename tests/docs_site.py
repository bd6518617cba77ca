"""Builds the site of docs/ into build/site and looks at what came out: python3 run.py docs [serve].

Every link and anchor of the built pages leads somewhere, and nothing is loaded from elsewhere.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build" / "site"
LOADED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src")}
APART = {"code", "script", "style", "nav", "h1", "h2", "h3", "h4"}  # words that may look like Markdown


class Page(HTMLParser):
    """What a page loads, where it leads, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.anchors = {"__skip"}
        self.words = ""
        self.apart = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.apart += tag in APART
        for name, value in attrs:
            if value and (tag, name) in LOADED:
                self.loads.append(value)
            elif value and (tag, name) == ("a", "href"):
                self.leads.append(value)
            elif value and name in ("id", "name"):
                self.anchors.add(value)

    def handle_endtag(self, tag: str) -> None:
        self.apart -= tag in APART

    def handle_data(self, data: str) -> None:
        self.words += "" if self.apart else data


def build() -> str:
    """Runs Zensical, which refuses links and anchors of a page's text that lead nowhere; what it said, else ""."""
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "--strict"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    if done.returncode:
        return done.stdout + done.stderr
    for page in (SITE / "ja").glob("*.html"):  # Zensical knows one language of a site
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace('<html lang="en"', '<html lang="ja"', 1), encoding="utf-8")
    return ""


def wrong(site: Path = SITE) -> list[str]:
    """What leads nowhere or is loaded from elsewhere, a line for each."""
    pages = {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    found = []
    for path, page in pages.items():
        name = path.relative_to(site.resolve())
        for left in re.findall(
            r"^.*(?:\]\(|\]\[|--8<--|\*\*).*$|^ *(?:- |\d+\. |\||#+ ).+$", page.words, re.M
        ):
            found.append(f"{name}: not read as Markdown (an empty line before it?): {left.strip()[:80]}")
        for link in page.loads + page.leads:
            if link.startswith(("http:", "https:", "//")):
                if link in page.loads:
                    found.append(f"{name}: loads {link}")
                continue
            if link.startswith(("data:", "mailto:", "javascript:")):
                continue
            place, _, anchor = unquote(link).partition("#")
            base = site.resolve() if place.startswith("/") else path.parent  # the page of what is not found
            target = (base / place.partition("?")[0].lstrip("/")).resolve() if place else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists():
                found.append(f"{name}: {link} is not there")
            elif anchor and target in pages and anchor not in pages[target].anchors:
                found.append(f"{name}: {link} has no such place")
    return [
        *found,
        *(f"{path.name}: loads from elsewhere" for path in site.glob("*.css") if "url(" in path.read_text()),
    ]


def main() -> None:
    if sys.argv[1:] == ["serve"]:
        sys.exit(subprocess.call([sys.executable, "-m", "zensical", "serve"], cwd=ROOT))
    said = build()
    lines = [said] if said else wrong()
    for line in lines:
        print(line, file=sys.stderr)
    if lines:
        sys.exit(1)
    print(f"{len(list(SITE.rglob('*.html')))} pages in {SITE.relative_to(ROOT)}: open {SITE / 'index.html'}")


if __name__ == "__main__":
    main()
