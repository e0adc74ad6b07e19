"""Saving an event and following its organizer, from the pages."""

import json
import re

import pytest
from tests.factories.people import make_user
from tests.site.browser import ORIGIN
from tests.site.conftest import open_place

from turnout.kernel.errors import Invalid

JSON = {"Accept": "application/json"}
OURS = {"Origin": ORIGIN}


def token(text: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', text)
    assert found is not None
    return found[1]


def test_every_event_has_buttons_to_save_share_follow_and_for_the_calendar(client, place) -> None:
    text = client.get(place.path).get_data(as_text=True)
    assert f'href="{place.path}/follow" rel="nofollow" data-save="saved"' in text
    assert f'href="{place.path}/follow" rel="nofollow" data-save="follows"' in text
    assert f'data-share-page="http://turnout.test{place.path}"' in text
    assert f'class="button button--quiet button--small" href="{place.path}/calendar.ics"' in text
    organization = client.get(place.organization_path).get_data(as_text=True)
    assert f'href="{place.organization_path}/follow"' in organization


def test_a_guest_is_sent_to_sign_in_and_back(client, place) -> None:
    for path in (f"{place.path}/follow", f"{place.organization_path}/follow"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in?next=")
        assert client.get(path, headers=JSON).status_code == 401
    assert client.get("/nobody/nothing/follow").status_code == 404


def test_a_person_saves_and_follows_by_the_page_alone(browser, user, place) -> None:
    path = f"{place.path}/follow"
    page = browser.client.get(path).get_data(as_text=True)
    form = {"form_token": token(page), "saved": "1"}
    assert browser.client.post(path, data=form, headers=OURS).headers["Location"] == path
    page = browser.client.get(path).get_data(as_text=True)
    assert "You saved this event." in page
    form = {"form_token": token(page), "follows": "1"}
    browser.client.post(path, data=form, headers=OURS)
    told = json.loads(browser.client.get(path, headers=JSON).data)
    assert (told["saved"], told["follows"]) == (True, True)
    home = f"{place.organization_path}/follow"
    form = {"form_token": told["token"], "follows": "0"}
    answer = browser.client.post(home, data=form, headers=JSON | OURS)
    assert json.loads(answer.data)["follows"] is False
    assert json.loads(browser.client.get(path, headers=JSON).data)["saved"] is True


def test_a_form_from_elsewhere_changes_nothing(browser, user, place) -> None:
    path = f"{place.path}/follow"
    answer = browser.client.post(path, data={"saved": "1", "form_token": "x"}, headers=JSON | OURS)
    assert answer.status_code == 403
    assert json.loads(browser.client.get(path, headers=JSON).data)["saved"] is False


def test_another_persons_wishes_are_not_ours(browser, elsewhere, user, place) -> None:
    path = f"{place.path}/follow"
    page = browser.client.get(path).get_data(as_text=True)
    form = {"form_token": token(page), "saved": "1", "follows": "1"}
    browser.client.post(path, data=form, headers=OURS)
    elsewhere.sign_in(make_user())
    told = json.loads(elsewhere.client.get(path, headers=JSON).data)
    assert (told["saved"], told["follows"]) == (False, False)


def test_no_event_takes_the_address_of_following(client, queued) -> None:
    with pytest.raises(Invalid):
        open_place(slug="follow")
