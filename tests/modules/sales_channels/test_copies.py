"""A copied event keeps places for the same channels, out of stock of its own."""

from datetime import timedelta

from tests.factories.work import drain

from turnout.kernel import clock


def test_a_copy_takes_channel_settings_along_with_nothing_sold(sale):
    hotel = sale.partner("HOTEL4")
    until = clock.now() + timedelta(days=3)
    sale.made(sales_partner_id=hotel, places=8, return_at=until.isoformat())
    sale.made("web", most=9)
    sale.made("api", is_sold=False)
    sale.bought(3, partner="HOTEL4")
    base = sale.path.removesuffix("/channel-settings")
    event = sale.client.get(base, headers=sale.headers).json
    starts = clock.now() + timedelta(days=60)
    body = {"starts_at": starts.isoformat()} if event["starts_at"] else {}
    made = sale.client.post(f"{base}/copies", json=body, headers=sale.headers)
    assert made.status_code == 201, made.json
    drain()
    copy = sale.path.replace(str(sale.shop.event_id), made.json["id"])
    found = sale.client.get(copy, headers=sale.headers).json["items"]
    said = ("channel", "sales_partner_id", "is_sold", "most", "places", "sold", "kept")
    assert {tuple(each[name] for name in said) for each in found} == {
        ("partner", hotel, True, None, 8, 0, 8),
        ("web", None, True, 9, 0, 0, 0),
        ("api", None, False, None, 0, 0, 0),
    }
    assert sale.type_id not in {each["ticket_type_id"] for each in found}
    [returns] = [each["return_at"] for each in found if each["return_at"]]
    assert (returns != until.isoformat()) == bool(body)
    assert sale.counts() == (3, 0, 5), "the source keeps its own"
