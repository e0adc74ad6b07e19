"""Forms are taken from our own pages only, once, and whatever is typed into them."""

from datetime import timedelta

import pytest
from tests.factories.people import PASSWORD, make_user
from tests.site.browser import FORMS, Browser, Form, mails_to, nobody

from turnout.kernel import clock
from turnout.site.forms import questions
from turnout.site.l10n import i18n


def test_countries_stand_where_their_language_has_them():
    with i18n.speaking("de"):
        names = [each.label for each in questions.countries("AT")]
    assert names.index("Oman") < names.index("Österreich") < names.index("Pakistan")
    assert names.index("Afghanistan") < names.index("Ägypten") < names.index("Albanien")


@pytest.mark.parametrize(
    "path",
    ["/account", "/events?q=a%20b&place=x", "/harbour/lantern-night/checkout", "/invite/abc_-"],
)
def test_a_path_of_ours_is_returned_to(browser, path):
    user = make_user()
    form = browser.open("/sign-in").form
    form.values["next"] = path
    assert browser.send(form, email=user.email, password=PASSWORD).location == path
    assert browser.client.get("/sign-in", query_string={"next": path}).headers["Location"] == path


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/a//evil.example",
    "/..//evil.example",
    "/ok\r\nSet-Cookie: a=b",
    "/a#//evil.example",
    "/sign-out",
    "/sign-in?next=/sign-in",
    "/api/v1/me",
    "/é",
    "/" + "a" * 600,
    "",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nothing_leads_away_from_this_site(browser, target):
    user = make_user()
    page = browser.client.get("/sign-in", query_string={"next": target}).get_data(as_text=True)
    assert 'name="next" value="/account"' in page
    form = browser.open("/sign-in").form
    form.values["next"] = target
    assert browser.send(form, email=user.email, password=PASSWORD).location == "/account"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://turnout.test.evil", None]
)
@pytest.mark.parametrize("path", FORMS)
def test_a_form_from_elsewhere_is_refused(browser, path, origin):
    user = make_user()
    form = browser.open(path).form
    answer = browser.send(
        form, origin=origin, email=user.email, password=PASSWORD, display_name="Eve"
    )
    assert answer.status == 403
    assert browser.cookie("turnout_login") is None
    assert mails_to(user.email) == []


def no_token(form: Form) -> str:
    return ""


def altered(form: Form) -> str:
    return form.values["form_token"][:-4] + "AAAA"


def cut(form: Form) -> str:
    return form.values["form_token"][:20]


def nonsense(form: Form) -> str:
    return "test.9999999999.é\x00." + "x" * 5000


@pytest.mark.parametrize("made", [no_token, altered, cut, nonsense])
@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_token_is_shown_again_and_does_nothing(browser, path, made):
    user = make_user()
    form = browser.open(path).form
    form.values["form_token"] = made(form)
    typed = {"email": user.email, "password": PASSWORD, "display_name": "Eve"}
    page = browser.send(form, **typed)
    assert (page.status, "Please try once more" in page.text) == (403, True)
    assert browser.cookie("turnout_login") is None
    assert mails_to(user.email) == []
    again = browser.send(page.form, **typed)
    assert again.status in (200, 303), "the form that is shown again works"


def test_a_token_of_another_browser_is_refused(browser, app):
    user = make_user()
    theirs = Browser(app.test_client()).open("/sign-in").form
    browser.open("/sign-in")
    page = browser.send(theirs, email=user.email, password=PASSWORD)
    assert (page.status, browser.cookie("turnout_login")) == (403, None)


def test_a_token_without_its_cookie_is_refused(browser, app):
    form = browser.open("/sign-in").form
    bare = Browser(app.test_client())
    page = bare.send(form, email=make_user().email, password=PASSWORD)
    assert page.status == 403


def test_a_token_of_another_form_is_refused(browser):
    user = make_user()
    form = browser.open("/sign-in").form
    form.values["form_token"] = browser.open("/forgot-password").form.values["form_token"]
    assert browser.send(form, email=user.email, password=PASSWORD).status == 403


def test_a_token_is_good_for_four_hours(browser):
    user = make_user()
    form = browser.open("/sign-in").form
    with clock.frozen(clock.now() + timedelta(hours=4, seconds=1)):
        assert browser.send(form, email=user.email, password=PASSWORD).status == 403


def test_a_token_that_signed_somebody_in_does_not_do_so_again(browser):
    user = make_user()
    form = browser.open("/sign-in").form
    assert browser.send(form, email=user.email, password=PASSWORD).status == 303
    login = browser.cookie("turnout_login")
    assert browser.send(form, email=user.email, password=PASSWORD).status == 403
    assert browser.cookie("turnout_login") == login


def test_a_form_sent_twice_sends_one_mail(browser):
    email = nobody()
    form = browser.open("/sign-up").form
    typed = {"email": email, "password": PASSWORD, "display_name": "Ada"}
    assert browser.send(form, **typed).status == 200
    assert browser.send(form, **typed).status == 403
    assert len(mails_to(email)) == 1


HOSTILE = [
    "\x00",
    "a\x00b@example.com",
    "\ud800",
    "x" * 200_000,
    "<script>alert(1)</script>",
    "a@b.example\r\nBcc: c@d.example",
    "' OR 1=1 --",
    "\u202e\u2066@example.com",
    "%(email)s%s",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("path", FORMS)
def test_whatever_is_typed_the_page_answers(browser, path, text):
    given = text.encode("utf-8", "surrogatepass")
    form = browser.open(path).form
    answer = browser.send(form, email=given, password=given, display_name=given, next=given)
    assert answer.status in (200, 403, 422)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data", ""]
)
def test_a_body_of_another_kind_is_an_empty_form(browser, path, content_type):
    browser.open(path)
    answer = browser.client.post(
        path,
        data=b'{"email": "a@b.example"}',
        content_type=content_type,
        headers={"Origin": "http://turnout.test"},
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("value", ["x", "é", "a" * 3000, "AAAA" * 14, "=" * 54])
@pytest.mark.parametrize("name", ["turnout_login", "turnout_form"])
def test_a_cookie_that_is_not_ours_is_nobody(browser, name, value):
    browser.put_cookie(name, value)
    page = browser.open("/sign-in")
    assert page.status == 200
    assert browser.cookie(name) != value
    assert browser.send(page.form, email=make_user().email, password=PASSWORD).status in (303, 422)
