"""What visitors see: in their language, with a code for what is private, at another time."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from tests.factories.people import add_member, bearer, enter
from tests.factories.sales import MadeShop
from tests.factories.work import drain
from tests.modules.events.api_client import Caller, pointers

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.events.rules import choose_language

TEXTS = {
    "fr": {"title": "Sommet du nuage", "summary": "Deux jours.", "description": "<p>Tout.</p>"},
    "pt-BR": {"title": "Cúpula"},
}


@pytest.fixture
def caller(client):
    return Caller(client)


@pytest.fixture
def look(caller):
    """Ask for an event's public form, as a visitor unless headers say otherwise."""

    def ask(slug, *, headers=None, **query):
        path = f"{caller.organization_path}/public-events/{slug}"
        return caller.client.get(path, headers=headers or {}, query_string=query)

    return ask


def published(caller, **values):
    event = caller.create(**values)
    assert caller("POST", f"/{event['id']}/publish").status_code == 200
    return event


def test_everyone_sees_a_published_event_without_its_online_link(caller, look):
    event = published(
        caller, kind="hybrid", online_url="https://join.example/secret", contact_name="Kim"
    )
    answer = look(event["slug"])
    assert (answer.status_code, answer.json["title"]) == (200, "Cloud Summit")
    assert answer.json["contact_name"] == "Kim"
    assert "join.example" not in answer.text
    assert answer.json["page_url"].endswith(f"/{caller.organization.slug}/{event['slug']}")


@pytest.mark.parametrize("way", [(), ("archive",), ("submit",)])
def test_nobody_sees_what_is_not_shown(caller, look, way):
    event = caller.create()
    for step in way:
        caller("POST", f"/{event['id']}/{step}")
    assert look(event["slug"]).status_code == 404


@pytest.mark.parametrize(
    ("asked", "accepted", "language", "title", "summary"),
    [
        (None, None, "en", "Cloud Summit", "Two days."),
        ("fr", None, "fr", "Sommet du nuage", "Deux jours."),
        (None, "fr-CA, en;q=0.5", "fr", "Sommet du nuage", "Deux jours."),
        (None, "de, pt;q=0.8, en;q=0.5", "pt-BR", "Cúpula", "Two days."),
        ("de", "fr", "en", "Cloud Summit", "Two days."),
        (None, "en-GB, fr;q=0.9", "en", "Cloud Summit", "Two days."),
    ],
)
def test_texts_come_in_the_language_that_fits_best(
    caller, look, asked, accepted, language, title, summary
):
    event = published(caller, summary="Two days.", translations=TEXTS)
    headers = {"Accept-Language": accepted} if accepted else {}
    answer = look(event["slug"], headers=headers, **({"language": asked} if asked else {}))
    found = answer.json
    assert (found["language"], found["title"], found["summary"]) == (language, title, summary)
    assert found["languages"] == ["en", "fr", "pt-BR"]
    assert answer.headers["Content-Language"] == language


def test_members_may_ask_for_a_language_too(caller):
    event = caller.create(translations=TEXTS)
    assert caller("GET", f"/{event['id']}").json["title"] == "Cloud Summit"
    french = caller("GET", f"/{event['id']}", query_string={"language": "fr"}).json
    assert (french["title"], french["translations"].keys()) == ("Sommet du nuage", TEXTS.keys())


@pytest.mark.parametrize(
    ("translations", "pointer"),
    [
        ({"en": {"title": "X"}}, "/translations/en"),
        ({"EN": {"title": "X"}}, "/translations/en"),
        ({"French!": {"title": "X"}}, "/translations/French!/key"),
        ({"fr": {"titel": "X"}}, "/translations/fr/value/titel"),
        ({"fr": {"title": "x" * 301}}, "/translations/fr/value/title"),
    ],
)
def test_texts_in_no_other_language_are_refused(caller, translations, pointer):
    answer = caller("POST", json={"title": "Fest", "translations": translations})
    assert (answer.status_code, pointers(answer)) == (422, [pointer])


def test_translated_descriptions_are_made_harmless(caller):
    event = caller.create(translations={"fr": {"description": "<p>Oui<script>x()</script></p>"}})
    assert event["translations"]["fr"]["description"] == "<p>Oui</p>"


