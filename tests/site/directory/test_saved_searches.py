"""The directory's search is saved by a form, confirmed by a link, and looked after on one page."""

from tests.factories.people import make_user
from tests.site.browser import Browser, nobody

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.saved_searches import secrets

FOUND = "SELECT id FROM saved_searches WHERE email = %(email)s ORDER BY id DESC"


def paths_of(email: str) -> list[str]:
    with transaction(SystemContext(job="tests.saved-searches")) as tx:
        found = tx.query(FOUND, {"email": email})
    return [f"/events/saved/{secrets.secret_of(search_id)}" for (search_id,) in found]


def save(browser: Browser, query: str, email: str, **typed: str) -> str:
    form = browser.open(f"/events/save?{query}").form_to("/events/save")
    asked = browser.send(form, email=email, time_zone="Asia/Tokyo", **typed)
    assert "Check your email" in asked.text, asked.text
    return paths_of(email)[0]


def act(browser: Browser, path: str, action: str, number: int = 0, **typed: str):
    forms = [each for each in browser.open(path).forms if "search" in each.values]
    form = forms[number]
    form.action = path
    return browser.send(form, action=action, **typed)


def test_a_search_of_the_directory_is_saved_confirmed_changed_and_ended(client):
    browser, email, word = Browser(client), nobody(), f"w{new_id().hex[:12]}"
    query = f"q={word}&place=Paris&within=25&kind=online"
    directory = client.get(f"/events?{query}&sort=date")
    assert f"/events/save?q={word}&amp;place=Paris&amp;kind=online&amp;within=25" in directory.text
    shown = browser.open(f"/events/save?{query}")
    assert f"“{word}” · in Paris · Online · 25 km" in shown.text
    wrong = browser.send(shown.form_to("/events/save"), email="nobody at all", cadence="daily")
    assert (wrong.status, "Please enter a valid email address" in wrong.text) == (422, True)
    path = save(browser, query, email, cadence="daily")
    opened = browser.open(path)
    assert "Confirm your saved search" in opened.text
    assert email in browser.open(f"{path}/unsubscribe").text
    opened.form.action = path
    confirmed = browser.send(opened.form)
    assert confirmed.location == f"{path}?confirmed"
    page = browser.open(confirmed.location)
    assert "Your search is saved." in page.text
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert "city=2988507" in page.text, "it leads to the same search"
    weekly = act(browser, path, "change", cadence="weekly", time_zone="Europe/Paris")
    assert "Your change is saved." in weekly.text
    assert "Next look: Thursday" in weekly.text
    assert "Paused." in act(browser, path, "pause").text
    assert "Next look: " in act(browser, path, "resume").text
    second = save(browser, f"q={word}+again", email)
    opened = browser.open(second)
    opened.form.action = second
    browser.send(opened.form)
    both = browser.open(path)
    assert both.text.count("Next look: ") == 2
    assert "End all searches" in both.text
    assert "The search is ended." in act(browser, path, "end", number=1).text
    assert client.post(second + "/unsubscribe").status_code == 200, "it is over already"
    assert (
        client.post(path + "/unsubscribe", data={"List-Unsubscribe": "One-Click"}).status_code
        == 200
    )
    assert browser.open(path).status == 404
    assert browser.open(path[:-1] + "_").status == 404
    assert paths_of(email) == []


def test_the_account_has_the_searches_of_its_own_address(client, app):
    mine, word = make_user(email=nobody()), f"w{new_id().hex[:12]}"
    browser, stranger = Browser(client), Browser(app.test_client())
    assert "/sign-in" in browser.open("/account/saved-searches").location
    browser.sign_in(mine)
    assert "You have saved no search" in browser.open("/account/saved-searches").text
    assert "/account/saved-searches" in browser.open("/account").text
    path = save(browser, f"q={word}", mine.email)
    opened = browser.open(path)
    opened.form.action = path
    browser.send(opened.form)
    page = browser.open("/account/saved-searches")
    assert f"“{word}”" in page.text
    [form] = [each for each in page.forms if "search" in each.values]
    form.action = "/account/saved-searches"
    assert "Paused." in browser.send(form, action="pause").text
    stale = browser.send(form, action="end")
    assert (stale.status >= 400, f"“{word}”" in stale.text) == (True, True)
    stranger.sign_in(make_user())
    assert word not in stranger.open("/account/saved-searches").text
    assert "The search is ended." in act(browser, "/account/saved-searches", "end").text
    assert paths_of(mine.email) == []
