"""Takes the pictures of docs/images anew, from the pages as they are: .venv/bin/python tests/pictures.py [NAME …].

Needs chromium with Noto CJK, and pdftoppm for the sheet. Look at each before you commit it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from test_web_browser import CHROMIUM, fill
from test_web_rooms_browser import newcomer, patient, sickness, unfold
from web_server import serving

IMAGES = Path(__file__).parent.parent / "docs" / "images"
DESK, PHONE = (1200, 900), (390, 780)
EDGE = 16  # room left and right of what is shown, in pixels


def settled(page: Page) -> None:
    page.locator("button.main").click()
    page.locator("section.answer").wait_for()
    page.wait_for_timeout(500)


def child(page: Page, lang: str) -> None:
    """Elevidys, with a certificate of programme 52."""
    page.goto(f"/{lang}/pay")
    fill(page)
    page.locator("#people-0-age").fill("4")
    page.locator("#bills-0-month").fill("2027-02")
    page.locator("#bills-0-amount").fill("304,972,040")
    page.locator("button[value=add_certificates]").click()
    page.locator("#certificates-0-program").select_option("52")
    page.locator("#certificates-0-limit").fill("10000")


def answer(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/pay")
    fill(page)
    settled(page)


def certificate(page: Page, lang: str) -> None:
    child(page, lang)
    settled(page)


def questions(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/pay")


def asked(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/pay")
    fill(page)
    page.locator("#people-0-class").select_option("")
    page.locator("#people-0-amount_of").select_option("rough_income")
    page.locator("#people-0-amount").fill("5,000,000")
    settled(page)


def folds(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/pay")
    fill(page)
    unfold(page, "Does the health insurance society")
    page.locator("#people-0-supp_floor").fill("25,000")
    unfold(page, "Earlier months")
    page.locator("#people-0-benefit").select_option("months")
    page.locator("#people-0-months").fill("2026-03 2026-05")
    unfold(page, "The insurance changed")
    page.locator("button[value='add_covers.0']").click()
    page.locator("#people-0-covers-0-since").fill("2026-09-16")
    page.locator("#people-0-covers-0-then").select_option("national")


def covered(page: Page, lang: str) -> None:
    patient(page, lang)
    settled(page)


def cash(page: Page, lang: str) -> None:
    sickness(page, lang)
    settled(page)


def enrol(page: Page, lang: str) -> None:
    newcomer(page, lang)
    settled(page)


def gap(page: Page, lang: str) -> None:
    """Left a firm on 10 March, saw a doctor in May, tells the municipality in November."""
    page.goto(f"/{lang}/enrol")
    page.locator("#about-on").fill("2026-11-21")
    page.locator("#person-0-birth").fill("1990-01-01")
    for fold in (
        ("仕事", "退職した", "保険の空白") if lang == "ja" else ("Work", "Left work", "If there was a gap")
    ):
        page.locator("summary", has_text=re.compile(f"^{fold}")).first.click()
    page.locator("#person-0-work").select_option("none")
    page.locator("#person-0-left_on").fill("2026-03-10")
    page.locator("#person-0-left_months").fill("60")
    page.locator("#person-0-treated_on").fill("2026-05-06")
    page.locator("#person-0-treated_cost").fill("123,450")
    page.locator("#person-0-levy_monthly").fill("15,000")
    settled(page)


def decide(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/decide")
    page.locator("input[value=remote_sale]").check()
    page.locator("#decision-on").fill("2026-06-01")
    settled(page)


def changes(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/law/changes?from=2026-07&to=2026-08")


# name: what is done, language, size of the window, what is shown, and its greatest height
Shot = tuple[Callable[[Page, str], None], str, tuple[int, int], str, int]
SHOTS: dict[str, Shot] = {
    "answer": (answer, "en", DESK, "section.answer", 1565),
    "answer-ja": (answer, "ja", DESK, "section.answer", 1540),
    "folds": (folds, "en", DESK, "form", 1451),
    "certificate": (certificate, "en", DESK, "h4:has-text('With the certificate')", 860),
    "phone": (questions, "en", PHONE, "body", 780),
    "phone-ja": (questions, "ja", PHONE, "body", 780),
    "asked": (asked, "en", PHONE, "section.answer", 780),
    "covered": (covered, "en", DESK, "main", 1283),
    "cash": (cash, "en", DESK, "section.answer", 1255),
    "enrol": (enrol, "en", DESK, "section.answer", 1288),
    "gap": (gap, "en", DESK, "section.answer", 1300),
    "decide": (decide, "en", DESK, "main", 1172),
    "law": (changes, "en", DESK, "body", 884),
    "law-ja": (changes, "ja", DESK, "body", 884),
}


def take(browser: Browser, address: str, name: str) -> None:
    do, lang, (width, height), what, tall = SHOTS[name]
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=address, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    do(page, lang)
    page.evaluate("document.activeElement.blur()")
    box = page.locator(what).first.bounding_box()
    assert box, what
    left = max(0, box["x"] - EDGE)
    page.screenshot(
        path=IMAGES / f"web-{name}.png",
        full_page=True,
        clip={
            "x": left,
            "y": box["y"] + page.evaluate("scrollY"),
            "width": min(width - left, box["width"] + 2 * EDGE),
            "height": tall if what.startswith("h4") else min(box["height"], tall),
        },
    )
    context.close()


def take_sheet(browser: Browser, address: str) -> None:
    """The first page of the printed sheet."""
    page = browser.new_context(base_url=address).new_page()
    sickness(page, "en")
    settled(page)
    with page.expect_popup() as popup:
        page.locator("button[formtarget]").click()
    with tempfile.TemporaryDirectory() as place:
        popup.value.locator("h1").wait_for()  # before, it is a blank page
        paper = Path(place) / "sheet.pdf"
        popup.value.pdf(path=paper, prefer_css_page_size=True)
        subprocess.run(
            ["pdftoppm", "-png", "-r", "90", "-singlefile", paper, IMAGES / "web-sheet"], check=True
        )


def main() -> None:
    names = sys.argv[1:] or [*SHOTS, "sheet"]
    with serving() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in names:
            take_sheet(browser, address) if name == "sheet" else take(browser, address, name)
            print(name, (IMAGES / f"web-{name}.png").stat().st_size)


if __name__ == "__main__":
    main()
