"""A large company's directory is pushed within a minute, and a large group changed within seconds."""

import time
from typing import Any

from tests.factories.directories import BULK, GROUP, USER, make_directory
from tests.prove.counts import PROVE, is_busy
from tests.prove.results import record_result

USERS, GROUPS, LARGE = (10_000, 500, 5_000) if PROVE else (40, 4, 20)
AT_ONCE = 500
MOST_SECONDS, MOST_PATCH_SECONDS = 60.0, 2.0


def test_a_large_directory_is_pushed_within_a_minute(client: Any) -> None:
    """Every user becomes a member; by Bulk, as one caller, in one process."""
    directory, was_busy = make_directory(client), is_busy()
    began = time.monotonic()
    people = [
        {
            "schemas": [USER],
            "userName": f"p{number}@{directory.domain}",
            "externalId": str(number),
            "name": {"givenName": "Ada", "familyName": f"Example {number}"},
            "emails": [{"value": f"p{number}@{directory.domain}", "primary": True}],
        }
        for number in range(USERS)
    ]
    ids = pushed(directory, "/Users", people)
    size = USERS // GROUPS
    teams = [
        {
            "schemas": [GROUP],
            "displayName": f"Team {number}",
            "members": [{"value": each} for each in ids[number * size : (number + 1) * size]],
        }
        for number in range(GROUPS)
    ]
    teams_made = pushed(directory, "/Groups", teams)
    seconds = time.monotonic() - began

    group = f"/Groups/{teams_made[0]}"
    took = []
    for change in (
        {"op": "add", "path": "members", "value": [{"value": each} for each in ids[:LARGE]]},
        {"op": "remove", "path": f'members[value eq "{ids[LARGE - 1]}"]'},
        {"op": "add", "path": "members", "value": [{"value": ids[-1]}]},
        {"op": "replace", "path": "members", "value": [{"value": each} for each in ids[-LARGE:]]},
    ):
        began = time.monotonic()
        assert directory.patch(group, change).status_code == 200
        took.append(time.monotonic() - began)

    shown = f"{USERS} users and {GROUPS} groups in {seconds:.1f} s"
    patched = f"PATCH of {LARGE} members at most {max(took):.2f} s"
    record_result("a directory is pushed", f"{shown}; {patched}")
    status = client.get(f"{directory.api}/scim", headers=directory.headers).json
    assert (status["linked_users"], status["groups"]) == (USERS, GROUPS)
    if PROVE and not was_busy:
        assert seconds < MOST_SECONDS, shown
        assert max(took) < MOST_PATCH_SECONDS, took


def pushed(directory: Any, path: str, resources: list[dict[str, Any]]) -> list[str]:
    """The ids of resources that were made."""
    ids = []
    for start in range(0, len(resources), AT_ONCE):
        operations = [
            {"method": "POST", "path": path, "bulkId": str(number), "data": each}
            for number, each in enumerate(resources[start : start + AT_ONCE])
        ]
        done = directory.call("POST", "/Bulk", {"schemas": [BULK], "Operations": operations})
        assert {each["status"] for each in done.json["Operations"]} == {"201"}
        ids += [each["location"].rpartition("/")[2] for each in done.json["Operations"]]
    return ids
