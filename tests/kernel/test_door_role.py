"""The door as a role of its own: it serves check-in, devices and the scanner, and nothing else."""

from typing import Any

import pytest
from tests.factories.people import bearer
from tests.factories.tickets import code_of, make_tickets
from tests.modules.checkin_devices.conftest import Door, door, make_door

from turnout.app import DOOR, door_of
from turnout.kernel.observability import health
from turnout.kernel.settings import Settings

__all__ = ("door", "make_door")
API = "/api/v1/organizations/<uuid:organization_id>"
EVENT = f"{API}/events/<uuid:event_id>"
SERVED = (
    f"{API}/checkin-device",
    f"{EVENT}/checkin",
    "/assets/",
    "/door",
    "/healthz",
)
"""What its addresses begin with."""


@pytest.fixture(scope="session")
def apart(settings: Settings, app: Any) -> Any:
    """The door's application, beside the one that serves everything."""
    return door_of(settings)


@pytest.fixture
def at_door(apart: Any) -> Any:
    return apart.test_client()


def test_it_serves_check_in_and_the_scanner_and_nothing_else(apart: Any) -> None:
    rules = {each.rule for each in apart.url_map.iter_rules()}
    assert [each for each in sorted(rules) if not each.startswith(SERVED)] == []
    assert {f"{API}/checkin-device/scans", f"{EVENT}/checkins", "/door", "/healthz"} <= rules


def test_it_serves_everything_that_the_web_has_of_it(app: Any, apart: Any) -> None:
    def of(served: Any) -> set[tuple[str, str]]:
        return {
            (each.rule, method)
            for each in served.url_map.iter_rules()
            for method in each.methods or ()
            if each.endpoint.split(".")[0] in DOOR
        }

    assert of(apart) == of(app)


def test_a_device_joins_at_the_web_and_scans_at_the_door(door: Door, at_door: Any) -> None:
    device = door.device()
    _, code = door.ticket()
    proof = {"Authorization": f"Bearer {device.token}"}
    sent = {"code": code, "scan_id": "scan-0001"}

    first = at_door.post(f"{device.base}/checkin-device/scans", json=sent, headers=proof)
    again = device.post("/scans", {**sent, "scan_id": "scan-0002"})

    assert (first.status_code, first.json["reason"]) == (200, "admitted")
    assert (again.status_code, again.json["reason"]) == (200, "already_admitted")


def test_a_member_of_the_team_scans_there_too(door: Door, at_door: Any) -> None:
    [ticket] = make_tickets(door.occasion)
    sent = {"code": code_of(door.occasion, ticket)}
    who = bearer(door.organization.owner)
    found = at_door.post(f"{door.event}/checkins", json=sent, headers=who)
    assert (found.status_code, found.json["reason"]) == (200, "admitted")


def test_nobody_buys_at_the_door_s_address(door: Door, at_door: Any) -> None:
    who = bearer(door.organization.owner)
    for path in (f"{door.event}/orders", f"{door.base}/orders", "/api/openapi.json", "/events"):
        assert at_door.get(path, headers=who).status_code == 404, path


def test_a_scan_sends_as_many_statements_as_at_the_web(
    door: Door, at_door: Any, statements: list[str]
) -> None:
    device = door.device()
    proof = {"Authorization": f"Bearer {device.token}"}
    address = f"{device.base}/checkin-device/scans"

    def count(client: Any, number: int) -> int:
        sent = {"code": door.ticket()[1], "scan_id": f"scan-000{number}"}
        statements.clear()
        assert client.post(address, json=sent, headers=proof).json["reason"] == "admitted"
        return len(statements)

    count(at_door, 1)
    assert count(at_door, 2) == count(door.client, 3)


def test_the_scanner_s_page_is_there(at_door: Any) -> None:
    page = at_door.get("/door")
    assert page.status_code == 200
    assert "wasm-unsafe-eval" in page.headers["Content-Security-Policy"]
    assert at_door.get("/door/manifest.webmanifest").status_code == 200


def test_it_is_ready_with_its_database_and_works_without_redis() -> None:
    def works() -> None:
        return None

    def fails() -> None:
        raise ConnectionError

    probes = {health.DATABASE: works, health.MIGRATIONS: works, health.SERVING: works}
    assert health.readiness("door", {**probes, health.REDIS: fails}).is_ready
    assert not health.readiness("door", {**probes, health.DATABASE: fails}).is_ready
