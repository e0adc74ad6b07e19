"""Cards tell the truth: prices from what to what, what is left as of now, and where it is."""

import re

import pytest
from tests.factories.work import drain
from tests.site.conftest import Place, open_place
from tests.site.events.test_cache import forget_stock

from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory


def card(client, path: str, place: Place) -> str:
    """The text of the event's card on a page."""
    page = client.get(path).get_data(as_text=True)
    found = [each for each in page.split('<li class="card">')[1:] if f'"{place.path}"' in each]
    assert found, path
    return " ".join(re.sub(r"<[^>]+>", " ", found[0].partition("</li></ul>")[0]).split())


def lists(place: Place, title: str) -> tuple[str, ...]:
    return (f"/events?q={title}", place.organization_path)


def sell(place: Place, pool_id, number: int) -> None:
    """As a sale does it: the counters move, and nothing is indexed again."""
    with transaction(place.shop.organizer) as tx:
        inventory.take(tx, {pool_id: number})
    forget_stock()


@pytest.mark.parametrize(
    ("prices", "says"),
    [
        ((0,), "Free"),
        ((3900,), "€39"),
        ((3900, 9500), "€39 – €95"),
        ((0, 3900, 9500), "Free – €95"),
    ],
)
def test_a_card_and_the_bar_say_from_what_to_what_price(client, queued, prices, says) -> None:
    place = open_place(title="Rangefinder")
    for each in prices:
        place.shop.add_type(price_minor=each)
    drain()
    for path in lists(place, "rangefinder"):
        assert f" {says} " in f"{card(client, path, place)} ", path
    bar = client.get(place.path).get_data(as_text=True).partition('class="buy-bar')[2]
    assert says in re.sub(r"<[^>]+>", "", bar.partition("</span>")[0])


def test_a_type_that_is_gone_is_no_price_to_be_had(client, queued) -> None:
    place = open_place(title="Earlybird")
    early = place.shop.add_type(capacity=1, price_minor=1000)
    place.shop.add_type(price_minor=4000)
    drain()
    assert "€10 – €40" in card(client, place.organization_path, place)
    sell(place, place.shop.pools[early], 1)
    assert "€10" not in card(client, place.organization_path, place)
    assert "€40" in card(client, place.organization_path, place)


def test_what_one_wants_to_pay_has_no_upper_end(client, queued) -> None:
    place = open_place(title="Hatpass")
    place.shop.add_type(kind="donation", price_minor=1000, minimum_price_minor=0)
    drain()
    assert "Pay what you want" in card(client, place.organization_path, place)


def test_a_card_says_sold_out_as_soon_as_the_last_place_is_taken(client, queued) -> None:
    place = open_place(title="Lastseat")
    only = place.shop.add_type(capacity=30)
    drain()
    for path in lists(place, "lastseat"):
        assert "Sold out" not in card(client, path, place)
        assert "Few left" not in card(client, path, place)
    sell(place, place.shop.pools[only], 15)
    for path in lists(place, "lastseat"):
        assert "Few left" in card(client, path, place)
    sell(place, place.shop.pools[only], 15)
    for path in lists(place, "lastseat"):
        assert "Sold out" in card(client, path, place)


def test_an_online_event_is_online(client, queued) -> None:
    place = open_place(
        title="Webwide",
        kind=events.EventKind.ONLINE,
        location=None,
        online_url="https://live.example.org",
    )
    drain()
    for path in lists(place, "webwide"):
        said = card(client, path, place)
        assert "Online" in said
        assert "to be announced" not in said


def test_a_list_of_many_organizers_costs_one_statement_more(client, queued, statements) -> None:
    counts = []
    for number in (3, 2):  # where fewer than three are found, other words are looked for
        for _ in range(number):
            place = open_place(title="Manyfold")
            place.shop.add_type(capacity=5)
            place.shop.add_type(capacity=5)
        drain()
        forget_stock()
        statements.clear()
        client.get("/events?q=manyfold")
        counts.append(len(statements))
    assert counts == [6, 6], "list, its counts, labels, stock, and twice where the words are"
