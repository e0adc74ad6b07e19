"""An event's page in the visitor's language, as far as its organizer wrote it."""

import pytest
from tests.site.conftest import Place, open_place
from tests.site.test_pages import html, structured

from turnout.modules.events.api import Texts

FRENCH = Texts(title="Nuit des lanternes", description="<p>De la musique.</p>")
ARABIC = Texts(title="ليلة الفوانيس", summary="موسيقى")


@pytest.fixture
def spoken(client, queued) -> Place:
    return open_place(
        title="Lantern Night", summary="Music.", translations={"fr": FRENCH, "ar": ARABIC}
    )


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("fr", "Nuit des lanternes"),
        ("fr-CA,fr;q=0.9,en;q=0.5", "Nuit des lanternes"),
        ("de,ar;q=0.4", "ليلة الفوانيس"),
        ("en,fr;q=0.9", "Lantern Night"),
        ("de", "Lantern Night"),
        ("*", "Lantern Night"),
        ("\x7f,,;q=x", "Lantern Night"),
    ],
)
def test_the_browsers_language_chooses(client, spoken: Place, wanted: str, title: str) -> None:
    answer = client.get(spoken.path, headers={"Accept-Language": wanted})
    text = answer.get_data(as_text=True)
    assert structured(text)["name"] == title
    assert answer.headers["Vary"] == "Accept-Encoding, Accept-Language"


def test_the_address_chooses_before_the_browser(client, spoken: Place) -> None:
    text = html(client, f"{spoken.path}?lang=fr", **{"Accept-Language": "ar"})
    assert "<p>De la musique.</p>" in text
    assert "Music." in text, "what is not said in French stays as it was written"
    own = html(client, f"{spoken.path}?lang=en", **{"Accept-Language": "ar"})
    assert structured(own)["name"] == "Lantern Night"


def test_each_language_has_an_address_of_its_own(client, spoken: Place) -> None:
    text = html(client, f"{spoken.path}?lang=ar")
    home = f"http://turnout.test{spoken.path}"
    assert f'<link rel="canonical" href="{home}?lang=ar">' in text
    for tag, address in (("fr", f"{home}?lang=fr"), ("en", home), ("x-default", home)):
        assert f'<link rel="alternate" hreflang="{tag}" href="{address}">' in text
    assert '<h1 lang="ar" dir="rtl">' in text
    assert f'href="{spoken.path}?lang=fr" lang="fr" hreflang="fr">Français</a>' in text


def test_an_event_in_one_language_is_the_same_for_everybody(client, place: Place) -> None:
    answer = client.get(place.path, headers={"Accept-Language": "fr"})
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "hreflang" not in answer.get_data(as_text=True)


def test_a_page_in_another_language_is_kept_as_well(client, spoken: Place, statements) -> None:
    for _ in range(2):
        html(client, f"{spoken.path}?lang=fr")
    statements.clear()
    html(client, f"{spoken.path}?lang=fr")
    assert statements == []


def test_a_change_shows_in_every_language(client, spoken: Place, monkeypatch) -> None:
    from turnout.site import event_cache

    monkeypatch.setattr(event_cache, "LOOK_SECONDS", 0.0)
    html(client, f"{spoken.path}?lang=fr")
    spoken.change(translations={"fr": Texts(title="Matin des lanternes")})
    assert "Matin des lanternes" in html(client, f"{spoken.path}?lang=fr")


def test_programme_pages_and_checkout_follow(client, spoken: Place) -> None:
    text = html(client, f"{spoken.path}/checkout?lang=fr")
    assert "Nuit des lanternes" in text
