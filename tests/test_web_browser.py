"""The page in a browser: both languages, with and without scripts, wide and narrow, on paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
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


def test_parts_come_and_go_in_place_and_the_focus_goes_with_them(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    page.goto("/en/pay")
    page.evaluate("window.same = true")
    page.get_by_role("button", name="Add a person").click()
    expect(page.locator("#people-1-name")).to_be_focused()
    page.get_by_role("button", name="Add a certificate").click()
    expect(page.locator("#certificates-0-person")).to_be_focused()
    page.get_by_role("button", name="Add a visit").click()
    expect(page.locator("#bills-0-visits-0-on")).to_be_focused()
    fine(page)
    page.get_by_role("button", name="Remove Person B").click()
    expect(page.locator("#people-1-name")).to_have_count(0)
    expect(page.get_by_role("button", name="Add a person")).to_be_focused()
    assert page.evaluate("window.same")  # the page was never left
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_what_is_missing_is_asked_answered_and_kept_in_the_other_language(
    browser: Browser, address: str, scripts: bool
) -> None:
    page = opened(browser, address, scripts=scripts)
    page.goto("/en/pay")
    fill(page)
    page.locator("#people-0-class").select_option("")
    page.locator("button.main").click()
    expect(page.locator("section.answer")).to_contain_text("between 36,900 yen and 271,290 yen")
    if scripts:
        fine(page)
    page.get_by_label("エ (below that)").check()
    page.locator("button.main").click()
    expect(page.locator("section.answer")).to_contain_text("61,500 yen")
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("section.answer")).to_contain_text("61,500円")
    if scripts:
        fine(page)
    page.context.close()


def test_no_table_of_an_answer_is_cut_off_on_a_phone(browser: Browser, address: str) -> None:
    page = opened(browser, address, "phone")
    page.goto("/en/pay")
    fill(page)
    page.locator("#people-0-age").fill("4")
    page.locator("#bills-0-month").fill("2027-02")
    page.locator("#bills-0-amount").fill("304,972,040")
    for name in ("ウ", ""):  # one answer with its caps, and a range with what comes back for the year
        page.locator("#people-0-class").select_option(name)
        page.locator("button.main").click()
        expect(page.locator("section.answer")).to_contain_text("between" if not name else "530,000 yen")
        wide = page.locator("section.answer .wide:has(.stack)")
        assert wide.count() >= 1
        assert wide.evaluate_all("every => every.every(one => one.scrollWidth <= one.clientWidth)")
        fine(page)
    page.context.close()


def test_a_mistake_leads_to_its_field(browser: Browser, address: str) -> None:
    page = opened(browser, address, "phone")
    page.goto("/ja/pay")
    fill(page)
    page.locator("#bills-0-amount").fill("たくさん")
    page.locator("button.main").click()
    expect(page.locator("#mistakes")).to_be_focused()
    fine(page)
    page.locator("#mistakes a").click()
    expect(page.locator("#bills-0-amount")).to_be_focused()
    page.context.close()


def test_a_link_holds_the_form_behind_the_hash_and_no_request_sees_it(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    page.goto("/ja/pay")
    fill(page)
    page.locator("button.main").click()
    page.locator("[data-share]").click()
    link = page.locator("#shared-link").input_value()
    assert link.startswith(f"{address}/ja/pay#form=") and "1,000,000" not in link
    page.context.close()
    other = opened(browser, address)
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    expect(other.locator("#bills-0-amount")).to_have_value("1,000,000")
    expect(other.locator("#people-0-class")).to_have_value("ウ")
    assert other.url == f"{address}/ja/pay" and not any("form=" in url for url in asked)
    other.goto("about:blank")
    other.goto(f"{address}/ja/pay#form=%%%")
    expect(other.locator("#bills-0-amount")).to_have_value("")
    other.context.close()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_sheet_is_printed_on_paper(browser: Browser, address: str, lang: str, tmp_path: Path) -> None:
    page = opened(browser, address)
    page.goto(f"/{lang}/pay")
    fill(page)
    page.locator("button.main").click()
    with page.expect_popup() as popup:
        page.locator("button[formtarget]").click()
    sheet = popup.value
    expect(sheet.locator(".sheet")).to_contain_text("92,940円")
    expect(sheet.locator("[data-print]")).to_be_visible()
    assert Axe().run(sheet).violations_count == 0
    paper = tmp_path / "sheet.pdf"
    sheet.pdf(path=paper, prefer_css_page_size=True)
    assert paper.read_bytes().startswith(b"%PDF") and paper.stat().st_size > 5_000
    sheet.emulate_media(media="print")
    for hidden in ("header.site", "[data-print]"):
        expect(sheet.locator(hidden)).to_be_hidden()
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_in_light_and_dark(
    browser: Browser, address: str, size: str, scheme: str
) -> None:
    page = opened(browser, address, size, color_scheme=scheme, reduced_motion="reduce")
    paths = ["/ja/", "/en/law?on=2026-08", "/ja/law/cap_70_outpatient", "/en/law/cap_70_outpatient/2026-08"]
    paths += ["/ja/law/changes?from=2026-07&to=2027-08", "/en/law/rules"]
    for path in paths:
        page.goto(path)
        fine(page)
    page.goto("/en/pay")
    fill(page)
    page.locator("summary", has_text="Meals").click()
    page.locator("#bills-0-meals").fill("10")
    page.locator("button.main").click()
    page.locator("details.why summary").click()
    fine(page)
    page.goto("/en/nothing")
    expect(page.locator("h1")).to_contain_text("no such page")
    assert Axe().run(page).violations_count == 0
    page.context.close()


def test_the_keyboard_alone_reaches_everything(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    page.goto("/en/pay")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") in ("people.0.name", "people.0.age", "people.0.birth")
    fill(page)
    page.locator("#bills-0-amount").press("Enter")  # the first button of the form settles
    expect(page.locator("section.answer")).to_contain_text("92,940 yen")
    page.context.close()


FOLDS = {
    "ja": ("健康保険組合の上乗せの給付", "この間に保険が変わった", "前の月までのこと", "食事、差額ベッド代", "けがの原因", "差額ベッド代"),
    "en": ("Does the health insurance society", "The insurance changed", "Earlier months", "Meals, room charges", "The cause", "Room charge"),
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_family_with_more_to_tell_opens_the_folds(
    browser: Browser, address: str, lang: str, size: str, scripts: bool
) -> None:
    """A society's supplement, a room, earlier months, a change of insurer and an accident, and a certificate."""
    page = opened(browser, address, size, scripts)
    page.set_default_timeout(15_000)
    page.goto(f"/{lang}/pay")
    supplement, cover, earlier, charges, cause, room = FOLDS[lang]

    def unfold(words: str) -> None:
        fold = page.locator("details", has=page.locator("summary", has_text=words)).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()

    def whole() -> None:
        if scripts:
            fine(page)

    fill(page)
    assert page.locator("details[open]").count() == 0
    unfold(supplement)
    page.locator("#people-0-supp_floor").fill("25,000")
    unfold(earlier)
    page.locator("#people-0-benefit").select_option("months")
    page.locator("#people-0-months").fill("2026-03 2026-05")
    page.locator("#people-0-young").fill("100000")
    unfold(cause)
    page.locator("#bills-0-cause").select_option("third_party")
    unfold(charges)
    page.get_by_role("button", name=room).first.click()
    expect(page.locator("#bills-0-charges-0-label")).to_be_focused()
    page.locator("#bills-0-charges-0-yen").fill("8,000")
    page.locator("#bills-0-charges-0-days").fill("5")
    whole()
    unfold(cover)
    page.locator("button[value='add_covers.0']").click()
    expect(page.locator("#people-0-covers-0-since")).to_be_focused()
    expect(page.locator("#people-0-supp_floor")).to_have_value("25,000")  # an opened fold stays open
    expect(page.locator("#people-0-supp_floor")).to_be_visible()
    page.locator("button.main").click()
    expect(page.locator("#people-0-covers-0-since-wrong")).to_be_visible()
    whole()
    page.locator("#people-0-covers-0-since").fill("2026-09-16")
    page.locator("#people-0-covers-0-then").select_option("national")
    page.locator("button[value=add_certificates]").click()
    page.locator("#certificates-0-program").select_option("54")
    page.locator("#certificates-0-limit").fill("30000")
    page.locator("button.main").click()
    answer = page.locator("section.answer")
    expect(answer).to_contain_text({"ja": "30,000円", "en": "30,000 yen"}[lang])
    expect(answer).to_contain_text({"ja": "40,000円", "en": "40,000 yen"}[lang])
    expect(page.locator("#growth_with-title")).to_have_count(1)
    whole()
    page.locator("#people-0-class").select_option("")
    page.locator("#certificates-0-program").select_option("local")
    page.locator("button.main").click()
    expect(page.locator("section.answer table.stack").first).to_be_visible()
    page.locator("section.answer details summary").first.click()
    whole()
    assert (
        page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        or not scripts
    )
    page.context.close()