def test_without_a_language_that_fits_its_own_is_taken():
    assert choose_language(("so", "fr"), ()) == "so"
    assert choose_language(("so", "fr"), ("ar", "hi")) == "so"
    assert choose_language(("en", "pt-BR"), ("pt-PT",)) == "pt-BR"


def test_a_former_address_leads_to_the_present_one(caller, look):
    event = published(caller)
    caller("PATCH", f"/{event['id']}", json={"slug": "summit-2030"})
    moved = look("cloud-summit")
    assert moved.status_code == 301
    assert moved.headers["Location"].endswith("/public-events/summit-2030")
    assert caller.client.get(moved.headers["Location"]).status_code == 200


@pytest.fixture
def private(caller):
    event = published(caller, visibility="private", slug="gala")
    caller.codes = f"/{event['id']}/access-codes"
    return event


def test_a_private_event_opens_by_its_code_alone(caller, look, private):
    assert look("gala").status_code == 404
    made = caller.made(caller.codes, {"label": "Press"})
    assert made["url"].endswith(f"/gala?code={made['code']}")
    code = {"Turnout-Access-Code": made["code"]}
    assert look("gala", headers=code).json["title"] == "Cloud Summit"
    spaced = f" {made['code'][:4].lower()}-{made['code'][4:]} "
    assert look("gala", headers={"Turnout-Access-Code": spaced}).status_code == 200
    for wrong in ("WRONGCODE", "", "x", made["code"][:-1], "é" * 10, "0" * 500):
        assert look("gala", headers={"Turnout-Access-Code": wrong}).status_code in (404, 400)
    programme = f"{caller.base}/{private['id']}/programme"
    assert caller.client.get(programme).status_code == 404
    assert caller.client.get(programme, headers=code).status_code == 200


def test_a_code_opens_no_other_event(caller, look, private):
    made = caller.made(caller.codes, {})
    published(caller, visibility="private", slug="other")
    assert look("other", headers={"Turnout-Access-Code": made["code"]}).status_code == 404


def test_a_code_is_told_once_and_kept_as_a_hash(caller, private, owner_connection):
    made = caller.made(caller.codes, {"code": "summer 2030", "email": "ada@people.example"})
    assert made["code"] == "SUMMER2030"
    [listed] = caller("GET", caller.codes).json["items"]
    assert listed == made["access"]
    assert "SUMMER2030" not in str(listed)
    enter(owner_connection, caller.organization.id)
    for table in ("event_access_codes", "audit_entries", "outbox"):
        rows = owner_connection.execute(f"SELECT t::text FROM {table} t").fetchall()
        assert rows
        assert not [row for row in rows if "SUMMER2030" in row[0]]


def test_codes_end_by_time_and_when_they_are_revoked(caller, look, private):
    soon = (clock.now() + timedelta(hours=1)).isoformat()
    brief = caller.made(caller.codes, {"expires_at": soon})
    headers = {"Turnout-Access-Code": brief["code"]}
    assert look("gala", headers=headers).status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert look("gala", headers=headers).status_code == 404
    made = caller.made(caller.codes, {})
    assert caller("DELETE", f"{caller.codes}/{made['access']['id']}").status_code == 204
    assert look("gala", headers={"Turnout-Access-Code": made["code"]}).status_code == 404


@pytest.mark.parametrize(
    ("new", "status"),
    [
        ({"code": "abc"}, 422),
        ({"code": "with/slash"}, 422),
        ({"code": "ÄÖÜÄÖÜ"}, 422),
        ({"email": "nobody"}, 422),
        ({"expires_at": "2030-01-01T10:00"}, 422),
        ({"code": "TWICE2030"}, 409),
    ],
)
def test_a_code_that_cannot_be_is_refused(caller, private, new, status):
    caller.made(caller.codes, {"code": "TWICE2030"})
    assert caller("POST", caller.codes, json=new).status_code == status


def test_a_draft_stays_hidden_even_with_a_code(caller, look):
    event = caller.create(visibility="private")
    made = caller.made(f"/{event['id']}/access-codes", {})
    assert look(event["slug"], headers={"Turnout-Access-Code": made["code"]}).status_code == 404


