"""Picture, phone and interests on pages: sent, refused, taken away, and the events that fit."""

import io

import pytest
from PIL import Image
from tests.factories.people import bearer, make_organization
from tests.factories.work import drain
from tests.site.browser import person_of
from tests.site.conftest import open_place

from turnout.kernel.ids import new_id


def png(size=(90, 60)) -> tuple[io.BytesIO, str, str]:
    out = io.BytesIO()
    Image.new("RGB", size, (10, 90, 200)).save(out, "PNG")
    out.seek(0)
    return out, "me.png", "image/png"


@pytest.mark.parametrize("path", ["/account/picture", "/account/interests", "/account/for-you"])
def test_a_guest_signs_in_first(browser, path) -> None:
    assert browser.open(path).location == f"/sign-in?next={path.replace('/', '%2F')}"


def test_a_picture_is_sent_shown_everywhere_and_taken_away(browser, user) -> None:
    organization = make_organization(owner=user)
    head = browser.open("/account/avatar.svg")
    assert (head.status, head.answer.mimetype) == (200, "image/svg+xml")
    assert head.answer.headers["Vary"] == "Cookie", "the next person at this browser has another"
    form = browser.open("/account/picture").form
    answer = browser.send(form, file=png())
    assert (answer.status, answer.location) == (303, "/account?saved=picture")
    url = f"/api/v1/avatars/{person_of(user).avatar_id}"
    assert browser.open("/account/avatar.svg").location == url
    members = f"/account/organizations/{organization.id}/members"
    for path in ("/account?saved=picture", "/account/picture", members):
        assert f'src="{url}"' in browser.open(path).text
    page = browser.open("/account/picture")
    assert browser.send(page.forms[-1], remove="1").location == "/account?saved=picture"
    assert person_of(user).avatar_id is None
    assert browser.open(url).status == 404


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"plain text", 422), (b"", 422), (b"\x89PNG\r\n\x1a\n broken", 422), (b"MZ program", 415)],
)
def test_what_is_no_picture_is_said_at_its_field(browser, user, data, status) -> None:
    form = browser.open("/account/picture").form
    page = browser.send(form, file=(io.BytesIO(data), "x.png", "image/png"))
    assert page.status in (status, 415)
    assert 'id="file-error"' in page.text
    assert person_of(user).avatar_id is None


def test_initials_of_a_hostile_name_stay_text(browser, user) -> None:
    form = browser.open("/account/profile").form
    browser.send(form, display_name="<script> &lt;", locale="en", time_zone="UTC")
    drawn = browser.open("/account/avatar.svg")
    assert "<script" not in drawn.text
    assert drawn.answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_phone_number_is_typed_as_people_write_it(browser, user) -> None:
    others = {"display_name": "Ada", "locale": "en", "time_zone": "UTC"}
    form = browser.open("/account/profile").form
    assert browser.send(form, phone="+49 (30) 123-4567", **others).status == 303
    assert person_of(user).phone == "+49301234567"
    assert "+49301234567" in browser.open("/account").text
    form = browser.open("/account/profile").form
    page = browser.send(form, phone="030 1234", **others)
    assert page.status == 422
    assert "Please enter a valid phone number with its country code." in page.text
    assert browser.send(page.form, phone="", **others).status == 303
    assert person_of(user).phone == ""


def titles_for(browser, user) -> list[str]:
    """The same by the API."""
    answer = browser.client.get("/api/v1/me/recommended-events", headers=bearer(user))
    assert answer.status_code == 200, answer.json
    return [each["title"] for each in answer.json["items"]]


def test_events_that_fit_are_listed_and_nothing_when_it_is_switched_off(browser, user) -> None:
    category, title = f"kites-{new_id().hex[:8]}", f"Kites {new_id().hex[:8]}"
    open_place(title=title, category=category)
    drain()
    assert title not in browser.open("/account/for-you").text, "nothing is chosen"
    assert titles_for(browser, user) == []
    form = browser.open("/account/interests").form
    assert browser.send(form, categories=category).location == "/account?saved=interests"
    assert category.capitalize() in browser.open("/account").text
    assert title in browser.open("/account/for-you").text
    assert titles_for(browser, user) == [title]
    form = browser.open("/account/interests").form
    browser.send(form, categories=category, places="Nowhere-at-all")
    assert title not in browser.open("/account/for-you").text, "not in that place"
    form = browser.open("/account/interests").form
    form.values.pop("categories", None)
    form.values.pop("places", None)
    assert browser.send(form).location == "/account?saved=interests"
    assert title not in browser.open("/account/for-you").text


def test_too_many_interests_are_refused_in_words(browser, user) -> None:
    open_place(category="music")
    form = browser.open("/account/interests").form
    page = browser.send(form, categories=[str(each) for each in range(31)])
    assert (page.status, "Choose at most 30 of each." in page.text) == (422, True)
