"""The page in a browser: both languages, with and without scripts, wide and narrow, on paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from web_server import serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("KAIHOKEN_BROWSER") != "needed",
    reason="no chromium on this machine: apt-get install chromium fonts-noto-cjk",
)
SIZES = {"desktop": (1280, 900), "phone": (360, 740)}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A server of its own on a free port."""
    with serving() as found:
        yield found


def opened(browser: Browser, address: str, size: str = "desktop", scripts: bool = True, **more: Any) -> Page:
    """A page whose every message, error and foreign request fails the test at its end."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=scripts, base_url=address, **more
    )
    page = context.new_page()
    page.set_default_timeout(5_000)
    page.wrong = wrong = []  # type: ignore[attr-defined]
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda request: wrong.append(request.url) if not request.url.startswith(address) else None
    )
    return page


def fine(page: Page) -> None:
    """Nothing in the console, nothing from elsewhere, no cookie, nothing that axe finds, no sideways scrolling."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    told = [text for text in page.wrong if "422" not in text]  # type: ignore[attr-defined]
    assert not told, told
    assert page.context.cookies() == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


WORDS = {
    "ja": ("計算する", "窓口で払う額", "92,940円"),
    "en": ("Work it out", "At the counters", "92,940 yen"),
}


def fill(page: Page) -> None:
    page.locator("#people-0-age").fill("40")
    page.locator("input[name='people.0.insurance'][value=employee]").check()
    page.locator("#people-0-class").select_option("ウ")
    page.locator("#bills-0-what").select_option("inpatient")
    page.locator("#bills-0-month").fill("2026-08")
    page.locator("#bills-0-amount").fill("1,000,000")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_person_finds_what_to_pay(
    browser: Browser, address: str, lang: str, size: str, scripts: bool
) -> None:
    press, counter, yen = WORDS[lang]
    page = opened(browser, address, size, scripts)
    page.goto(f"/{lang}/pay")
    fill(page)
    page.get_by_role("button", name=press).last.click()
    answer = page.locator("section.answer")
    expect(answer).to_contain_text(counter)
    expect(answer).to_contain_text(yen)
    assert page.url == f"{address}/{lang}/pay"
    expect(page.locator("#bills-0-amount")).to_have_value("1,000,000")
    if scripts:
        fine(page)
    page.context.close()
