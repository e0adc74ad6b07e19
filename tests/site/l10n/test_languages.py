"""An event's page in the visitor's language, as far as its organizer wrote it."""

import pytest
from tests.site.conftest import Place, open_place
from tests.site.directory.test_pages import html, structured

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
    assert answer.headers["Vary"] == "Accept-Encoding, Accept-Language, Cookie"


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
    for tag in ("en", "es", "fr", "de", "ar", "hi", "so"):
        link = f'<link rel="alternate" hreflang="{tag}" href="{home}?lang={tag}">'
        assert text.count(link) == 1, tag
    assert f'<link rel="alternate" hreflang="x-default" href="{home}">' in text
    assert f'href="{spoken.path}?lang=fr" lang="fr" hreflang="fr">Français</a>' in text


def test_a_page_that_names_no_language_is_its_own_address_in_whatever_it_is_read(
    client, spoken: Place
) -> None:
    text = html(client, spoken.path, **{"Accept-Language": "ar"})
    assert f'<link rel="canonical" href="http://turnout.test{spoken.path}">' in text


def test_a_language_that_only_the_event_has_is_named_and_offered(client, queued) -> None:
    place = open_place(title="Lantern Night", translations={"pt-BR": Texts(title="Noite")})
    text = html(client, f"{place.path}?lang=pt-br")
    assert structured(text)["name"] == "Noite"
    assert '<html lang="en" dir="ltr"' in text
    assert f'<link rel="canonical" href="http://turnout.test{place.path}?lang=pt-BR">' in text
    assert f'hreflang="pt-BR" href="http://turnout.test{place.path}?lang=pt-BR"' in text


def test_a_page_in_another_language_is_kept_as_well(client, spoken: Place, statements) -> None:
    for _ in range(2):
        html(client, f"{spoken.path}?lang=fr")
    statements.clear()
    html(client, f"{spoken.path}?lang=fr")
    assert statements == []


def test_a_change_shows_in_every_language(client, spoken: Place, monkeypatch) -> None:
    from turnout.site.events import cache

    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)
    html(client, f"{spoken.path}?lang=fr")
    spoken.change(translations={"fr": Texts(title="Matin des lanternes")})
    assert "Matin des lanternes" in html(client, f"{spoken.path}?lang=fr")


def test_programme_pages_and_checkout_follow(client, spoken: Place) -> None:
    text = html(client, f"{spoken.path}/checkout?lang=fr")
    assert "Nuit des lanternes" in text
