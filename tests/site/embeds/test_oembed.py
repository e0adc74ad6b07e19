"""oEmbed: what other sites are told of a public page, in both formats, and nothing of others."""

import re
from html import unescape

import pytest
from defusedxml import ElementTree
from tests.site.conftest import open_place

from turnout.kernel import runtime


def ask(client, path, **said):
    base = runtime.current().settings.public_url.rstrip("/")
    return client.get("/oembed", query_string={"url": f"{base}{path}"} | said)


def test_a_page_says_where_it_is_told_of_and_that_address_answers(client, place):
    for path in (place.path, place.organization_path):
        text = client.get(path).get_data(as_text=True)
        found = re.findall(r'<link rel="alternate" type="([^"]+\+oembed)" href="([^"]+)"', text)
        assert [kind for kind, _ in found] == ["application/json+oembed", "text/xml+oembed"]
        for _, address in found:
            answer = client.get(unescape(address))
            assert answer.status_code == 200, address


def test_an_event_is_told_of_with_an_element_around_a_link(client, place):
    told = ask(client, place.path).json
    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert told["title"] == "Lantern Night"
    assert (told["width"], told["height"]) == (600, 480)
    assert told["provider_name"] == "Turnout"
    assert told["author_url"].endswith(place.organization_path)
    assert told["html"].startswith(f'<turnout-checkout event="{place.path[1:]}"><a href="http')
    assert told["html"].endswith('/embed/v1/turnout.js"></script>')
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (1200, 630)
    assert ask(client, f"{place.path}/checkout").json == told


def test_an_organization_is_told_of_with_its_events(client, place):
    told = ask(client, place.organization_path).json
    assert f'<turnout-events organization="{place.organization_path[1:]}">' in told["html"]


def test_both_formats_say_the_same(client, place):
    told = ask(client, place.path).json
    answer = ask(client, place.path, format="xml")
    assert answer.mimetype == "text/xml"
    root = ElementTree.fromstring(answer.data)
    assert root.tag == "oembed"
    assert {each.tag: each.text for each in root} == {name: str(told[name]) for name in told}


def test_titles_are_words_in_both_formats(client, queued):
    place = open_place(title="</a><script>\"&'")
    told = ask(client, place.path).json
    assert told["title"] == "</a><script>\"&'"
    assert told["html"].count("<script") == 1
    assert (
        ElementTree.fromstring(ask(client, place.path, format="xml").data)[2].text == told["title"]
    )


def test_nothing_is_larger_than_what_there_is_room_for(client, place):
    told = ask(client, place.path, maxwidth=320, maxheight=200).json
    assert (told["width"], told["height"]) == (320, 200)
    assert "thumbnail_url" not in told
    wide = ask(client, place.path, maxwidth=2000, maxheight=2000).json
    assert (wide["width"], wide["height"]) == (600, 480)
    assert wide["thumbnail_url"]


@pytest.mark.parametrize("size", ["0", "-1", "x", "999999", "1.5"])
def test_a_size_that_is_no_number_is_refused(client, place, size):
    assert ask(client, place.path, maxwidth=size).status_code == 422


def test_other_formats_are_not_offered(client, place):
    assert ask(client, place.path, format="yaml").status_code == 501


@pytest.mark.parametrize("path", ["/nobody", "/nobody/nothing", "/", "/a/b/c", "/events/x/y/z"])
def test_what_is_not_there_is_not_told_of(client, place, path):
    assert ask(client, path).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example{path}", "javascript:alert(1)", "//x{path}", "http://[", "{path}"],
)
def test_addresses_of_others_are_not_told_of(client, place, address):
    answer = client.get("/oembed", query_string={"url": address.format(path=place.path)})
    assert answer.status_code == 404


def test_no_address_is_refused_at_its_parameter(client):
    assert client.get("/oembed").status_code == 422


def test_a_private_event_is_not_told_of(client, place):
    place.change(visibility="private")
    assert ask(client, place.path).status_code == 404
    assert "+oembed" not in client.get(place.path).get_data(as_text=True)


def test_any_site_may_read_it(client, place):
    assert ask(client, place.path).headers["Access-Control-Allow-Origin"] == "*"
