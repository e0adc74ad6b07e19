"""Covers on pages: drawn ones for events without a picture, focal points of the others."""

import io
import re

import pytest
from PIL import Image
from tests.site.conftest import Place
from tests.site.directory.test_pages import html
from tests.site.showing import add_image

from turnout.modules.files import api as files
from turnout.modules.files.service import pictures
from turnout.modules.organizations import api as organizations
from turnout.site.events import cache

OF_COVER = re.compile(r'<img src="(/assets/cover-[^"]+\.svg)"')
OF_SHARE = re.compile(r'<meta property="og:image" content="http://turnout.test([^"]+)">')
RED, BLUE = (220, 30, 30), (30, 30, 220)


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)


def drawn_on(client, path: str) -> list[str]:
    return OF_COVER.findall(html(client, path))


def two_halves(place: Place) -> object:
    """A wide picture, its left half red, its right one blue."""
    image = Image.new("RGB", (1200, 400), RED)
    image.paste(BLUE, (600, 0, 1200, 400))
    out = io.BytesIO()
    image.save(out, "PNG")
    upload = files.Upload(
        name="halves.png", data=out.getvalue(), visibility=files.FileVisibility.PUBLIC
    )
    return files.store(place.shop.organizer, upload).id


def test_an_event_without_a_picture_has_a_drawn_cover_for_good(client, place) -> None:
    [address] = set(drawn_on(client, place.path))
    assert address in drawn_on(client, place.organization_path), "page and card show the same"
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert len(answer.data) < 3_000
    assert client.get(address.replace("/assets/cover-1-", "/assets/cover-1-no-")).status_code == 404


def test_the_drawn_cover_is_in_the_organizations_colour(client, place) -> None:
    organizer = place.shop.organizer
    organizations.update_organization(
        organizer, organizations.OrganizationUpdate(brand_color="#c8102e")
    )
    place.change(title="Lantern Noon")
    assert all("-c8102e-" in each for each in drawn_on(client, place.path))


def test_the_organizers_picture_takes_the_place_of_the_drawing(client, place) -> None:
    place.change(cover_file_id=add_image(place))
    assert "/assets/cover-" not in html(client, place.path)


def test_the_focus_of_a_cover_is_on_pages_and_cards(client, place) -> None:
    place.change(cover_file_id=add_image(place), cover_focus_x=12, cover_focus_y=100)
    for path in (place.path, place.organization_path):
        assert ' class="focus-x-10 focus-y-100"' in html(client, path)
    place.change(cover_focus_x=50, cover_focus_y=50)
    assert "focus-x" not in html(client, place.path)


def test_another_cover_begins_at_its_middle(client, place) -> None:
    place.change(cover_file_id=add_image(place), cover_focus_x=10)
    place.change(cover_file_id=add_image(place, "other.jpg"))
    assert "focus-x" not in html(client, place.path)


def test_the_shared_picture_shows_cover_focus_and_logo(client, place) -> None:
    logo = add_image(place, "logo.jpg", width=300, height=100)
    pictures.set_logo(place.shop.organizer, logo)
    cover = two_halves(place)
    seen = {}
    for focus in (0, 100):
        place.change(cover_file_id=cover, cover_focus_x=focus)
        address = OF_SHARE.search(html(client, place.path))[1]
        assert address.endswith(".jpg")
        answer = client.get(address)
        assert answer.mimetype == "image/jpeg"
        assert len(answer.data) < 300_000
        with Image.open(io.BytesIO(answer.data)) as image:
            assert image.size == (1200, 630)
            seen[focus] = image.getpixel((925, 315))
            assert max(image.getpixel((78, 50))) > 230, "the logo stands on white"
    assert seen[0][0] > 180 > seen[0][2]
    assert seen[100][2] > 180 > seen[100][0]


def test_a_store_that_is_away_leaves_the_words_and_is_asked_again(
    client, place, monkeypatch
) -> None:
    place.change(cover_file_id=two_halves(place))
    address = OF_SHARE.search(html(client, place.path))[1]
    monkeypatch.setattr("turnout.site.machines.share_picture.open_image", lambda *_: None)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "image/png"
    assert "immutable" not in answer.headers["Cache-Control"]
    monkeypatch.undo()
    assert client.get(address).mimetype == "image/jpeg"
