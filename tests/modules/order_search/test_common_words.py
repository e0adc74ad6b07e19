"""A word that many have is looked for among the first of a list, and finds what it always did."""

from itertools import pairwise
from typing import Any

import pytest
from tests.factories.many_orders import fill_orders
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel.settings import Settings
from turnout.modules.order_search import rules

FIRST = ("Rosa", "Roland", "Xenia")
LAST = ("Meier", "Rossi", "Quist", "Young")
ROWS = 60
LISTS = ("orders/search", "attendees")
TYPED = ("ro", "rosa", "ross", "meier", "x", "mail7", "rosa meier", "nobody")
NOTHING_COMMON, ALL_COMMON = 10_000, 1


@pytest.fixture(scope="module")
def shop(app: Any, settings: Settings) -> MadeShop:
    made = make_shop()
    assert settings.database_owner_url is not None
    url = settings.database_owner_url.get_secret_value()
    fill_orders(url, made, made.add_type(), count=ROWS, first=FIRST, last=LAST)
    return made


def listed(client: Any, shop: MadeShop, path: str, **asked: Any) -> list[str]:
    """All pages of a list, one after the other."""
    found: list[str] = []
    cursor = None
    while True:
        query = {**asked, **({"cursor": cursor} if cursor else {})}
        url = f"/api/v1/organizations/{shop.organization.id}/{path}"
        answer = client.get(url, query_string=query, headers=bearer(shop.organization.owner))
        assert answer.status_code == 200, answer.json
        found += [each["id"] for each in answer.json["items"]]
        cursor = answer.json["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("first", [0, 5, 17, ROWS * 2])
def test_pages_are_the_same_however_common_a_word_is_taken_for(
    client: Any, shop: MadeShop, monkeypatch: pytest.MonkeyPatch, path: str, first: int
) -> None:
    monkeypatch.setattr(rules, "FIRST_OF_A_LIST", first)
    state = "state" if path == "orders/search" else "order_state"
    for typed in TYPED:
        for more in ({}, {"sort": "placed_at"}, {"sort": "name"}, {state: "expired"}):
            asked = {"q": typed, "limit": 4, **more}
            monkeypatch.setattr(rules, "COMMON_WORD", NOTHING_COMMON)
            expected = listed(client, shop, path, **asked)
            monkeypatch.setattr(rules, "COMMON_WORD", ALL_COMMON)
            assert listed(client, shop, path, **asked) == expected, (typed, more)
            assert len(set(expected)) == len(expected)
            assert expected or typed in ("nobody", "x", "rosa meier") or more.get(state)


@pytest.mark.parametrize("path", LISTS)
def test_a_common_word_reads_the_first_of_the_list_alone(
    client: Any, shop: MadeShop, monkeypatch: pytest.MonkeyPatch, statements: list[str], path: str
) -> None:
    monkeypatch.setattr(rules, "COMMON_WORD", ALL_COMMON)
    asked = {}
    for first in (ROWS, 0):
        monkeypatch.setattr(rules, "FIRST_OF_A_LIST", first)
        statements.clear()
        url = f"/api/v1/organizations/{shop.organization.id}/{path}"
        headers = bearer(shop.organization.owner)
        answer = client.get(url, query_string={"q": "ro", "limit": 4}, headers=headers)
        assert len(answer.json["items"]) == 4
        placed = [each["placed_at"] for each in answer.json["items"]]
        assert all(one >= other for one, other in pairwise(placed))
        asked[first] = len([each for each in statements if "ORDER BY placed_at" in each])
    assert asked == {ROWS: 1, 0: 2}, "where too few are found there all of it is looked through"
