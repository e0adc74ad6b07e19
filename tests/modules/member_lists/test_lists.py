"""Member lists: made, filled from tables, changed and deleted."""

import pytest
from tests.factories.people import add_member, bearer, make_organization

TABLE = "number;expires;uses\nAB-1234;2027-12-31;2\nab 9999;;\n"


def refused(answer):
    return [(each["pointer"], each["code"]) for each in answer["errors"]]


def test_a_table_adds_numbers_and_the_same_table_again_changes_nothing(lists):
    made = lists.made()
    assert lists.upload(made, TABLE) == {"added": 2, "changed": 0, "unchanged": 0}
    assert lists.upload(made, TABLE) == {"added": 0, "changed": 0, "unchanged": 2}
    assert lists.upload(made, "number,uses\nAB1234,3\n") == {
        "added": 0,
        "changed": 1,
        "unchanged": 0,
    }
    [found] = lists.numbers(made, q="1234")
    assert (found["number"], found["maximum_uses"], found["expires_at"]) == ("AB1234", 3, None)
    assert len(lists.numbers(made)) == 2
    [one] = lists.ask("GET")["items"]
    assert (one["name"], one["numbers"], one["uses"]) == ("Society", 2, 0)


def test_the_last_day_counts_to_its_end(lists):
    made = lists.made(table="number,expires\nAB1234,2027-12-31\n")
    [found] = lists.numbers(made)
    assert found["expires_at"] == "2028-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ("name\nAda\n", [("/table", "no-heading")]),
        ("number,email\nAB1234,x\n", [("/table", "unknown-column")]),
        ("number\n", [("/table", "empty")]),
        ("number\nA1\n", [("/rows/2/number", "malformed")]),
        ("number\nAB1234\nab-1234\n", [("/rows/3/number", "twice")]),
        ("number,expires\nAB1234,soon\n", [("/rows/2/expires", "malformed")]),
        ("number,uses\nAB1234,-1\nAB1235,0\n", [("/rows/2/uses", "malformed"), ("/rows/3/uses", "malformed")]),
    ],
)  # fmt: skip
def test_a_wrong_table_is_refused_by_its_lines_and_none_of_it_is_written(lists, table, where):
    made = lists.made()
    assert refused(lists.upload(made, table, status=422)) == where
    assert lists.numbers(made) == []


def test_names_are_unique_and_versions_guard_them(lists):
    made = lists.made("Society")
    lists.ask("POST", json={"name": "society"}, status=409)
    lists.ask("PATCH", f"/{made}", json={"name": "Club"}, headers={"If-Match": '"1"'})
    lists.ask("PATCH", f"/{made}", json={"name": "Choir"}, headers={"If-Match": '"1"'}, status=412)
    lists.ask("DELETE", f"/{made}", headers={"If-Match": '"2"'}, status=204)
    lists.ask("GET", f"/{made}", status=404)


def test_a_number_is_deleted(lists):
    made = lists.made(table=TABLE)
    first = lists.numbers(made)[0]
    at = f"/{made}/numbers/{first['id']}"
    lists.ask("DELETE", at, status=204)
    lists.ask("DELETE", at, status=404)
    assert len(lists.numbers(made)) == 1


def test_only_managers_of_the_organization_see_lists(lists, client):
    path = f"/api/v1/organizations/{lists.shop.organization.id}/member-lists"
    viewer = add_member(lists.shop.organization, role="staff")
    assert client.get(path, headers=bearer(viewer)).status_code == 403
    stranger = make_organization().owner
    assert client.get(path, headers=bearer(stranger)).status_code in (403, 404)
    assert client.get(path).status_code == 401
