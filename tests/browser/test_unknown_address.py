"""An unknown address is answered in its language, by hosts that know one page for that or two."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(
    ("address", "answer", "heading"),
    [
        ("lost/", "404.html", "There is no page here"),
        ("lost/very/deep", "404.html", "There is no page here"),
        ("ko/lost/", "404.html", "여기에는 페이지가 없습니다"),
        ("ko/lost/", "ko/404.html", "여기에는 페이지가 없습니다"),
    ],
)
def test_an_unknown_address_is_answered_in_its_language(
    browser: Browser,
    built_site: Path,
    url: str,
    address: str,
    answer: str,
    heading: str,
    javascript: bool,
) -> None:
    def fulfil(route: Route) -> None:
        route.fulfill(status=404, content_type="text/html", path=built_site / answer)

    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(url + address, fulfil)
    page.goto(url + address)
    page.get_by_role("heading", name=heading).wait_for()
    folder = "ko/" if address.startswith("ko/") else ""
    if javascript:
        page.locator(f'article a[href$="/{folder}gradients/"]').wait_for()
        assert page.locator("article :is(h1, h2)").locator("visible=true").count() == 1
        assert page.evaluate("document.documentElement.lang") == (folder[:2] or "en")
    home = page.locator(
        f'article a[href$="/softmax/{folder}"], article a[href$="/softmax/{folder}."]'
    )
    home.first.click()
    page.wait_for_url(url + folder)
    assert errors == []
    context.close()


def test_its_header_keeps_the_name_of_the_site(
    browser: Browser, built_site: Path, url: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 500})
    page.route(f"{url}lost/", lambda route: route.fulfill(status=404, path=built_site / "404.html"))
    page.goto(f"{url}lost/")
    page.mouse.wheel(0, 600)
    title = page.locator(".md-header__title")
    expect(title).to_have_class(re.compile("--active"))
    name = title.get_by_text("Softmax classification", exact=True)
    expect(name.locator("..")).to_have_css("opacity", "1")
    page.close()
