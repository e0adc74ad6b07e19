"""What is shown of a page elsewhere: its picture, its description, what crawlers are told."""

import io
import re

import pytest
from defusedxml.ElementTree import fromstring
from flask.testing import FlaskClient
from PIL import Image
from tests.factories.work import drain
from tests.site.conftest import Place, open_place
from tests.site.directory.test_pages import html
from tests.site.schema_org import PROPERTIES, graph_of, problems_of

from turnout.assets.paper import text_raster
from turnout.assets.paper.fonts import DISPLAY
from turnout.assets.paper.glyphs import Style, shape_line
from turnout.modules.organizations import api as organizations
from turnout.site.events import cache
from turnout.site.l10n.i18n import LANGUAGES, speaking
from turnout.site.machines import feeds, share_cards, share_picture
from turnout.site.machines.share_picture import Card

ENGLISH = "Find your next evening, course or conference"
OF_PICTURE = re.compile(r'<meta property="og:image" content="http://turnout.test([^"]+)">')


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)


def picture_of(client: FlaskClient, path: str) -> str:
    found = OF_PICTURE.search(html(client, path))
    assert found is not None, path
    return found[1]


def test_every_page_has_a_picture_to_share(client, place: Place) -> None:
    for path in ("/", "/events", "/events?lang=hi", place.path, place.organization_path):
        address = picture_of(client, path)
        answer = client.get(address)
        assert answer.mimetype == "image/png"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        with Image.open(io.BytesIO(answer.data)) as image:
            assert image.size == (1200, 630)
        assert len(answer.data) < 300_000


def test_the_picture_changes_its_address_with_what_is_on_it(client, place: Place) -> None:
    was = picture_of(client, place.path)
    assert picture_of(client, place.path) == was
    place.change(title="Lantern Noon")
    now = picture_of(client, place.path)
    assert now != was
    led = client.get(was)
    assert led.status_code == 302
    assert led.headers["Location"] == now.rpartition("/")[2]
    assert picture_of(client, f"{place.path}?lang=ar") != now, "the day is said in another language"