def test_those_who_may_only_read_see_no_codes(caller, private, client):
    partner = bearer(add_member(caller.organization, "partner"))
    assert client.get(caller.base + caller.codes, headers=partner).status_code == 403


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2029-12-01T00:00:00Z", "published"),
        ("2030-02-02T08:00:00Z", "live"),
        ("2030-02-03T17:00:00Z", "ended"),
    ],
)
def test_members_look_at_another_time_drafts_included(caller, look, at, state):
    event = caller.create()
    found = look(event["slug"], headers=bearer(caller.user), at=at)
    assert (found.status_code, found.json["state"]) == (200, state)
    assert caller("GET", f"/{event['id']}").json["state"] == "draft"


def test_nobody_else_looks_at_another_time(caller, look, client):
    event = published(caller)
    at = "2030-02-02T08:00:00Z"
    assert look(event["slug"], at=at).status_code == 403
    stranger = Caller(client)
    assert look(event["slug"], headers=bearer(stranger.user), at=at).status_code == 403
    assert pointers(look(event["slug"], headers=bearer(caller.user), at="soon")) == ["?at"]


def test_a_cancelled_event_is_cancelled_at_any_time(caller):
    event = published(caller)
    caller("POST", f"/{event['id']}/cancel")
    with transaction(caller.ctx) as tx:
        found = events.get_event(tx, event["id"])
    assert events.as_of(found, found.starts_at).state is events.State.CANCELLED


def test_an_event_is_passed_on_by_address_and_by_a_code_that_cameras_read(caller):
    event = caller.create()
    url = caller("GET", f"/{event['id']}/share").json["url"]
    assert url == f"http://turnout.test/{caller.organization.slug}/{event['slug']}"
    drawing = caller("GET", f"/{event['id']}/share.svg")
    assert drawing.content_type == "image/svg+xml"
    [read] = zxingcpp.read_barcodes(picture_of(drawing.text))
    assert read.text == url


def picture_of(svg):
    """Draw the strokes of a code's path (`M x y h length`, relative after the first) as a bitmap."""
    scale, side = 8, int(re.search(r'width="(\d+)"', svg)[1])
    picture = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(picture)
    path = re.search(r'<path stroke="#000" d="([^"]+)"', svg)[1]
    x = y = 0.0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", path):
        if command == "h":
            draw.rectangle(
                [
                    x * scale,
                    (y - 0.5) * scale,
                    (x + float(first)) * scale - 1,
                    (y + 0.5) * scale - 1,
                ],
                fill=0,
            )
            x += float(first)
        elif command == "M":
            x, y = float(first), float(second)
        else:
            x, y = x + float(first), y + float(second)
    return picture


def test_the_page_of_a_private_event_is_there_for_who_has_the_code(caller, client, queued):
    event = published(caller, visibility="private", slug="gala")
    MadeShop(caller.organization, UUID(event["id"])).add_type()
    made = caller.made(f"/{event['id']}/access-codes", {})
    drain()
    page = f"/{caller.organization.slug}/gala"
    assert client.get(page).status_code == 404
    assert client.get(f"{page}/checkout").status_code == 404
    assert client.get(f"{page}?code=WRONG0000000").status_code == 404
    opened = client.get(made["url"].removeprefix("http://turnout.test"))
    assert opened.status_code == 200
    assert "Cloud Summit" in opened.text
    assert opened.headers["Cache-Control"] == "no-store"
    assert opened.headers["X-Robots-Tag"] == "noindex"
    assert f"/gala/checkout?code={made['code']}" in opened.text
    assert client.get(f"{page}/checkout?code={made['code']}").status_code == 200
    for listing in ("/events", f"/{caller.organization.slug}", "/sitemap.xml"):
        assert page not in client.get(listing).text


def test_the_page_is_there_in_every_language_that_was_written(caller, client, queued):
    event = published(caller, summary="Two days.", translations=TEXTS)
    drain()
    page = f"/{caller.organization.slug}/{event['slug']}"
    own = client.get(page).text
    assert "Cloud Summit" in own
    for tag in ("fr", "pt-BR"):
        assert f'hreflang="{tag}"' in own
    french = client.get(f"{page}?language=fr").text
    assert "Sommet du nuage" in french
    assert "<p>Tout.</p>" in french
    assert "Two days." in client.get(f"{page}?language=pt-BR").text
    assert "Cloud Summit" in client.get(f"{page}?language=de").text
    found = client.get("/api/v1/events", query_string={"q": "nuage"}).json["items"]
    assert event["id"] in [each["id"] for each in found]
