"""Terms, privacy policy and imprint as pages; an organization's look on everything of it."""

import json
import re

import pytest
from tests.factories.people import bearer
from tests.factories.work import drain
from tests.site.directory.test_pages import html, structured
from tests.site.showing import add_image

from turnout.modules.files.service import pictures
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.api import LegalKind, LegalWording, OrganizationUpdate
from turnout.site.events import cache

WORDS = "<h2>Tickets</h2><p>Be kind.</p>"


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch):
    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)


def publish(place, kind=LegalKind.TERMS, **texts):
    wordings = {tag: LegalWording(html=text) for tag, text in (texts or {"en": WORDS}).items()}
    organizations.publish_legal_text(place.shop.organizer, kind, wordings)
    drain()


def brand(place, **fields):
    organizations.update_organization(place.shop.organizer, OrganizationUpdate(**fields))
    drain()


def show_logo(place):
    file_id = add_image(place)
    pictures.set_logo(place.shop.organizer, file_id)
    drain()
    return file_id


def order_page(client, place):
    free = place.shop.add_type()
    basket = {**place.shop.basket(free), "accepted_terms": 1}
    order = client.post(place.shop.orders_path, json=basket).json
    return f"/orders/{place.shop.organization.id}/{order['id']}/{order['secret']}"


def legal_links(page):
    """At the foot of a page, without the link by which it is reported."""
    foot = page.partition('class="wrap home-foot"')[2].partition("</nav>")[0]
    found = re.findall(r'href="([^"]+)"', foot)
    return [each for each in found if not each.endswith("/report")]


def test_a_text_stands_under_the_organizations_name(client, place):
    publish(place)
    page = html(client, f"{place.organization_path}/terms")
    assert "<h1" in page
    assert "Terms of service" in page
    assert WORDS in page
    assert "Version 1, published on" in page
    assert (
        f'<link rel="canonical" href="http://turnout.test{place.organization_path}/terms">' in page
    )
    assert '<meta name="robots"' not in page


def test_what_is_not_published_has_no_page_and_no_link(client, place):
    for kind in LegalKind:
        assert client.get(f"{place.organization_path}/{kind}").status_code == 404
    assert legal_links(html(client, place.organization_path)) == []


def test_an_old_version_stays_readable_but_is_not_to_be_found(client, place):
    publish(place)
    publish(place, en="<p>Be kinder.</p>")
    old = html(client, f"{place.organization_path}/terms?version=1")
    assert WORDS in old
    assert "This version is not in force any more." in old
    assert '<meta name="robots" content="noindex">' in old
    assert f'href="http://turnout.test{place.organization_path}/terms">' in old
    now = html(client, f"{place.organization_path}/terms")
    assert "Be kinder." in now
    assert f'href="{place.organization_path}/terms?version=1"' in now


@pytest.mark.parametrize("number", ["0", "9", "-1", "x", "1e3", "١", "9" * 40, ""])
def test_versions_that_never_were_are_not_found(client, place, number):
    publish(place)
    answer = client.get(f"{place.organization_path}/terms", query_string={"version": number})
    assert answer.status_code == 404


def test_every_page_of_the_organization_links_the_texts_that_it_has(client, place):
    publish(place)
    publish(place, LegalKind.IMPRINT)
    pages = [
        place.organization_path,
        place.path,
        f"{place.path}/checkout",
        f"{place.organization_path}/imprint",
        order_page(client, place),
    ]
    for path in pages:
        assert legal_links(html(client, path)) == [
            f"{place.organization_path}/terms",
            f"{place.organization_path}/imprint",
        ], path


def test_a_withdrawn_text_leaves_the_pages(client, place):
    publish(place)
    assert legal_links(html(client, place.path)) == [f"{place.organization_path}/terms"]
    organizations.withdraw_legal_text(place.shop.organizer, LegalKind.TERMS)
    drain()
    assert legal_links(html(client, place.organization_path)) == []
    assert client.get(f"{place.organization_path}/terms").status_code == 404
    assert client.get(f"{place.organization_path}/terms?version=1").status_code == 200


def test_readers_get_the_text_in_their_language_and_its_own_direction(client, place):
    publish(place, LegalKind.PRIVACY, en="<p>Data.</p>", ar="<p>بيانات</p>")
    arabic = html(client, f"{place.organization_path}/privacy?lang=ar")
    assert "بيانات" in arabic
    german = html(client, f"{place.organization_path}/privacy?lang=de")
    assert '<div class="prose stack" lang="en" dir="ltr"><p>Data.</p>' in german


