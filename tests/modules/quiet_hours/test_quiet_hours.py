"""A person's own quiet hours, and whose clocks count for whom."""

from datetime import UTC, datetime

import pytest
from tests.factories.people import bearer, make_organization, make_user

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.quiet_hours import api as quiet_hours

pytestmark = pytest.mark.usefixtures("running")
MINE = "/api/v1/me/quiet-hours"
LATE = datetime(2026, 6, 1, 20, 30, tzinfo=UTC)
UNPROVEN = "UPDATE users SET email_verified_at = NULL WHERE id = %(id)s"
MOVE = "UPDATE users SET time_zone = %(zone)s WHERE id = %(id)s"


def put(client, user, status=200, **hours):
    answer = client.put(MINE, json=hours, headers=bearer(user))
    assert answer.status_code == status, answer.json
    return answer.json


def end_for(email, zone="Europe/Berlin"):
    with clock.frozen(LATE), transaction(system_in(make_organization().id, "tests")) as tx:
        return quiet_hours.find_end(tx, email, zone=zone)


def change(statement, user, **values):
    with transaction(SystemContext(job="tests")) as tx:
        tx.query(statement, {"id": user.id, **values})


def test_the_night_is_quiet_until_somebody_says_otherwise(client):
    ada, eve = make_user(), make_user()
    assert client.get(MINE, headers=bearer(ada)).json == {
        "is_on": True,
        "starts": "21:00",
        "ends": "08:00",
    }
    chosen = {"is_on": False, "starts": "22:30", "ends": "06:15"}
    assert put(client, ada, **chosen) == chosen
    assert client.get(MINE, headers=bearer(ada)).json == chosen
    assert put(client, ada, **chosen | {"is_on": True})["is_on"]
    assert client.get(MINE, headers=bearer(eve)).json["starts"] == "21:00"
    assert client.get(MINE).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": "24:00"},
        {"ends": "8:00"},
        {"ends": "08:00\n"},
        {"is_on": "yes"},
        {"starts": "08:00"},
        {"zone": "UTC"},
    ],
)
def test_what_no_clock_shows_is_refused(client, wrong):
    put(client, make_user(), 422, **{"is_on": True, "starts": "21:00", "ends": "08:00"} | wrong)


def test_a_guest_has_the_night_of_where_the_event_is():
    assert end_for("nobody@people.example") == datetime(2026, 6, 2, 6, tzinfo=UTC)
    assert end_for("nobody@people.example", "America/New_York") is None
    assert end_for("", "Europe/Berlin") == datetime(2026, 6, 2, 6, tzinfo=UTC)


def test_an_account_has_its_own_zone_and_hours(client):
    ada = make_user()
    change(MOVE, ada, zone="America/New_York")
    assert end_for(ada.email) is None, "it is afternoon there"
    change(MOVE, ada, zone="Europe/Berlin")
    put(client, ada, is_on=True, starts="22:00", ends="07:00")
    assert end_for(ada.email, "America/New_York") == datetime(2026, 6, 2, 5, tzinfo=UTC)
    put(client, ada, is_on=False, starts="22:00", ends="07:00")
    assert end_for(ada.email) is None


def test_what_somebody_chose_counts_for_a_proven_address_alone(client):
    ada = make_user()
    put(client, ada, is_on=False, starts="22:00", ends="07:00")
    change(UNPROVEN, ada)
    assert end_for(ada.email) is not None
