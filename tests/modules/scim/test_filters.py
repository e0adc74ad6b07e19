"""Filters, orders and pages: the database finds what the standard's own reading finds."""

from typing import Any

import pytest
from scim2_models import ScimFilter
from tests.factories.directories import ENTERPRISE, MadeDirectory, make_directory

from turnout.modules.scim.resources import UserModel

PEOPLE: list[dict[str, Any]] = [
    {"email": "bjensen", "externalId": "Ext-1", "displayName": "Babs Jensen", "title": "Tour Guide", "active": True,
     "name": {"familyName": "Jensen", "givenName": "Barbara"}, "userType": "Employee",
     "emails": [{"value": "bjensen@work.example", "type": "work", "primary": True},
                {"value": "babs@home.example", "type": "home"}],
     ENTERPRISE: {"department": "Tours", "employeeNumber": "701984"}},
    {"email": "JSMITH", "externalId": "ext-1", "active": False, "userType": "Intern",
     "name": {"familyName": "Smith O'Malley"}, "emails": [{"value": "j@home.example",
                                                           "type": "home"}],
     ENTERPRISE: {"department": "Deck", "manager": {"value": "26118915"}}},
    {"email": "årsta", "displayName": "Åsa Ä", "active": True, "title": "",
     "phoneNumbers": [{"value": "555-1234", "type": "work"}]},
    {"email": "zoë%_\\", "active": True, "title": '100% _sure_ "quoted"'},
]  # fmt: skip
FILTERS = [
    'userName eq "BJENSEN"', 'userName ne "bjensen"', 'userName co "S"', 'userName sw "j"',
    'userName ew "H"', 'userName gt "c"', 'userName ge "bjensen"', 'userName lt "c"',
    'userName le "bjensen"', 'userName eq "ÅRSTA"', 'externalId eq "ext-1"',
    'externalId eq "Ext-1"', "title pr", "not (title pr)", 'title eq "tour guide"',
    'title co "%"', 'title co "_"', 'title co "\\"quoted\\""', 'userName ew "\\\\"',
    "active eq true", "active eq false", "active ne true",
    'name.familyName co "o\'malley"', "name pr", "name.givenName pr", 'name.familyName ne "Jensen"',
    "emails pr", "not (emails pr)", 'emails co "example"', 'emails eq "BABS@home.example"',
    'emails ne "babs@home.example"', 'emails.type eq "home"', "emails.primary eq true",
    'emails[type eq "work"]', 'emails[type eq "work" and value co "home"]',
    'emails[type eq "home" and not (value sw "b")]', 'emails[type eq "work"].value sw "bj"',
    "emails[primary pr]", 'phoneNumbers[value eq "555-1234" or type eq "fax"]',
    f'{ENTERPRISE}:department eq "tours"', f"{ENTERPRISE}:manager pr",
    f'{ENTERPRISE}:manager.value eq "26118915"', f'{ENTERPRISE}:employeeNumber sw "70"',
    'userType eq "Employee" and (emails co "example.com" or emails.value co "work.example")',
    'userType ne "Employee" and not (emails co "x" or emails.value co "home.example")',
    'userName eq "bjensen" or userName eq "jsmith" and active eq true',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "bjensen"', 'USERNAME eq "bjensen"',
    "displayName eq null", "displayName ne null", 'schemas eq "nothing"',
    'userName eq "x\' OR \'1\'=\'1"', 'userName eq "%(organization_id)s"', "groups pr",
    'groups[value eq "x"]', 'meta.resourceType eq "User"', 'meta.created gt "2020-01-01T00:00:00Z"',
    'meta.lastModified lt "2020-01-01T00:00:00Z"', "id pr", 'id eq "x"',
]  # fmt: skip


@pytest.fixture(scope="module")
def directory(app: Any) -> MadeDirectory:
    client = app.test_client()
    client.environ_base["HTTP_HOST"] = "turnout.test"
    made = make_directory(client)
    for each in PEOPLE:
        made.somebody(**each)
    return made


@pytest.mark.parametrize("text", FILTERS)
def test_the_database_finds_what_the_standards_own_reading_finds(
    directory: MadeDirectory, text: str
) -> None:
    listed = directory.call("GET", "/Users").json["Resources"]
    wanted = ScimFilter[UserModel](text)
    expected = [each["userName"] for each in listed if wanted.match(UserModel.model_validate(each))]
    assert directory.find("Users", filter=text) == expected


@pytest.mark.parametrize(
    ("by", "order", "expected"),
    [
        ("userName", None, ["bjensen", "JSMITH", "zoë%_\\", "årsta"]),
        ("userName", "descending", ["årsta", "zoë%_\\", "JSMITH", "bjensen"]),
        ("name.familyName", "ascending", ["bjensen", "JSMITH", "årsta", "zoë%_\\"]),
        ("emails", "ascending", ["bjensen", "JSMITH", "årsta", "zoë%_\\"]),
        ("meta.created", "ascending", ["bjensen", "JSMITH", "årsta", "zoë%_\\"]),
    ],
)
def test_results_come_in_the_order_asked_for(
    directory: MadeDirectory, by: str, order: str | None, expected: list[str]
) -> None:
    asked = {"sortBy": by} | ({"sortOrder": order} if order else {})
    assert directory.find("Users", **asked) == expected


def test_pages_by_place_and_by_cursor(directory: MadeDirectory) -> None:
    page = directory.call("GET", "/Users?startIndex=2&count=2").json
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (4, 2, 2)
    assert [each["userName"] for each in page["Resources"]] == ["JSMITH", "årsta"]
    assert directory.call("GET", "/Users?count=0").json["Resources"] == []

    first = directory.call("GET", "/Users?cursor&count=3").json
    second = directory.call("GET", f"/Users?cursor={first['nextCursor']}&count=3").json
    assert [len(each["Resources"]) for each in (first, second)] == [3, 1]
    assert "nextCursor" not in second


def test_queries_may_come_in_a_body_and_over_all_kinds(directory: MadeDirectory) -> None:
    schema = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
    directory.group("bjensens")
    asked = {"schemas": [schema], "filter": 'userName sw "bj" or displayName sw "bj"'}
    found = directory.call("POST", "/.search", asked).json
    assert [each["meta"]["resourceType"] for each in found["Resources"]] == ["User", "Group"]
    asked["filter"] = 'userName sw "bj"'
    assert directory.call("POST", "/Users/.search", asked).json["totalResults"] == 1
