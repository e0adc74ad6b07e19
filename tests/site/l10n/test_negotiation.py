"""Which language a page is in, how it says so, and the switcher at its foot."""

import re

import pytest
from hypothesis import given, strategies
from tests.factories.people import PASSWORD_HASH, MadeUser
from tests.site.browser import ORIGIN, Browser, nobody
from tests.site.conftest import Place
from tests.site.directory.test_pages import html

from turnout.kernel.context import SystemContext
from turnout.modules.identity import api as identity
from turnout.site.l10n import i18n, languages
from turnout.site.l10n.negotiation import COOKIE


def reader_of(locale: str) -> MadeUser:
    """A person who set this language for themselves."""
    email = nobody()
    user_id = identity.ensure_user(
        SystemContext(job="tests.readers"),
        email,
        display_name="Ada",
        locale=locale,
        password_hash=PASSWORD_HASH,
    )
    return MadeUser(user_id, email, "Ada")


def language_of(text: str) -> str:
    found = re.search(r'<html lang="([^"]*)" dir="([^"]*)"', text)
    assert found is not None
    assert found[2] == ("rtl" if found[1] == "ar" else "ltr")
    return found[1]


def shown(browser: Browser, path: str = "/", wanted: str = "") -> str:
    headers = {"Accept-Language": wanted} if wanted else {}
    answer = browser.client.get(path, headers=headers, environ_base=browser.sender)
    assert answer.headers["Content-Language"] == language_of(answer.get_data(as_text=True))
    return answer.headers["Content-Language"]


@pytest.mark.parametrize("tag", i18n.LANGUAGES)
def test_every_language_has_its_pages(browser, tag: str) -> None:
    assert shown(browser, f"/?lang={tag}") == tag
    assert shown(browser, "/", tag) == tag


def test_the_address_goes_before_the_cookie_and_the_cookie_before_the_browser(browser) -> None:
    browser.put_cookie(COOKIE, "fr")
    assert shown(browser, "/?lang=so", "de") == "so"
    assert shown(browser, "/", "de") == "fr"


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        ("", "en"),
        ("de-CH", "de"),
        ("ja, pt;q=0.9, hi;q=0.8", "hi"),
        ("ja", "en"),
        ("es;q=0.2, fr;q=0.7", "fr"),
        ("*", "en"),
        ("de;q=zero", "en"),
        ("AR-eg", "ar"),
    ],
)
def test_the_first_language_that_a_browser_reads_and_pages_speak(browser, wanted, tag) -> None:
    assert shown(browser, "/events", wanted) == tag


def test_who_is_signed_in_reads_their_own_language(browser) -> None:
    user = reader_of("es")
    browser.sign_in(user)
    assert shown(browser, "/account", "de") == "es"
    assert shown(browser, "/", "de") == "es"
    browser.put_cookie(COOKIE, "ar")
    assert shown(browser, "/account", "de") == "ar"


def test_a_language_set_by_the_switcher_outlasts_signing_in(browser) -> None:
    browser.put_cookie(COOKIE, "hi")
    browser.sign_in(reader_of("es"))
    assert browser.cookie(COOKIE) == "hi"


def test_a_negotiated_answer_says_what_it_depends_on_and_a_named_one_on_nothing(
    client, place: Place
) -> None:
    for path in ("/", "/events", place.path, place.organization_path, "/sign-in", "/no/such/page"):
        varies = client.get(path, headers={"Accept": "text/html"}).headers["Vary"]
        assert {"Accept-Language", "Cookie"} <= set(varies.split(", ")), path
        named = client.get(f"{path}?lang=de", headers={"Accept": "text/html"})
        assert "Accept-Language" not in named.headers.get("Vary", ""), path


def test_each_language_has_a_mark_of_its_own(client, place: Place) -> None:
    marks = {client.get(f"{place.path}?lang={tag}").headers["ETag"] for tag in i18n.LANGUAGES}
    assert len(marks) == len(i18n.LANGUAGES)
    german = client.get(place.path, headers={"Accept-Language": "de"})
    again = {"Accept-Language": "fr", "If-None-Match": german.headers["ETag"]}
    assert client.get(place.path, headers=again).status_code == 200


def test_listed_pages_name_their_addresses_in_every_language(client, place: Place) -> None:
    for path in ("/", "/events", place.path, place.organization_path):
        text = html(client, f"{path}?lang=de")
        home = f"http://turnout.test{path}"
        found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text))
        expected = {tag: f"{home}?lang={tag}" for tag in i18n.LANGUAGES}
        assert found == {**expected, "x-default": home}, path
        assert f'<link rel="canonical" href="{home}?lang=de">' in text


def test_pages_that_are_nobody_elses_name_no_other_addresses(client) -> None:
    for path in ("/sign-in", "/events?q=anything"):
        assert "hreflang=" not in html(client, path)


def switch(browser: Browser, tag: str, back_to: str = "/events", **headers: str):
    return browser.client.post(
        "/account/language",
        data={"lang": tag, "next": back_to},
        headers={"Origin": ORIGIN, **headers},
        environ_base=browser.sender,
    )


def test_the_switcher_stands_on_every_page_and_needs_no_script(browser, place: Place) -> None:
    for path in ("/", "/sign-in", place.path, "/no/such/page"):
        text = browser.client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
        assert '<form class="language-switch' in text, path
        assert f'<input type="hidden" name="next" value="{path}">' in text, path
        for tag, name in i18n.NAMES.items():
            assert f'value="{tag}" lang="{tag}"' in text
            assert f">{name}</button>" in text
        assert text.count('aria-current="true">English') == 1


