"""Print stations and their connectors: set up, joined, watched, taken away; and devices that send."""

from datetime import timedelta

import pytest
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.print_stations import rules


def test_a_station_is_made_changed_and_deleted(entrance):
    made = entrance.ask("POST", "/print-stations", {"name": "  Main   entrance "})
    assert made.status_code == 201, made.json
    assert (made.json["name"], made.json["format"], made.json["dpi"]) == (
        "Main entrance", "zpl", 203,
    )  # fmt: skip
    assert made.json["state"] == "not_joined"
    path = f"/print-stations/{made.json['id']}"
    changed = entrance.ask("PATCH", path, {"format": "pdf"}, **{"If-Match": made.headers["ETag"]})
    assert (changed.json["format"], changed.json["dpi"]) == ("pdf", 0)
    stale = entrance.ask("DELETE", path, **{"If-Match": made.headers["ETag"]})
    assert stale.status_code == 412
    tag = changed.headers["ETag"]
    assert entrance.ask("DELETE", path, **{"If-Match": tag}).status_code == 204
    assert entrance.ask("GET", path).status_code == 404


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"),
        ({"name": " "}, "/name"),
        ({"name": "x" * 61}, "/name"),
        ({"name": "A", "format": "epl"}, "/format"),
        ({"name": "A", "dpi": 600}, "/dpi"),
        ({"name": "A", "format": "pdf", "dpi": 203}, "/dpi"),
        ({"name": "A", "dpi": 0}, "/dpi"),
    ],
)
def test_what_is_wrong_with_a_station_is_told_by_field(entrance, body, pointer):
    answer = entrance.ask("POST", "/print-stations", body)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_two_stations_of_an_event_have_two_names(entrance, station):
    answer = entrance.ask("POST", "/print-stations", {"name": "ENTRANCE"})
    assert (answer.status_code, answer.json["code"]) == (409, "print-stations.name-taken")


def test_a_connector_joins_by_a_code_once(entrance, station):
    code = entrance.code_of(station)
    assert f"#{entrance.organization.id}.turnout_station_" in code
    sent = {"code": code.rpartition(".")[2], "name": "Pi"}
    path = f"{entrance.base}/print-connector/join"
    joined = entrance.client.post(path, json=sent)
    assert joined.status_code == 201
    assert joined.json["token"].startswith("turnout_print_")
    again = entrance.client.post(path, json=sent)
    assert (again.status_code, again.json["code"]) == (404, "print-stations.code-unknown")
    shown = entrance.shown(station)
    assert (shown["connector_name"], shown["state"]) == ("Pi", "silent")


def test_a_code_is_good_for_half_an_hour(entrance, station):
    code = entrance.code_of(station).rpartition(".")[2]
    path = f"{entrance.base}/print-connector/join"
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        answer = entrance.client.post(path, json={"code": code, "name": "Pi"})
    assert (answer.status_code, answer.json["code"]) == (410, "print-stations.code-expired")


def test_who_joins_as_a_station_takes_the_place_of_the_former(entrance, station, connector):
    other = entrance.join(station, "Laptop")
    refused = connector.ask("POST", "/jobs/take", {"app_version": "1", "printer_state": "ready"})
    assert (refused.status_code, refused.json["code"]) == (401, "print-stations.revoked")
    assert other.take() is None
    assert entrance.shown(station)["connector_name"] == "Laptop"


def test_a_connector_that_is_taken_away_is_refused_at_once(entrance, station, connector):
    connector.take()
    answer = entrance.ask("POST", f"/print-stations/{station['id']}/revoke")
    assert answer.json["state"] == "not_joined"
    refused = connector.ask("POST", "/jobs/take", {"app_version": "1", "printer_state": "ready"})
    assert refused.status_code == 401
    assert entrance.ask("POST", f"/print-stations/{station['id']}/revoke").status_code == 200


def test_who_has_no_token_is_no_connector(entrance, station):
    path = f"{entrance.base}/print-connector/jobs/take"
    for token in ("", "turnout_print_x", "turnout_device_x"):
        headers = {"Authorization": f"Bearer {token}"}
        assert entrance.client.post(path, json={}, headers=headers).status_code == 401


