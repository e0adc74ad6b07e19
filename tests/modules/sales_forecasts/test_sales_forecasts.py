"""What an event is likely to sell: counted as the sales report counts, and said only when known."""

from datetime import date, datetime, timedelta

from tests.factories.people import add_member, bearer, make_organization

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events

IN_SQL = """
    SELECT sum(l.quantity), sum(CASE WHEN o.state = 'cancelled' THEN l.quantity ELSE l.returned END)
    FROM orders o JOIN order_lines l ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.event_id = %(event_id)s
        AND o.confirmed_at IS NOT NULL
"""


MOVED = """
    UPDATE events SET starts_at = %(at)s, ends_at = %(at)s + interval '3 h'
    WHERE organization_id = %(organization_id)s AND id = %(event_id)s
"""
SALES_END = """
    UPDATE ticket_types SET sales_end_at = %(at)s
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""


def past(box, *sizes):
    """Past events that sold half their tickets ten days before, the other half two days before."""
    return [
        box.event(-10 * number - 5, {30: size // 4, 10: size // 4, 2: size - size // 2})
        for number, size in enumerate(sizes)
    ]


def test_an_event_goes_on_as_past_events_did_within_an_interval_that_was_tested(box, statements):
    past(box, 80, 100, 120, 140, 160, 92)
    shop = box.event(5, {30: 30, 10: 30})
    statements.clear()
    found = box.forecast(shop)
    assert len([each for each in statements if "order_lines" in each]) == 2
    assert (found["state"], found["tickets"], found["days_before_now"]) == ("forecast", 60, 5)
    result = found["result"]
    assert 110 <= result["lowest_tickets"] <= result["tickets"] <= result["highest_tickets"] <= 130
    assert abs(result["tickets"] - 120) <= 2
    assert (found["currency"], found["gross_minor"]) == ("EUR", 60_000)
    assert result["gross_minor"] == 1000 * result["tickets"]
    days = {each["days_before"]: each for each in found["days"]}
    assert list(days) == list(range(30, -1, -1))
    assert (days[30]["sold"], days[10]["sold"], days[5]["sold"]) == (30, 60, 60)
    assert (days[4]["sold"], days[4]["expected"], days[0]["expected"]) == (
        None, 60, result["tickets"],
    )  # fmt: skip
    assert days[4]["day"] == found["starts_on"] - timedelta(days=4)
    assert [each["tickets"] for each in found["basis"]] == [80, 100, 120, 140, 160, 92]
    assert [each["tickets_by_now"] for each in found["basis"]] == [40, 50, 60, 70, 80, 46]
    accuracy = found["accuracy"]
    assert (accuracy["days_before"], accuracy["events"], accuracy["inside"]) == (5, 6, 6)
    assert accuracy["error_percent"] < 3
    assert [each["days_before"] for each in found["tests"]] == [30, 14, 7, 3, 1]


def test_tickets_are_those_of_the_sales_report_and_of_the_base_tables(box):
    past(box, 80, 100, 120, 140, 160)
    shop = box.event(5, {30: 30})
    [type_id] = shop.pools
    at = box.noon(box.now, 1)
    box.sell(shop, type_id, 6, at=at, returned=2)
    box.sell(shop, type_id, 4, at=at, state="cancelled")
    box.sell(shop, type_id, 3, at=at, currency="USD")
    found = box.forecast(shop)
    path = f"/api/v1/organizations/{box.organization.id}/sales-report"
    report = box.client.get(
        path, query_string={"event_id": str(shop.event_id)}, headers=bearer(box.organization.owner)
    ).json
    with transaction(system_in(box.organization.id, "tests.sales")) as tx:
        [(tickets, returned)] = tx.query(IN_SQL, tx.here(event_id=shop.event_id))
    assert found["tickets"] == sum(each["tickets"] for each in report["totals"]) == tickets == 43
    assert found["returned_tickets"] == returned == 6
    assert found["days"][0]["sold"] == 30
    assert [each["sold"] for each in found["days"] if each["sold"] is not None][-1] == 43
    # Amounts of several currencies are never added up.
    assert found["currency"] is found["gross_minor"] is found["result"]["gross_minor"] is None


def test_days_are_those_of_each_events_own_zone(box):
    """00:30 on the day on which clocks go forward is that day, and not the one before."""
    starts_at = datetime.fromisoformat("2026-04-03T18:00:00+02:00")
    shop = box.event((starts_at - box.now).days, {})
    [type_id] = shop.pools
    with transaction(system_in(box.organization.id, "tests.sales")) as tx:
        tx.query(MOVED, tx.here(event_id=shop.event_id, at=starts_at))
    box.now = datetime.fromisoformat("2026-03-30T12:00:00+02:00")
    box.sell(shop, type_id, 7, at=datetime.fromisoformat("2026-03-28T23:30:00+00:00"))
    days = {each["days_before"]: each for each in box.forecast(shop)["days"]}
    assert list(days) == [5, 4]
    assert (days[5]["day"], days[5]["sold"]) == (date(2026, 3, 29), 7)


def test_no_more_is_forecast_than_there_is_to_sell(box):
    past(box, 80, 100, 120, 140, 160)
    nearly = box.event(5, {30: 30, 10: 30}, capacity=90)
    found = box.forecast(nearly)
    assert (found["capacity"], found["result"]["tickets"]) == (90, 90)
    assert found["result"]["highest_tickets"] == 90
    [type_id] = nearly.pools
    box.sell(nearly, type_id, 10, at=box.noon(box.now, 0), returned=10)
    assert box.forecast(nearly)["result"]["highest_tickets"] == 100  # what came back is sold again
    sold_out = box.event(5, {30: 60}, capacity=60)
    result = box.forecast(sold_out)["result"]
    assert {result[f"{each}tickets"] for each in ("", "lowest_", "highest_")} == {60}


def test_too_little_data_is_said_with_what_is_missing(box):
    shop = box.event(5, {30: 3})
    first = box.forecast(shop)
    assert (first["state"], first["result"], first["needed_events"]) == ("too_few_events", None, 5)
    assert (first["needed_tickets"], list(first["basis"]), first["accuracy"]) == (2, [], None)
    assert [each["sold"] for each in first["days"]] == [3] * 26
    past(box, 80, 100, 120, 140, 8)
    box.event(-80, {10: 50}, state="cancelled")
    box.event(3, {10: 50})
    # Neither what was called off, nor what is still to come, nor what sold eight tickets counts.
    assert box.forecast(shop)["needed_events"] == 1
    past(box, 70)
    few = box.forecast(shop)
    assert (few["state"], few["needed_events"], few["needed_tickets"]) == ("too_few_tickets", 0, 2)
    early = box.forecast(box.event(40, {50: 20}))
    assert (early["state"], early["possible_from_days_before"]) == ("too_early", 30)


def test_an_event_that_does_not_sell_has_its_result_and_no_forecast(box):
    past(box, 80, 100, 120, 140, 160)
    over = box.event(-3, {10: 40})
    found = box.forecast(over)
    assert (found["state"], found["tickets"], found["result"]) == ("over", 40, None)
    called_off = box.event(5, {10: 40})
    events.cancel_event(called_off.organizer, called_off.event_id, reason="Rain")
    assert box.forecast(called_off)["state"] == "not_on_sale"
    ended = box.event(5, {10: 40})
    with transaction(system_in(box.organization.id, "tests.sales")) as tx:
        tx.query(SALES_END, tx.here(event_id=ended.event_id, at=box.now - timedelta(hours=1)))
    assert box.forecast(ended)["state"] == "over"
    with transaction(system_in(box.organization.id, "tests.sales")) as tx:
        tx.query(SALES_END, tx.here(event_id=ended.event_id, at=box.now + timedelta(days=2)))
    closing = box.forecast(ended)
    # Sales end before the half that past events sold two days before.
    assert (closing["days"][-1]["days_before"], closing["result"]["highest_tickets"]) == (3, 40)


def test_who_sees_some_events_is_forecast_from_those_and_nobody_else_sees_anything(box):
    others = past(box, 80, 100, 120, 140, 160)
    shop = box.event(5, {30: 30, 10: 30})
    seen = [shop.event_id, others[0].event_id]
    member = add_member(box.organization, "staff", event_ids=seen)
    limited = bearer(member)
    found = box.forecast(shop, seen_by=member)
    assert (found["state"], found["needed_events"]) == ("too_few_events", 4)
    assert box.forecast(shop)["state"] == "forecast"
    answer = box.client.get(box.path(shop), headers=limited)
    assert (answer.status_code, answer.json["tickets"]) == (200, 60)
    assert set(answer.json) == set(found)
    answer = box.client.get(box.path(others[1]), headers=limited)
    assert answer.status_code in (403, 404)
    stranger = type(box)(box.client, make_organization(), box.now)
    assert stranger.forecast(stranger.event(5, {30: 30}))["needed_events"] == 5
    answer = box.client.get(box.path(shop), headers=bearer(stranger.organization.owner))
    assert answer.status_code in (403, 404)
