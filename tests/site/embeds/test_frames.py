"""Pages in frames of other sites: who may frame them, and what they say to whom."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from tests.factories.people import make_organization, make_user
from tests.factories.work import drain
from tests.site.browser import Browser
from tests.site.conftest import Place, open_place

from turnout.modules.embeds import api as embeds
from turnout.modules.embeds.api import NewEmbedOrigin

SITE, OTHER = "https://www.partner.example", "https://other.example"


def allow(place: Place, *origins: str) -> None:
    for origin in origins:
        embeds.create_origin(place.shop.organizer, NewEmbedOrigin(origin=origin))


def ancestors(answer: Any) -> Sequence[str]:
    policy = answer.headers["Content-Security-Policy"]
    [found] = re.findall(r"frame-ancestors ([^;]+)", policy)
    return str(found).split()


def config_of(answer: Any) -> dict[str, Any]:
    found = re.search(
        r'id="(?:checkout|frame)-config">(.*?)</script>', answer.get_data(as_text=True)
    )
    assert found is not None
    return dict(json.loads(found[1]))


@pytest.mark.parametrize("of_event", [True, False], ids=["checkout", "events"])
def test_the_sites_on_the_list_may_frame_and_nobody_else(client, place, of_event):
    path = f"/embed{place.path if of_event else place.organization_path}"
    closed = client.get(path)
    assert (closed.status_code, ancestors(closed)) == (200, ["'none'"])
    assert closed.headers["X-Frame-Options"] == "DENY"
    allow(place, SITE, OTHER)
    answer = client.get(path)
    assert ancestors(answer) == [OTHER, SITE]
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    frame = config_of(answer) if not of_event else config_of(answer)["frame"]
    assert frame["origins"] == [OTHER, SITE]


def test_every_other_page_stays_unframed(client, place):
    allow(place, SITE)
    for path in (place.path, f"{place.path}/checkout", place.organization_path, "/events"):
        answer = client.get(path)
        assert ancestors(answer) == ["'none'"], path
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_list_of_another_organization_opens_nothing(client, place):
    other = open_place(title="Elsewhere")
    allow(other, SITE)
    assert ancestors(client.get(f"/embed{place.path}")) == ["'none'"]


def test_the_preview_is_framed_by_our_own_pages_alone(client, place):
    allow(place, SITE)
    answer = client.get(f"/embed{place.path}?preview=1")
    assert ancestors(answer) == ["'self'"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    frame = config_of(answer)["frame"]
    assert (frame["origins"], frame["isPreview"]) == ([], True)


def test_whoever_looks_at_a_frame_is_a_guest(client, place):
    Browser(client).sign_in(make_user())
    inside = client.get(f"/embed{place.path}")
    config = config_of(inside)
    assert (config["viewer"], config["addressProof"], config["signInUrl"]) == (None, "", "")
    assert config_of(client.get(f"{place.path}/checkout"))["viewer"] is not None
    assert "Set-Cookie" not in inside.headers


def test_no_script_of_a_provider_runs_in_a_frame(client, place):
    policy = client.get(f"/embed{place.path}").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-src" not in policy


def test_a_frame_speaks_the_language_and_wears_the_theme_that_it_is_asked_for(client, place):
    text = client.get(f"/embed{place.path}?lang=ar&theme=dark").get_data(as_text=True)
    assert re.search(r'<html lang="ar" dir="rtl"[^>]* data-framed="" data-theme="dark"', text)
    odd = client.get(f"/embed{place.path}?theme=%22onload=x").get_data(as_text=True)
    assert "data-theme" not in odd


def test_the_events_that_are_to_come_are_listed_for_the_page_around(client, place):
    text = client.get(f"/embed{place.organization_path}").get_data(as_text=True)
    assert f'data-event="{place.path[1:]}"' in text
    assert "Lantern Night" in text
    assert "<header" not in text


def test_nothing_is_framed_of_what_is_not_there(client, place):
    for path in ("/embed/nobody", f"/embed{place.organization_path}/nothing", "/embed/nobody/x"):
        assert client.get(path).status_code == 404


def test_a_former_address_leads_to_the_present_one(client, place):
    place.change(slug="another-name")
    drain()
    moved = client.get(f"/embed{place.path}")
    assert moved.status_code == 303
    assert moved.location.endswith(f"/embed{place.organization_path}/another-name")


def test_an_organization_without_events_says_so(client, queued):
    place = make_organization()
    drain()
    answer = client.get(f"/embed/{place.slug}")
    assert answer.status_code == 200
    assert "No upcoming events" in answer.get_data(as_text=True)