def test_a_choice_is_kept_and_leads_back(browser) -> None:
    answer = switch(browser, "ar")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/events")
    assert shown(browser, "/events", "de") == "ar"
    (cookie,) = answer.headers.getlist("Set-Cookie")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"):
        assert part in cookie


def test_filters_stay_and_the_language_of_the_address_goes(browser) -> None:
    came_from = {"Referer": f"{ORIGIN}/events?q=caf%C3%A9&kind=online&lang=fr"}
    answer = switch(browser, "de", **came_from)
    assert answer.headers["Location"] == "/events?q=caf%C3%A9&kind=online"


@pytest.mark.parametrize(
    "referer",
    [
        "https://evil.example/events?q=a",
        f"{ORIGIN}/elsewhere?q=a",
        f"{ORIGIN}.evil.example/events?q=a",
        "nonsense://[",
        "",
    ],
)
def test_only_a_page_of_ours_gives_its_query_back(browser, referer: str) -> None:
    assert switch(browser, "de", Referer=referer).headers["Location"] == "/events"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil", "javascript:alert(1)", "/sign-out", "",
     "/api/v1/me", "/account/language", "/a\r\nX: y", "/" + "a" * 600],
)  # fmt: skip
def test_the_switcher_leads_nowhere_else(browser, target: str) -> None:
    assert switch(browser, "de", target).headers["Location"] == "/"


def test_the_switcher_leads_back_to_signing_in(browser) -> None:
    assert switch(browser, "de", "/sign-in").headers["Location"] == "/sign-in"


@pytest.mark.parametrize("tag", ["", "xx", "en'; --", "de\r\nX: y", "é", "x" * 5000, "../de"])
def test_a_language_that_is_none_of_ours_changes_nothing(browser, tag: str) -> None:
    assert switch(browser, tag).status_code == 303
    assert browser.cookie(COOKIE) is None


def test_no_other_site_switches_the_language(browser) -> None:
    assert switch(browser, "de", Origin="https://evil.example").status_code == 403
    assert browser.cookie(COOKIE) is None


def test_looking_at_the_switchers_address_is_no_choice(browser) -> None:
    assert browser.client.get("/account/language?lang=de").status_code in (404, 405)
    assert browser.cookie(COOKIE) is None


HOSTILE = [
    "xx", "", "../../etc/passwd", "de\x00", "%00", "<script>alert(1)</script>", "de'--", "é", "d" * 9000,
    "en_US.UTF-8", "zh-Hant-TW", "C", "root", "nl@euro", "-", "_", "ar-", "\u202ede",
]  # fmt: skip


@pytest.mark.parametrize("given", HOSTILE)
def test_no_language_of_an_address_breaks_a_page(browser, place: Place, given: str) -> None:
    for path in ("/", "/events", place.path, "/sign-in", place.organization_path):
        answer = browser.client.get(path, query_string={"lang": given, "language": given})
        assert answer.status_code == 200
        text = answer.get_data(as_text=True)
        assert language_of(text) in i18n.LANGUAGES
        assert "<script>alert" not in text


@pytest.mark.parametrize("given", [*HOSTILE, '"quoted"', "de; Path=/x", "🎪"])
def test_no_cookie_breaks_a_page(browser, place: Place, given: str) -> None:
    header = f"{COOKIE}={given}".encode("utf-8", "ignore").decode("latin-1").replace("\x00", "")
    for path in ("/", place.path, "/sign-in"):
        answer = browser.client.get(path, headers={"Cookie": header})
        assert answer.status_code == 200
        assert language_of(answer.get_data(as_text=True)) in i18n.LANGUAGES


@pytest.mark.usefixtures("running")
@given(strategies.text(max_size=200).filter(lambda text: text.isprintable()))
def test_no_wish_of_a_browser_breaks_a_page(wanted: str) -> None:
    from flask import Flask

    from turnout.site.l10n import negotiation

    with Flask("turnout").test_request_context(
        "/",
        query_string={"lang": wanted},
        headers={"Accept-Language": wanted.encode().decode("latin-1")},
    ):
        assert negotiation.chosen().language in i18n.LANGUAGES


def test_the_next_request_of_a_thread_begins_in_no_language(browser) -> None:
    shown(browser, "/?lang=ar")
    assert i18n.speech() is i18n.NOBODY


def test_signing_in_gives_the_browser_the_persons_language(browser) -> None:
    user = reader_of("fr-CA")
    browser.sign_in(user)
    assert browser.cookie(COOKIE) == "fr"
    assert identity.find_user(user.email).locale == "fr-CA"


def test_a_page_that_was_made_for_another_address_leads_back_to_its_own(
    browser, place: Place
) -> None:
    browser.client.get(f"{place.path}/availability.json?lang=so")
    text = html(browser.client, f"{place.path}?lang=so&utm_source=mail")
    assert f'<input type="hidden" name="next" value="{place.path}">' in text


def test_organizers_texts_are_marked_where_the_page_speaks_another_language() -> None:
    with i18n.speaking("de"):
        assert languages.said_in("ar") == ' lang="ar" dir="rtl"'
        assert languages.said_in("de-CH") == ""
        assert languages.said_in("") == ""
        assert languages.said_in('x" onload="alert(1)') == (
            ' lang="x&#34; onload=&#34;alert(1)" dir="ltr"'
        )
