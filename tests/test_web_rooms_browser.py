"""The other questions of the page in a browser: both languages, with and without scripts, wide and narrow."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
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


def decision(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/decide")
    page.locator("input[value=remote_sale]").check()
    page.locator("#decision-on").fill("2026-06-01")


TAKEN: dict[str, tuple[Callable[[Page, str], None], str, tuple[str, ...]]] = {
    "sickness": (sickness, "cash", ("252,000円", "2028年2月15日", "協会けんぽの支部", "26,820円")),
    "birth": (birth, "cash", ("653,366円", "500,000円", "2026年7月5日")),
    "newcomer": (newcomer, "enrol", ("2026年11月7日", "マイナ保険証または資格確認書", "国民健康保険")),
    "patient": (patient, "covered/elevidys", ("304,972,042円", "3,132,660円", "はじめに尋ねること")),
    "decision": (decision, "decide", ("要指導医薬品", "医薬品医療機器等法36条の6")),
}
PDFTOTEXT = shutil.which("pdftotext")
MARGIN = 15 / 25.4 * 72  # of the paper, in points
PAPER = int(180 / 25.4 * 96)  # its width between the margins, in pixels


def read(paper: Path, *how: str) -> str:
    """What pdftotext reads of a PDF."""
    assert PDFTOTEXT
    return subprocess.run(
        [PDFTOTEXT, *how, paper, "-"], capture_output=True, text=True, check=True, timeout=60
    ).stdout


def words_of(paper: Path) -> str:
    """The text of a PDF without spaces; none of its words stands outside the margins of its page."""
    for part in read(paper, "-bbox").split("<page ")[1:]:
        size = re.match(r'width="([\d.]+)" height="([\d.]+)"', part)
        assert size
        width, height = float(size[1]), float(size[2])
        for word in re.finditer(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">', part):
            left, top, right, bottom = (float(one) for one in word.groups())
            assert left >= MARGIN - 3 and right <= width - MARGIN + 3, part[word.start() : word.end() + 40]
            assert MARGIN < (top + bottom) / 2 < height - MARGIN, part[word.start() : word.end() + 40]
    return "".join(read(paper, "-raw").split())


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.skipif(
    PDFTOTEXT is None and os.environ.get("KAIHOKEN_BROWSER") != "needed",
    reason="no pdftotext on this machine: apt-get install poppler-utils",
)
def test_a_sheet_is_printed_whole(
    browser: Browser,
    address: str,  # noqa: F811
    name: str,
    lang: str,
    tmp_path: Path,
) -> None:
    go, path, wanted = TAKEN[name]
    page = opened(browser, address, SIZE[lang])
    go(page, lang)
    page.locator("button.main").click()
    with page.expect_popup() as popup:
        page.locator("button[formtarget]").click()
    sheet = popup.value
    expect(sheet.locator("[data-print]")).to_be_visible()
    assert sheet.url == f"{address}/{lang}/{path}/sheet"
    report = Axe().run(sheet)
    assert report.violations_count == 0, report.generate_report()
    assert sheet.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    paper = tmp_path / "sheet.pdf"
    sheet.pdf(path=paper, prefer_css_page_size=True)
    printed = words_of(paper)
    for one in wanted:
        assert one in printed, one
    shown = sheet.locator(".sheet").inner_text()
    for one in re.findall(r"[\d,]+(?:円|点|日|歳)", shown):
        assert one in printed, one
    sheet.emulate_media(media="print")  # wider, and the browser would print everything smaller
    sheet.set_viewport_size({"width": PAPER, "height": 900})
    assert sheet.evaluate("document.documentElement.scrollWidth") == PAPER
    page.context.close()


def test_a_sheet_needs_no_scripts(browser: Browser, address: str) -> None:  # noqa: F811
    page = opened(browser, address, scripts=False)
    birth(page, "ja")
    page.locator("button.main").click()
    with page.expect_popup() as popup:
        page.locator("button[formtarget]").click()
    expect(popup.value.locator(".sheet")).to_contain_text("653,366円")
    expect(popup.value.locator("[data-print]")).to_be_hidden()
    expect(page.locator("[data-share]")).to_be_hidden()
    page.context.close()


# what must stand in the form that a link opens: fields, and boxes that are ticked
KEPT: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "sickness": (
        {"#spell-1-from": "2026-04-13", "#insured-remuneration": "180,000", "#premium-prefecture": "東京都"},
        ("input[value=sickness]",),
    ),
    "birth": ({"#birth-cost": "480000", "#insured-joined": "2020-04-01"}, ("input[value=birth]",)),
    "newcomer": ({"#person-0-status": "留学", "#person-0-months": "24"}, ()),
    "patient": ({"#patient-age": "5"}, ("#criteria-patient-disease-1",)),
    "decision": ({"#decision-on": "2026-06-01"}, ("input[value=remote_sale]",)),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_link_is_made_only_on_request_and_opens_the_same_form(
    browser: Browser,
    address: str,  # noqa: F811
    name: str,
) -> None:
    go, path, _ = TAKEN[name]
    page = opened(browser, address)
    go(page, "en")
    page.locator("button.main").click()
    if name in ("birth", "newcomer", "decision"):  # an answer to what the rules ask travels too
        page.locator("section.asked input[value]:not([value=''])").first.check()
        page.locator("button.main").click()
        expect(page.locator("section.asked input[checked]:not([value=''])")).to_have_count(1)
    if name == "patient":  # an answer was there before
        expect(page.locator("section.answer")).to_contain_text("for this patient")
    answer_in_full = page.locator("section.answer").text_content() or ""
    expect(page.locator("#shared-link")).to_be_hidden()
    assert page.locator("#shared-link").input_value() == "" and "#" not in page.url
    page.locator("[data-share]").click()
    expect(page.locator("#shared-link")).to_be_focused()
    link = page.locator("#shared-link").input_value()
    assert link.startswith(f"{address}/en/{path}#form=") and "2026" not in link
    page.context.close()

    other = opened(browser, address)
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    fields, ticked = KEPT[name]
    for field, value in fields.items():
        expect(other.locator(field)).to_have_value(value)
    for box in ticked:
        expect(other.locator(box)).to_be_checked()
    assert other.url == f"{address}/en/{path}" and not any("form=" in url for url in asked)
    other.locator("button.main").click()
    expect(other.locator("section.answer")).to_have_text(answer_in_full)
    fine(other)
    other.context.close()


def test_the_months_above_the_line_of_time_stand_apart_on_a_phone(browser: Browser, address: str) -> None:  # noqa: F811
    page = opened(browser, address, size="phone")
    sickness(page, "ja")
    page.locator("#insured-left").fill("2026-04-30")
    page.locator("button.main").click()
    expect(page.locator("svg.timeline")).to_be_visible()
    boxes = page.evaluate(
        "[...document.querySelectorAll('svg.timeline .tick')].map(e => e.getBoundingClientRect()).map(r => [r.left, r.right])"
    )
    assert len(boxes) > 2 and all(left[1] < right[0] for left, right in pairwise(boxes))
    page.context.close()
