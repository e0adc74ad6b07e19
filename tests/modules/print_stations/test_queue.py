"""The queue of a print station: in order, leased, never twice without somebody being told."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.modules.print_stations.conftest import Connector

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.print_stations import rules


def later(**by):
    return clock.frozen(clock.now() + timedelta(**by))


def prints_of(entrance, ticket_id):
    found = entrance.ask("GET", f"/badge-prints?ticket_id={ticket_id}").json["items"]
    return [(each["number"], each["reason"]) for each in reversed(found)]


def test_badges_are_printed_in_the_order_in_which_they_were_sent(entrance, station, connector):
    first, second = entrance.sent(station, 2)
    [third] = entrance.sent(station)
    assert [entrance.job(each)["ahead"] for each in (first, second, third)] == [0, 1, 2]
    for expected in (first, second, third):
        job = connector.take()
        assert job["id"] == expected["id"]
        assert connector.start(job) == 204
        assert connector.finish(job, "printed") == 204
        assert entrance.job(expected)["state"] == "printed"
    assert connector.take() is None


def test_a_badge_that_is_sent_is_on_record_and_a_second_one_needs_a_reason(entrance, station):
    [ticket] = entrance.tickets()
    assert entrance.send(station, [ticket]).status_code == 201
    again = entrance.send(station, [ticket])
    assert (again.status_code, again.json["errors"][0]["pointer"]) == (422, "/reason")
    assert entrance.send(station, [ticket], reason="Lost").status_code == 201
    assert prints_of(entrance, ticket.id) == [(1, ""), (2, "Lost")]


def test_the_same_request_is_sent_once(entrance, station):
    key = new_id().hex
    body = {"station_id": station["id"], "ticket_ids": [str(entrance.tickets()[0].id)]}
    one = entrance.make("/print-jobs", body, key)
    two = entrance.make("/print-jobs", body, key)
    assert one.json == two.json
    assert len(entrance.ask("GET", "/print-jobs").json["items"]) == 1


def test_all_or_none_are_sent(entrance, station):
    [ticket] = entrance.tickets()
    ids = [str(ticket.id), str(new_id())]
    answer = entrance.make("/print-jobs", {"station_id": station["id"], "ticket_ids": ids})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/ticket_ids/1")
    assert entrance.ask("GET", "/print-jobs").json["items"] == []


def test_a_job_that_was_taken_and_not_begun_is_handed_out_again(entrance, station, connector):
    [sent] = entrance.sent(station)
    assert connector.take()["id"] == connector.take()["id"] == sent["id"]
    with later(seconds=rules.LEASE.total_seconds() + 1):
        assert entrance.job(sent)["state"] == "queued"
        assert connector.start(sent) == 409  # its lease is over
        other = entrance.join(station, "Laptop")
        assert other.take()["id"] == sent["id"]
        assert other.start(sent) == 204


def test_a_job_whose_connector_died_on_the_way_is_in_doubt_and_not_printed_again(
    entrance, station, connector
):
    [sent] = entrance.sent(station)
    connector.start(connector.take())
    with later(seconds=rules.PRINT_LEASE.total_seconds() + 1):
        job = entrance.job(sent)
        assert (job["state"], job["reason"], job["may_be_printed"]) == ("failed", "unclear", True)
        other = entrance.join(station, "Laptop")
        assert other.take() is None
        assert entrance.shown(station)["failed"] == 1


def test_a_connector_that_asks_for_work_no_longer_prints_what_it_began(
    entrance, station, connector
):
    first, second = entrance.sent(station, 2)
    connector.start(connector.take())
    assert connector.take()["id"] == second["id"]
    assert entrance.job(first)["reason"] == "unclear"


def test_what_a_connector_says_late_still_counts(entrance, station, connector):
    [sent] = entrance.sent(station)
    connector.start(connector.take())
    with later(seconds=rules.PRINT_LEASE.total_seconds() + 1):
        connector.take()
        assert connector.finish(sent, "printed") == 204
        assert entrance.job(sent)["state"] == "printed"
        assert connector.finish(sent, "printed") == 204


def test_while_it_says_what_it_prints_a_job_lasts_and_nothing_else_is_handed_out(
    entrance, station, connector
):
    first, _ = entrance.sent(station, 2)
    connector.start(connector.take())
    start = clock.now()
    for minutes in (1, 2, 3, 4):
        with clock.frozen(start + timedelta(minutes=minutes)):
            said = {"printer_state": "paper_out", "printing_job_id": first["id"]}
            assert connector.take(**said) is None
            assert entrance.job(first)["state"] == "taken"
            assert entrance.shown(station)["state"] == "paper_out"
    with clock.frozen(start + timedelta(minutes=4, seconds=30)):
        assert connector.finish(first, "printed") == 204
        assert entrance.job(first)["state"] == "printed"


def test_what_never_reached_the_printer_waits_again_in_its_place(entrance, station, connector):
    first, _ = entrance.sent(station, 2)
    connector.start(connector.take())
    assert connector.finish(first, "returned", detail="Connection refused") == 204
    assert entrance.job(first)["state"] == "queued"
    assert connector.take()["id"] == first["id"]
    assert entrance.job(first)["tries"] == 2


def test_nobody_is_given_a_badge_that_waited_for_too_long(entrance, station, connector):
    [sent] = entrance.sent(station)
    with later(minutes=31):
        assert entrance.job(sent)["reason"] == "expired"
        assert connector.take() is None
        job = entrance.job(sent)
        assert (job["state"], job["reason"], job["may_be_printed"]) == ("failed", "expired", False)
        assert entrance.shown(station)["waiting"] == 0


def test_a_printer_without_paper_is_given_nothing(entrance, station, connector):
    entrance.sent(station)
    for state in ("paper_out", "ribbon_out", "head_open", "paused", "away", "trouble"):
        assert connector.take(printer_state=state) is None
        assert entrance.shown(station)["state"] == state
    assert connector.take() is not None


def test_trying_again_what_surely_did_not_come_out_is_no_reprint(entrance, station, connector):
    [sent] = entrance.sent(station)
    connector.start(connector.take())
    connector.finish(sent, "failed", "printer", "media-jam-error")
    again = entrance.make(f"/print-jobs/{sent['id']}/retry", {})
    assert (again.status_code, again.json["retry_of"]) == (201, sent["id"])
    assert entrance.job(sent)["retried_as"] == again.json["id"]
    assert prints_of(entrance, sent["ticket_id"]) == [(1, "")]
    assert connector.take()["id"] == again.json["id"]
    twice = entrance.make(f"/print-jobs/{sent['id']}/retry", {})
    assert (twice.status_code, twice.json["code"]) == (409, "print-stations.not-failed")


def test_trying_again_what_may_have_come_out_is_a_reprint_and_needs_a_reason(
    entrance, station, connector
):
    [sent] = entrance.sent(station)
    connector.start(connector.take())
    connector.finish(sent, "failed", "interrupted", "Broken pipe")
    bare = entrance.make(f"/print-jobs/{sent['id']}/retry", {})
    assert (bare.status_code, bare.json["errors"][0]["pointer"]) == (422, "/reason")
    said = {"reason": "Nothing came out"}
    again = entrance.make(f"/print-jobs/{sent['id']}/retry", said)
    assert again.status_code == 201, again.json
    assert prints_of(entrance, sent["ticket_id"]) == [(1, ""), (2, "Nothing came out")]


def test_a_job_can_be_tried_at_another_station_that_prints_otherwise(entrance, station):
    other = entrance.station("Office", format="pdf", dpi=0)
    office = entrance.join(other, "CUPS")
    [sent] = entrance.sent(station)
    entrance.ask("POST", f"/print-jobs/{sent['id']}/cancel")
    again = entrance.make(f"/print-jobs/{sent['id']}/retry", {"station_id": other["id"]})
    assert (again.status_code, again.json["station_id"]) == (201, other["id"])
    job = office.take()
    assert job["format"] == "pdf"
    content = office.ask("GET", f"/jobs/{job['id']}/file")
    assert content.data.startswith(b"%PDF")


def test_what_is_cancelled_is_not_printed(entrance, station, connector):
    [sent] = entrance.sent(station)
    job = connector.take()
    assert entrance.ask("POST", f"/print-jobs/{sent['id']}/cancel").json["state"] == "cancelled"
    assert connector.start(job) == 409
    assert connector.ask("GET", f"/jobs/{job['id']}/file").status_code == 409
    assert connector.take() is None


def test_what_is_on_its_way_to_the_printer_cannot_be_cancelled(entrance, station, connector):
    [sent] = entrance.sent(station)
    connector.start(connector.take())
    answer = entrance.ask("POST", f"/print-jobs/{sent['id']}/cancel")
    assert (answer.status_code, answer.json["code"]) == (409, "print-stations.under-way")


def test_a_failed_job_can_be_put_aside(entrance, station, connector):
    [sent] = entrance.sent(station)
    connector.start(connector.take())
    connector.finish(sent, "failed", "interrupted")
    assert entrance.shown(station)["failed"] == 1
    assert entrance.ask("POST", f"/print-jobs/{sent['id']}/cancel").json["state"] == "cancelled"
    assert entrance.shown(station)["failed"] == 0


@pytest.mark.parametrize(
    "body",
    [
        {"outcome": "failed"},
        {"outcome": "printed", "reason": "printer"},
        {"outcome": "failed", "reason": "unclear"},
        {"outcome": "lost"},
    ],
)
def test_a_result_says_why_of_a_failed_job_alone(entrance, station, connector, body):
    [sent] = entrance.sent(station)
    connector.start(connector.take())
    assert connector.ask("POST", f"/jobs/{sent['id']}/result", body).status_code == 422


def test_a_connector_touches_the_jobs_of_its_station_alone(entrance, station, connector):
    other = entrance.station("Office")
    stranger = entrance.join(other, "Laptop")
    [sent] = entrance.sent(station)
    job = connector.take()
    assert stranger.take() is None
    assert stranger.start(job) == 409
    assert stranger.ask("GET", f"/jobs/{sent['id']}/file").status_code == 409
    assert stranger.finish(job, "printed") == 409
    assert entrance.job(sent)["state"] == "taken"


def test_a_test_page_is_the_events_own_layout_with_a_made_up_person(entrance, station, connector):
    answer = entrance.make(f"/print-stations/{station['id']}/test-page")
    assert (answer.status_code, answer.json["kind"]) == (201, "test")
    job = connector.take()
    content = connector.ask("GET", f"/jobs/{job['id']}/file").data.decode()
    assert content.startswith("^XA\n^CI28\n^PW679\n^LL432")
    assert "Maximiliane-Alexandra" in content


def test_who_may_not_print_sends_nothing(entrance, station):
    stranger = make_organization()
    path = f"{entrance.event}/print-stations"
    assert entrance.client.get(path, headers=bearer(stranger.owner)).status_code == 404
    viewer = add_member(entrance.organization, "partner")
    body = {"station_id": station["id"], "ticket_ids": [str(entrance.tickets()[0].id)]}
    headers = bearer(viewer) | {"Idempotency-Key": new_id().hex}
    answer = entrance.client.post(f"{entrance.event}/print-jobs", json=body, headers=headers)
    assert answer.status_code == 403


def test_jobs_are_listed_by_station_and_state_in_pages(entrance, station, connector):
    other = entrance.station("Office")
    first, *_ = entrance.sent(station, 3)
    entrance.sent(other)
    connector.finish(connector.take(), "printed")
    rest = f"/print-jobs?station_id={station['id']}"
    queued = entrance.ask("GET", f"{rest}&state=queued&limit=1").json
    assert [each["state"] for each in queued["items"]] == ["queued"]
    more = entrance.ask("GET", f"{rest}&state=queued&cursor={queued['next_cursor']}").json
    assert len(more["items"]) == 1
    printed = entrance.ask("GET", f"{rest}&state=printed").json["items"]
    assert [each["id"] for each in printed] == [first["id"]]
    assert isinstance(connector, Connector)