def test_a_text_that_stands_elsewhere_is_linked_and_never_redirected_to(client, place):
    wording = {"en": LegalWording(url="https://club.example/legal?a=1&b=2")}
    organizations.publish_legal_text(place.shop.organizer, LegalKind.IMPRINT, wording)
    drain()
    answer = client.get(f"{place.organization_path}/imprint")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert 'href="https://club.example/legal?a=1&amp;b=2" rel="nofollow noopener"' in page
    assert "Read it on club.example" in page


def test_a_former_name_leads_to_the_texts_as_well(client, place):
    publish(place)
    was = place.organization_path
    brand(place, slug=f"{was[1:]}-now")
    answer = client.get(f"{was}/terms?version=1")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{was}-now/terms?version=1")


def test_the_checkout_knows_what_is_to_be_agreed_to(client, place):
    assert config(client, place)["legal"] is None
    publish(place)
    publish(place)
    publish(place, LegalKind.PRIVACY)
    assert config(client, place)["legal"] == {
        "organization": place.shop.organization.name,
        "terms": 2,
        "termsUrl": f"{place.organization_path}/terms?version=2&lang=en",
        "privacyUrl": f"{place.organization_path}/privacy",
    }


def config(client, place):
    page = html(client, f"{place.path}/checkout")
    return json.loads(re.search(r'id="checkout-config">(.*?)</script>', page)[1])


def test_a_logo_stands_where_the_name_did_with_its_size_and_the_name_as_its_words(client, place):
    assert "home-logo" not in html(client, place.path)
    file_id = show_logo(place)
    name = place.shop.organization.name
    for path in (place.organization_path, f"{place.path}/checkout"):
        shown = re.search(r'class="home-logo">(.*?)</span>', html(client, path))[1]
        assert f'alt="{name}"' in shown, path
        assert re.search(r'width="\d+" height="\d+"', shown)
        assert f"/files/{file_id}/public" in shown
        assert 'type="image/avif"' in shown
        assert 'type="image/webp"' in shown
    assert "home-logo" in html(client, place.path)
    found = structured(html(client, place.organization_path))
    assert found["logo"] == (
        f"http://turnout.test/api/v1/organizations/{place.shop.organization.id}/files/{file_id}/public"
    )
    pictures.set_logo(place.shop.organizer, None)
    drain()
    assert "home-logo" not in html(client, place.organization_path)


def test_a_logo_in_use_is_not_deleted_and_only_a_public_image_of_ones_own_becomes_one(
    client, place
):
    file_id = show_logo(place)
    base = f"/api/v1/organizations/{place.shop.organization.id}"
    headers = bearer(place.shop.organization.owner)
    assert client.delete(f"{base}/files/{file_id}", headers=headers).status_code == 409
    other = "0190b1de-0000-7000-8000-000000000000"
    for wrong in (other, str(place.event_id)):
        answer = client.put(f"{base}/logo", json={"file_id": wrong}, headers=headers)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/file_id")
    client.patch(f"{base}/files/{file_id}", json={"visibility": "private"}, headers=headers)
    answer = client.put(f"{base}/logo", json={"file_id": str(file_id)}, headers=headers)
    assert answer.status_code == 422


def test_the_logo_is_changed_by_its_version_and_taken_away_again(client, place):
    file_id = add_image(place)
    base = f"/api/v1/organizations/{place.shop.organization.id}"
    headers = bearer(place.shop.organization.owner)
    tag = client.get(base, headers=headers).headers["ETag"]
    body = {"file_id": str(file_id)}
    seen = {**headers, "If-Match": tag}
    first = client.put(f"{base}/logo", json=body, headers=seen)
    assert (first.status_code, first.json["file_id"]) == (200, str(file_id)), first.json
    assert client.put(f"{base}/logo", json=body, headers=seen).status_code == 412
    assert client.get(base, headers=headers).json["logo_file_id"] == str(file_id)
    gone = client.delete(f"{base}/logo", headers=headers)
    assert (gone.status_code, gone.json["file_id"]) == (200, None)


def test_font_and_colour_reach_every_page_without_a_style_in_it(client, place):
    brand(place, font="serif", brand_color="#aa3300")
    for path in (place.organization_path, place.path, f"{place.path}/checkout"):
        page = html(client, path)
        assert '<html lang="en" dir="ltr" data-font="serif">' in page, path
        assert "-aa3300.css" in page
        assert "style=" not in page
    brand(place, font="sans")
    assert "data-font" not in html(client, place.organization_path)


def test_a_font_that_is_not_shipped_is_refused(client, place):
    base = f"/api/v1/organizations/{place.shop.organization.id}"
    headers = bearer(place.shop.organization.owner)
    answer = client.patch(base, json={"font": "Comic Sans"}, headers=headers)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/font")
