"""The other questions of the page in a browser: both languages, with and without scripts, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from test_web_browser import address, browser_type_launch_args, fine, opened, pytestmark  # noqa: F401

SIZE = {"ja": "desktop", "en": "phone"}


def unfold(page: Page, words: str) -> None:
    page.locator("summary", has_text=words).first.click()


def sickness(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/cash")
    page.locator("input[value=sickness]").check()
    page.locator("button.main").click()
    page.locator("#spell-0-from").fill("2026-02-12")
    page.locator("#spell-0-to").fill("2026-03-31")
    page.get_by_role("button", name={"ja": "休んだ期間を加える", "en": "Add a time off"}[lang]).click()
    expect(page.locator("#spell-1-from")).to_be_focused()
    page.locator("#spell-1-from").fill("2026-04-13")
    page.locator("#spell-1-to").fill("2026-04-30")
    page.locator("#insured-joined").fill("2020-04-01")
    page.locator("#insured-remuneration").fill("180,000")
    unfold(page, {"ja": "給与から引かれる", "en": "premium deducted"}[lang])
    page.locator("#premium-prefecture").select_option("東京都")
    page.locator("#premium-birth").fill("1980-05-05")


def birth(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/cash")
    page.locator("input[value=birth]").check()
    page.locator("button.main").click()
    page.locator("#birth-due").fill("2026-05-10")
    page.locator("#birth-cost").fill("480000")
    page.locator("#insured-joined").fill("2020-04-01")
    page.locator("#insured-remuneration").fill("300000")


def newcomer(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/enrol")
    page.locator("#about-on").fill("2026-11-01")
    page.locator("#person-0-birth").fill("2004-05-05")
    unfold(page, {"ja": "外国籍", "en": "Foreign nationals"}[lang])
    page.locator("#person-0-status").select_option("留学")
    page.locator("#person-0-months").fill("24")
    page.locator("#person-0-since").fill("2026-10-25")


def patient(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/covered?on=2026-08-10")
    page.locator("#q").fill("elevidys")
    page.locator("#q").press("Enter")
    page.locator("ul.found a").click()
    page.locator("#patient-age").fill("5")
    page.locator("#criteria-patient-disease-1").check()


WALKS: dict[str, tuple[Callable[[Page, str], None], dict[str, str]]] = {
    "sickness": (sickness, {"ja": "252,000円", "en": "252,000 yen"}),
    "birth": (birth, {"ja": "6,667円", "en": "6,667 yen"}),
    "newcomer": (newcomer, {"ja": "2026年11月7日", "en": "7 November 2026"}),
    "patient": (patient, {"ja": "3,132,660円", "en": "3,132,660 yen"}),
}


PLAIN = {
    "sickness": "ja",
    "birth": "en",
    "newcomer": "en",
    "patient": "ja",
}  # without scripts one language is enough


@pytest.mark.parametrize(
    ("walk", "lang", "scripts"),
    [
        (walk, lang, scripts)
        for walk in WALKS
        for lang in ("ja", "en")
        for scripts in (True, False)
        if scripts or lang == PLAIN[walk]
    ],
)
def test_a_person_walks_through_a_question(
    browser: Browser,
    address: str,  # noqa: F811
    walk: str,
    lang: str,
    scripts: bool,
) -> None:
    go, wanted = WALKS[walk]
    page = opened(browser, address, SIZE[lang], scripts)
    go(page, lang)
    page.evaluate("window.same = true") if scripts else None
    page.locator("button.main").click()
    if walk == "patient":  # the answer was there before: the criterion is now met
        expect(page.locator("section.answer")).to_contain_text({"ja": "満たす", "en": "met"}[lang])
    expect(page.locator("section.answer")).to_contain_text(wanted[lang])
    assert "2026-02-12" not in page.url and "patient" not in page.url
    if scripts:
        assert page.evaluate("window.same")  # the answer came in place
        fine(page)
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_question_of_a_room_is_answered_and_kept_in_the_other_language(
    browser: Browser,
    address: str,  # noqa: F811
    scripts: bool,
) -> None:
    page = opened(browser, address, scripts=scripts)
    newcomer(page, "en")
    page.locator("#person-0-birth").press("Enter")
    page.get_by_label("not working, or self-employed").check()
    page.locator("button.main").click()
    expect(page.locator("section.answer .sum")).to_contain_text("National Health Insurance")
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("section.answer .sum")).to_contain_text("国民健康保険")
    expect(page.locator("#person-0-months")).to_have_value("24")
    page.context.close()


def test_a_mistake_of_a_room_leads_to_its_field(browser: Browser, address: str) -> None:  # noqa: F811
    page = opened(browser, address, "phone")
    sickness(page, "ja")
    page.locator("#spell-1-to").fill("いつか")
    page.locator("button.main").click()
    expect(page.locator("#mistakes")).to_be_focused()
    fine(page)
    page.locator("#mistakes a").click()
    expect(page.locator("#spell-1-to")).to_be_focused()
    page.context.close()


def test_the_pages_of_the_rooms_are_accessible_in_the_dark(browser: Browser, address: str) -> None:  # noqa: F811
    page = opened(browser, address, "phone", color_scheme="dark", reduced_motion="reduce")
    for path in (
        "/ja/covered?q=xxx",
        "/en/covered?on=x",
        "/en/covered/cureapp_ht?on=2026-08-10",
        "/ja/covered/exosome",
        "/ja/cash",
        "/en/enrol",
        "/ja/decide",
    ):
        page.goto(path)
        fine(page)
    page.context.close()
