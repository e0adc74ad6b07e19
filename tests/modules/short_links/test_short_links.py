"""Short links: made and printed, followed and counted, switched off; by the organization alone."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from PIL import Image
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel.ids import new_id
from turnout.modules.organizations import api as organizations
from turnout.modules.sales_partners import api as sales_partners
from turnout.modules.short_links import rules


@dataclass(slots=True)
class LinkedShop:
    client: Any
    shop: MadeShop
    type_id: UUID

    @property
    def path(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/short-links"

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    def ask(self, **said: Any) -> Any:
        body = {"name": "Poster", "target": "event", "event_id": str(self.shop.event_id)} | said
        return self.client.post(self.path, json=body, headers=self.headers)

    def make(self, **said: Any) -> dict[str, Any]:
        answer = self.ask(**said)
        assert answer.status_code == 201, answer.json
        made: dict[str, Any] = answer.json
        return made

    def get(self, link: dict[str, Any], below: str = "") -> Any:
        return self.client.get(f"{self.path}/{link['id']}{below}", headers=self.headers)

    def change(self, link: dict[str, Any], **changes: Any) -> Any:
        headers = {**self.headers, "If-Match": f'"{link["version"]}"'}
        return self.client.patch(f"{self.path}/{link['id']}", json=changes, headers=headers)

    def follow(self, link: dict[str, Any], **headers: str) -> Any:
        return self.client.get(urlsplit(link["url"]).path, headers=headers)


@pytest.fixture
def linked(client: Any, queued: Any) -> LinkedShop:
    shop = make_shop()
    return LinkedShop(client, shop, shop.add_type())


def errors_of(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.json
    return [(each["pointer"], each["code"]) for each in answer.json["errors"]]


def test_a_link_leads_to_the_event_with_its_campaign_and_is_counted(linked):
    link = linked.make(campaign="summer fair", source="poster")
    assert re.fullmatch(rf"[{rules.LETTERS}]{{7}}", link["code"])
    assert (link["visits"], link["last_visited_on"], link["is_on"]) == (0, None, True)
    for _ in range(2):
        answer = linked.follow(link)
        assert answer.status_code == 302
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
    path, _, query = answer.location.partition("?")
    assert path.startswith(f"/{linked.shop.organization.slug}/")
    assert query == f"utm_source=poster&utm_campaign=summer+fair&link={link['code']}"
    assert linked.get(link).json["visits"] == 2
    [day] = linked.get(link, "/visits").json["items"]
    assert day["visits"] == 2
    assert day["day"] == linked.get(link).json["last_visited_on"]


def test_a_link_to_tickets_says_what_the_buyer_need_not_choose_or_type(linked):
    new = sales_partners.NewSalesPartner(name="Gazette", code="GAZETTE1")
    sales_partners.create_partner(linked.shop.organizer, new)
    type_id = str(linked.type_id)
    link = linked.make(
        target="tickets", ticket_type_id=type_id, access_code="EARLY", partner="gazette1"
    )
    location = linked.follow(link).location
    assert location.partition("?")[0].endswith("/checkout")
    assert location.endswith(f"?ticket={type_id}&code=EARLY&partner=gazette1&link={link['code']}")


def test_a_link_to_the_organization_leads_to_its_page(linked):
    link = linked.make(target="organization", event_id=None)
    assert linked.follow(link).location == f"/{linked.shop.organization.slug}?link={link['code']}"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"event_id": None}, [("/event_id", "missing")]),
        ({"target": "organization"}, [("/event_id", "not-of-event")]),
        ({"access_code": "X"}, [("/access_code", "not-of-tickets")]),
        ({"event_id": str(new_id())}, [("/event_id", "unknown")]),
        ({"target": "tickets", "ticket_type_id": str(new_id())}, [("/ticket_type_id", "unknown")]),
        ({"target": "tickets", "partner": "NOBODY1"}, [("/partner", "unknown-partner")]),
    ],
)
def test_what_does_not_fit_together_is_refused_at_its_field(linked, said, found):
    assert errors_of(linked.ask(**said)) == found


def test_an_event_of_another_organization_is_not_linked_to(linked):
    other = make_shop()
    assert errors_of(linked.ask(event_id=str(other.event_id))) == [("/event_id", "unknown")]


def test_a_link_that_is_off_leads_nowhere_until_it_is_on_again(linked):
    link = linked.make()
    off = linked.change(link, is_on=False).json
    assert linked.follow(link).status_code == 404
    assert linked.change(link, is_on=True).status_code == 412
    on = linked.change(off, is_on=True, name="Banner").json
    assert (on["name"], on["is_on"], on["url"]) == ("Banner", True, link["url"])
    assert linked.follow(link).status_code == 302
    gone = linked.client.delete(f"{linked.path}/{link['id']}", headers=linked.headers)
    assert gone.status_code == 204
    assert linked.follow(link).status_code == 404
    assert linked.get(link).status_code == 404


def test_what_nobody_asked_for_is_not_counted(linked):
    link = linked.make()
    assert linked.follow(link, Purpose="prefetch").status_code == 302
    linked.client.head(urlsplit(link["url"]).path)
    assert linked.get(link).json["visits"] == 0
    assert linked.follow({"url": link["url"].upper().replace("/S/", "/s/")}).status_code == 302
    assert linked.get(link).json["visits"] == 1


@pytest.mark.parametrize("code", ["", "x", "zzzzzzz", "0000000", "a" * 500, "..%2f", "%00"])
def test_a_code_that_is_none_leads_nowhere(linked, code):
    assert linked.client.get(f"/s/{code}").status_code in {404, 308}


@pytest.mark.parametrize(("colour", "ink"), [("#0b5e57", "#0b5e57"), ("#ffd400", "#000000")])
def test_a_qr_code_wears_the_brand_where_cameras_read_it(linked, colour, ink):
    update = organizations.OrganizationUpdate(brand_color=colour)
    organizations.update_organization(linked.shop.organizer, update)
    link = linked.make()
    svg = linked.get(link, "/qr-code")
    assert svg.mimetype == "image/svg+xml"
    assert f'stroke="{ink}"' in svg.get_data(as_text=True)
    assert link["url"] in svg.get_data(as_text=True)
    png = linked.get(link, "/qr-code?format=png")
    assert f"link-{link['code']}.png" in png.headers["Content-Disposition"]
    drawn = Image.open(BytesIO(png.data)).convert("RGB")
    assert drawn.width == drawn.height >= 700
    wanted = tuple(int(ink[at : at + 2], 16) for at in (1, 3, 5))
    assert {colour for _, colour in drawn.getcolors()} == {wanted, (255, 255, 255)}
    assert drawn.getpixel((4 * 24 + 1, 4 * 24 + 1)) == wanted, "the corner after the quiet zone"


def test_links_are_listed_newest_first_and_by_event(linked):
    first, second = linked.make(), linked.make(target="organization", event_id=None)
    listed = linked.client.get(linked.path, headers=linked.headers).json["items"]
    assert [each["id"] for each in listed] == [second["id"], first["id"]]
    path = f"{linked.path}?event_id={linked.shop.event_id}"
    [only] = linked.client.get(path, headers=linked.headers).json["items"]
    assert only["id"] == first["id"]


def test_an_organization_has_its_limit(linked, monkeypatch):
    monkeypatch.setattr(rules, "MOST", 1)
    linked.make()
    assert errors_of(linked.ask()) == [("/name", "too-many")]


def test_links_are_the_organizations_own_and_the_teams(linked):
    link = linked.make()
    stranger = make_organization()
    theirs = f"/api/v1/organizations/{stranger.id}/short-links/{link['id']}"
    assert linked.client.get(theirs, headers=bearer(stranger.owner)).status_code == 404
    assert linked.client.get(linked.path, headers=bearer(stranger.owner)).status_code in {403, 404}
    helper = bearer(add_member(linked.shop.organization, "staff"))
    refused = linked.client.post(linked.path, json={"name": "x"}, headers=helper)
    assert refused.status_code == 403