@pytest.mark.parametrize(
    "title",
    ["Lantern Night", "مؤتمر البرمجيات الحرة", "स्वतंत्र सॉफ़्टवेयर", "東京モーター", "🎉", "\u202e\u0000x", "",
     "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3],
)  # fmt: skip
def test_titles_of_any_script_are_drawn(title: str) -> None:
    drawn = share_picture.draw(Card(title=title, above="Quay", below=("Today", "Here")))
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.size == (1200, 630)
        if title.strip("\u202e\u0000x"):
            empty = Image.open(io.BytesIO(share_picture.draw(Card(title=""))))
            assert image.tobytes() != empty.tobytes()


@pytest.mark.parametrize("font", ["sans", "serif", "mono"])
@pytest.mark.parametrize(
    "title",
    ["The long night of the greenhouses", "Field Notes", "A " * 60, "Nachtschattengewächshäuser"],
)
def test_a_title_breaks_no_word_and_stays_off_the_lines_around_it(font: str, title: str) -> None:
    card = Card(title=title, font=font, below=("Fri 4 Dec", "Berlin"))
    style = Style(bold=True, family=DISPLAY[font])
    fitted = share_picture._fit_title(card, style)
    assert share_picture._high(fitted) <= share_picture._title_bottom(2) - share_picture.TITLE_TOP
    words = {word for line in fitted.lines for word in line.text.rstrip("…").split()}
    if shape_line(title.rsplit(maxsplit=1)[-1], style).width * fitted.size <= share_picture.ROOM:
        assert words <= set(title.split())


OUTER = [(0.0, 0.0), (80.0, 0.0), (80.0, 80.0), (0.0, 80.0)]
INNER = [(20.0, 20.0), (60.0, 20.0), (60.0, 60.0), (20.0, 60.0)]


@pytest.mark.parametrize(
    ("contours", "middle"),
    [
        ([[*OUTER, OUTER[0], *INNER, INNER[0]]], 255),  # an outline that laps over itself
        ([OUTER, INNER], 255),
        ([OUTER, INNER[::-1]], 0),  # turned the other way: a hole
        ([OUTER[::-1], INNER], 0),
    ],
)
def test_only_what_turns_the_other_way_is_a_hole_in_a_letter(contours, middle: int) -> None:
    stamp = text_raster._filled(contours, 0.0)
    centre = (40 // text_raster.SMOOTH - stamp.left, 40 // text_raster.SMOOTH - stamp.top)
    rim = (10 // text_raster.SMOOTH - stamp.left, centre[1])
    assert (stamp.mask.getpixel(centre), stamp.mask.getpixel(rim)) == (middle, 255)
    assert stamp.mask.getpixel((0, 0)) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_platforms_own_picture_says_its_sentence_whole(app, language: str) -> None:
    with app.test_request_context("/"), speaking(language):
        card = share_cards.site_card()
    assert (card.title == ENGLISH) == (language == "en")
    fitted = share_picture._fit_title(card, Style(bold=True, language=language))
    assert fitted.size > share_picture.TITLE_SIZES[-1], "the smallest size may cut"
    assert card.above == share_cards.SITE


def test_a_word_of_a_joining_script_is_written_from_the_right_and_joined() -> None:
    """Alone and joined, Arabic letters look different: the ink of a word is not that of its letters."""
    from turnout.assets.paper.glyphs import Style, shape_line

    word = shape_line("حرة", Style(bold=True))
    letters = [shape_line(each, Style(bold=True)) for each in "حرة"]
    assert all(piece.is_rtl for piece in word.pieces)
    assert word.width < sum(each.width for each in letters)


def test_the_same_card_gives_the_same_bytes_and_another_another_mark() -> None:
    one, two = Card(title="One"), Card(title="One", below=("now",))
    assert share_picture.draw(one) == share_picture.draw(Card(title="One"))
    assert share_cards.name_of(one) == share_cards.name_of(Card(title="One"))
    assert share_cards.name_of(one) != share_cards.name_of(two)


def test_all_kinds_of_pages_describe_themselves_correctly(client, place: Place) -> None:
    kinds = {
        "/": {"WebSite", "ItemList"},
        "/events?q=lantern": {"ItemList"},
        place.organization_path: {"Organization", "BreadcrumbList", "ItemList"},
        place.path: {"Event", "BreadcrumbList"},
    }
    for path, expected in kinds.items():
        assert {entry["@type"] for entry in graph_of(html(client, path))} == expected, path


@pytest.mark.parametrize(
    "entry",
    [{"@type": "Evnt"},
     {"@type": "Event", "name": "x", "startDate": "2030-01-01T00:00:00Z"},
     {"@type": "Event", "name": "x", "startDate": "2030-01-01", "location": "here"},
     {"@type": "Offer", "price": "1,50", "priceCurrency": "EUR", "url": "https://x.example/",
      "availability": "https://schema.org/InStock"},
     {"@type": "Person", "name": "x", "price": "1"},
     {"@type": "Person", "name": "x", "url": "javascript:alert(1)"},
     {"@type": "Organization", "name": ""}],
)  # fmt: skip
def test_the_check_finds_what_is_wrong(entry: dict[str, object]) -> None:
    assert PROPERTIES
    assert list(problems_of(entry, ""))


def test_who_wants_no_crawlers_is_out_of_their_way(client, place: Place) -> None:
    organizer = place.shop.organizer
    organizations.update_organization(organizer, organizations.OrganizationUpdate(is_crawled=False))
    drain()
    robots = client.get("/robots.txt").get_data(as_text=True)
    assert f"Disallow: {place.organization_path}/\n" in robots
    assert f"Disallow: {place.organization_path}$\n" in robots
    assert place.path not in client.get("/sitemap.xml").get_data(as_text=True)
    for path in (place.organization_path, place.path):
        assert '<meta name="robots" content="noindex">' in html(client, path)
    back = organizations.OrganizationUpdate(is_crawled=True)
    organizations.update_organization(organizer, back)
    drain()
    assert place.organization_path not in client.get("/robots.txt").get_data(as_text=True)


def test_many_pages_are_named_by_an_index_of_files(client, queued, monkeypatch) -> None:
    monkeypatch.setattr(feeds, "MOST_IN_SITEMAP", 2)
    places = [open_place(title=f"Page {number}") for number in range(3)]
    index = fromstring(client.get("/sitemap.xml").data)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    parts = [str(each.text) for each in index.findall("./s:sitemap/s:loc", names)]
    assert len(parts) > 2
    pages = [
        str(each.text)
        for part in parts
        for each in fromstring(client.get(part.removeprefix("http://turnout.test")).data).findall(
            "./s:url/s:loc", names
        )
    ]
    assert len(pages) == len(set(pages))
    assert {f"http://turnout.test{each.path}" for each in places} <= set(pages)
    assert client.get("/sitemap-0.xml").status_code == 404
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_an_event_called_share_has_all_its_pages(client, queued) -> None:
    place = open_place(slug="share", title="Share")
    for rest in ("", "/checkout", "/availability.json"):
        assert client.get(f"{place.organization_path}/share{rest}").status_code == 200, rest
    assert client.get(picture_of(client, place.organization_path)).mimetype == "image/png"
