"""Sites that may embed a checkout: what is an origin, who keeps the list, and what orders say."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import MadeShop, make_shop
from tests.factories.tokens import make_token

from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.modules.embeds import rules

SITE = "https://www.partner.example"


@dataclass(slots=True)
class EmbeddingShop:
    client: Any
    shop: MadeShop
    type_id: UUID

    @property
    def path(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/embed-origins"

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    def allow(self, origin: str = SITE, **said: Any) -> Any:
        body = {"origin": origin, **said}
        return self.client.post(self.path, json=body, headers=self.headers)

    def allowed(self, origin: str = SITE, **said: Any) -> dict[str, Any]:
        answer = self.allow(origin, **said)
        assert answer.status_code == 201, answer.json
        made: dict[str, Any] = answer.json
        return made

    def forbid(self, site: dict[str, Any], *, version: int | None = None) -> Any:
        headers = {**self.headers, "If-Match": f'"{version or site["version"]}"'}
        return self.client.delete(f"{self.path}/{site['id']}", headers=headers)

    def buy(self, *, headers: dict[str, str] | None = None, **said: Any) -> Any:
        body = {**self.shop.basket(self.type_id), **said}
        return self.client.post(self.shop.orders_path, json=body, headers=headers or {})

    def sold(self, answer: Any) -> tuple[str, str | None]:
        """The channel of an order that was placed, and the site around its checkout."""
        assert answer.status_code == 201, answer.json
        with transaction(self.shop.organizer) as tx:
            asked = "SELECT channel, embedding_origin FROM orders WHERE id = %(id)s"
            [(channel, origin)] = tx.query(asked, {"id": UUID(answer.json["id"])})
        return channel, origin


@pytest.fixture
def embedding(client: Any, queued: Any) -> EmbeddingShop:
    shop = make_shop()
    return EmbeddingShop(client, shop, shop.add_type())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" https://WWW.Partner.example/ ", "https://www.partner.example"),
        ("https://partner.example:443", "https://partner.example"),
        ("https://partner.example:8443", "https://partner.example:8443"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://Straße.example", "https://xn--strae-oqa.example"),
        ("https://192.0.2.7", "https://192.0.2.7"),
        ("https://[2001:DB8::1]:8080", "https://[2001:db8::1]:8080"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1", "http://127.0.0.1"),
    ],
)
def test_an_origin_is_kept_as_browsers_write_it(text, kept):
    assert rules.written(text) == kept


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("partner.example", "invalid"),
        ("https://", "invalid"),
        ("https://partner", "invalid"),
        ("https://partner.example:port", "invalid"),
        ("https://par tner.example", "invalid"),
        ("https://partner.example; script-src x", "invalid"),
        ("https://'none'", "invalid"),
        ("https://300.1.2.3", "invalid"),
        ("javascript:alert(1)", "invalid"),
        ("data:text/html,x", "invalid"),
        ("http://partner.example", "not-https"),
        ("https://*.partner.example", "wildcard"),
        ("https://partner.example/shop", "not-an-origin"),
        ("https://partner.example?x=1", "not-an-origin"),
        ("https://a:b@partner.example", "not-an-origin"),
    ],
)
def test_what_is_no_origin_is_refused_at_its_field(text, code):
    with pytest.raises(Invalid) as found:
        rules.written(text)
    assert [(each.pointer, each.code) for each in found.value.errors] == [("/origin", code)]


def test_a_site_is_added_shown_listed_and_taken_off(embedding):
    site = embedding.allowed(f"{SITE}/", note=" The town's calendar ")
    assert (site["origin"], site["note"]) == (SITE, "The town's calendar")
    other = embedding.allowed("https://other.example")
    listed = embedding.client.get(embedding.path, headers=embedding.headers).json["items"]
    assert [each["id"] for each in listed] == [other["id"], site["id"]]
    assert embedding.forbid(site, version=9).status_code == 412
    assert embedding.forbid(site).status_code == 204
    assert embedding.forbid(site).status_code == 404
    left = embedding.client.get(embedding.path, headers=embedding.headers).json["items"]
    assert [each["origin"] for each in left] == ["https://other.example"]


def test_a_site_is_on_the_list_once_however_it_is_written(embedding):
    embedding.allowed()
    again = embedding.allow("HTTPS://www.partner.example:443/")
    assert (again.status_code, again.json["code"]) == (409, "embeds.taken")


def test_the_list_is_as_long_as_a_policy_may_be(embedding, monkeypatch):
    monkeypatch.setattr(rules, "MOST", 1)
    embedding.allowed()
    full = embedding.allow("https://other.example")
    assert full.status_code == 422
    assert [each["code"] for each in full.json["errors"]] == ["too-many"]


def test_the_team_sees_the_list_and_managers_change_it(embedding):
    organization = embedding.shop.organization
    staff = bearer(add_member(organization, "staff"))
    site = embedding.allowed()
    assert embedding.client.get(embedding.path, headers=staff).status_code == 200
    body = {"origin": "https://other.example"}
    assert embedding.client.post(embedding.path, json=body, headers=staff).status_code == 403
    outsider = bearer(add_member(organization, "partner"))
    assert embedding.client.get(embedding.path, headers=outsider).status_code == 403
    stranger = bearer(make_organization().owner)
    assert embedding.client.get(embedding.path, headers=stranger).status_code == 404
    one = f"{embedding.path}/{site['id']}"
    assert embedding.client.delete(one, headers=stranger).status_code == 404


def test_an_order_says_in_whose_page_it_was_placed(embedding):
    embedding.allowed()
    assert embedding.sold(embedding.buy(embedding_origin=SITE)) == ("embed", SITE)
    assert embedding.sold(embedding.buy(is_embedded=True)) == ("embed", None)
    assert embedding.sold(embedding.buy()) == ("web", None)


def test_a_page_of_a_site_that_is_not_allowed_sells_nothing(embedding):
    other = make_shop()
    elsewhere = EmbeddingShop(embedding.client, other, other.add_type())
    elsewhere.allowed()
    for said in (SITE, "https://evil.example", "null", f"{SITE}/"):
        refused = embedding.buy(is_embedded=True, embedding_origin=said)
        assert (refused.status_code, refused.json["code"]) == (422, "embeds.origin-refused")
        assert [each["pointer"] for each in refused.json["errors"]] == ["/embedding_origin"]
    site = embedding.allowed()
    assert embedding.buy(embedding_origin=SITE).status_code == 201
    embedding.forbid(site)
    assert embedding.buy(embedding_origin=SITE).status_code == 422, "no longer on the list"


def test_a_program_orders_in_nobodys_page(embedding):
    token = make_token(embedding.shop.organization, "orders.read")
    said = {"is_embedded": True, "embedding_origin": "https://evil.example"}
    assert embedding.sold(embedding.buy(headers=token.headers, **said)) == ("api", None)
