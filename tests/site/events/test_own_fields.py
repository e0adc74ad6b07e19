"""What organizers add to an event and its sessions: own fields, contact, tags, pictures."""

from datetime import UTC, datetime

import pytest
from tests.factories.work import drain
from tests.site.conftest import Place
from tests.site.showing import add_image

from turnout.modules.events.service.custom_fields import read_field_schema, replace_field_schema
from turnout.modules.events.types import CustomField, FieldType
from turnout.modules.files import api as files
from turnout.modules.programme.api import NewSession, create_session
from turnout.site.events import cache

FIELDS = (
    CustomField(key="doors", label="Doors", type=FieldType.TEXT, is_public=True),
    CustomField(key="dogs", label="Dogs welcome", type=FieldType.YES_NO, is_public=True),
    CustomField(key="rain", label="If it rains", type=FieldType.DATE, is_public=True),
    CustomField(key="plan", label="House rules", type=FieldType.ADDRESS, is_public=True),
    CustomField(key="margin", label="Margin", type=FieldType.NUMBER),
)
VALUES = {
    "doors": "From seven <b>sharp</b>",
    "dogs": True,
    "rain": "2030-02-09",
    "plan": "https://quay.example/rules",
    "margin": 12,
}


def state_fields(place: Place, fields: tuple[CustomField, ...]) -> None:
    version = read_field_schema(place.shop.organizer).version
    replace_field_schema(place.shop.organizer, fields, version=version)
    drain()


@pytest.fixture(autouse=True)
def _look_each_time(monkeypatch) -> None:
    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)


def text(client, path: str) -> str:
    return client.get(path, follow_redirects=True).get_data(as_text=True)


def test_public_fields_are_shown_in_words_and_inner_ones_are_not(client, place: Place) -> None:
    assert "Good to know" not in text(client, place.path)
    state_fields(place, FIELDS)
    place.change(custom=VALUES)
    page = text(client, place.path)
    assert "From seven &lt;b&gt;sharp&lt;/b&gt;" in page
    assert "<dt>Dogs welcome</dt><dd><bdi>Yes</bdi></dd>" in page
    assert "9 Feb 2030" in page
    assert 'href="https://quay.example/rules" rel="nofollow noopener ugc"' in page
    assert "Margin" not in page


def test_a_field_that_is_public_no_longer_leaves_the_page(client, place: Place) -> None:
    state_fields(place, FIELDS)
    place.change(custom=VALUES)
    assert "Doors" in text(client, place.path)
    state_fields(place, FIELDS[1:])
    assert "Doors" not in text(client, place.path)


def test_whom_people_can_ask_is_named_with_a_number_to_call(client, place: Place) -> None:
    place.change(
        contact_name="Ibarra & crew", contact_phone="+351 21 000 00 00", contact_email="ask@quay.example"
    )  # fmt: skip
    page = text(client, place.path)
    assert "Ibarra &amp; crew" in page
    assert 'href="tel:+351210000000"' in page
    assert 'href="mailto:ask@quay.example"' in page


def test_a_sessions_kind_and_tags_stand_on_its_page(client, place: Place) -> None:
    made = create_session(
        place.shop.organizer,
        place.event_id,
        NewSession(
            title="Knots",
            kind="Workshop",
            tags=("hands on", "rope"),
            starts_at=datetime(2030, 2, 2, 10, tzinfo=UTC),
            ends_at=datetime(2030, 2, 2, 11, tzinfo=UTC),
        ),
    )
    drain()
    page = text(client, f"{place.path}/sessions/{made.id}")
    for word in ("Workshop", "hands on", "rope"):
        assert f'<span class="tag">{word}</span>' in page


@pytest.mark.parametrize("audience", [files.Audience.PUBLIC, files.Audience.HOLDERS])
def test_public_pictures_are_a_gallery_in_their_order(client, place: Place, audience) -> None:
    for position, (name, title) in enumerate([("b.jpg", "The quay at dusk"), ("a.jpg", "")]):
        new = files.NewEventFile(
            file_id=add_image(place, name), audience=audience, title=title, position=position
        )
        files.attach(place.shop.organizer, place.event_id, new)
    drain()
    page = text(client, place.path)
    if audience is not files.Audience.PUBLIC:
        assert 'class="gallery"' not in page
        return
    first, second = page.index('alt="The quay at dusk"'), page.index("Picture 2 of Lantern Night")
    assert first < second
    assert page.count('class="lightbox"') == 2
    assert '<a href="#picture-1">' in page
    assert 'id="picture-1"' in page
    assert "a.jpg" not in page