def test_a_station_is_silent_once_its_connector_was_not_heard_of(entrance, station, connector):
    connector.take(printer_state="paper_out", printer_detail="tray 1")
    shown = entrance.shown(station)
    assert (shown["state"], shown["printer_detail"]) == ("paper_out", "tray 1")
    with clock.frozen(clock.now() + rules.SILENT_AFTER + timedelta(seconds=1)):
        shown = entrance.shown(station)
        assert (shown["state"], shown["printer_detail"]) == ("silent", "")


def device_of(entrance, **stated):
    made = entrance.device(**stated)

    def ask(method, rest, body=None):
        headers = {"Authorization": f"Bearer {made['token']}", "Idempotency-Key": new_id().hex}
        path = f"{entrance.base}/checkin-device{rest}"
        return entrance.client.open(path, method=method, json=body, headers=headers)

    return ask


def test_a_device_sends_badges_to_the_station_that_its_code_names(entrance, station, connector):
    ask = device_of(entrance, print_station_id=station["id"])
    assert ask("GET", "").json["device"]["print_station_id"] == station["id"]
    assert ask("GET", "/print-station").json["state"] == "silent"
    [ticket] = entrance.tickets()
    sent = ask("POST", "/print-jobs", {"ticket_id": str(ticket.id)})
    assert (sent.status_code, sent.json["sent_from"]) == (201, "Phone")
    job = connector.take()
    connector.start(job)
    connector.finish(job, "printed")
    assert ask("GET", f"/print-jobs/{job['id']}").json["state"] == "printed"
    again = ask("POST", "/print-jobs", {"ticket_id": str(ticket.id)})
    assert (again.status_code, again.json["errors"][0]["pointer"]) == (422, "/reason")
    drain()


def test_a_device_sees_its_own_jobs_alone(entrance, station):
    ask = device_of(entrance, print_station_id=station["id"])
    [sent] = entrance.sent(station)
    assert ask("GET", f"/print-jobs/{sent['id']}").status_code == 404


def test_a_device_without_a_station_sends_nothing(entrance):
    ask = device_of(entrance)
    [ticket] = entrance.tickets()
    answer = ask("POST", "/print-jobs", {"ticket_id": str(ticket.id)})
    assert (answer.status_code, answer.json["code"]) == (403, "print-stations.none-for-device")


def test_a_code_names_a_station_of_its_event(entrance, station):
    ends_at = (clock.now() + timedelta(hours=8)).isoformat()
    for wrong in (str(new_id()),):
        body = {"ends_at": ends_at, "print_station_id": wrong}
        answer = entrance.ask("POST", "/checkin-joining-codes", body)
        assert answer.status_code == 422
        assert answer.json["errors"][0]["pointer"] == "/print_station_id"
    kiosk = {"pin": "2468", "prints_badges": False}
    body = {"ends_at": ends_at, "print_station_id": station["id"], "kiosk": kiosk}
    assert entrance.ask("POST", "/checkin-joining-codes", body).status_code == 422


def test_a_kiosk_prints_at_its_station_once(entrance, station, connector):
    kiosk = {"pin": "2468", "prints_badges": True}
    ask = device_of(entrance, name="Kiosk", print_station_id=station["id"], kiosk=kiosk)
    [ticket] = entrance.tickets()
    admitted = ask("POST", "/scans", {"ticket_id": str(ticket.id), "scan_id": new_id().hex})
    assert admitted.json["verdict"] == "admitted", admitted.json
    body = {"ticket_id": str(ticket.id), "name_form": "first"}
    printed = ask("POST", "/kiosk/badges", body)
    assert printed.status_code == 201, printed.json
    job = connector.take()
    assert job["id"] == printed.json["print_job_id"]
    content = connector.ask("GET", f"/jobs/{job['id']}/file").data.decode()
    first = ticket.holder_name.split()[0]
    assert f"^FD{first}^FS" in content
    again = ask("POST", "/kiosk/badges", body)
    assert (again.status_code, again.json["code"]) == (409, "kiosks.badge-printed-before")
    shown = ask("GET", f"/print-jobs/{job['id']}").json
    assert (shown["state"], shown["ahead"]) == ("taken", 0)


def test_a_deleted_station_leaves_its_devices_without_one(entrance, station):
    ask = device_of(entrance, print_station_id=station["id"])
    tag = entrance.ask("GET", f"/print-stations/{station['id']}").headers["ETag"]
    path = f"/print-stations/{station['id']}"
    assert entrance.ask("DELETE", path, **{"If-Match": tag}).status_code == 204
    assert ask("GET", "").json["device"]["print_station_id"] is None
