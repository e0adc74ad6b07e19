"""Bad requests: each refused in SCIM's own form, none a fault of ours, all in the log."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.factories.directories import (
    BULK,
    ENTERPRISE,
    GROUP,
    PATCH,
    USER,
    MadeDirectory,
    make_directory,
)

from turnout.kernel.ids import new_id

ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
NOBODY = "0190b1de-0000-7000-8000-000000000000"
DEEP: Any = "x"
for _ in range(60):
    DEEP = [DEEP]
USERS: list[tuple[Any, int, str | None]] = [
    ({"schemas": [USER]}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": ""}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "  "}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": None}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": 7}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": ["a"]}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "x" * 300}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a\nb"}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a\x00b"}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "ceo@other.example"}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a@b@c"}, 400, "invalidValue"),
    ({"schemas": [GROUP], "userName": "a"}, 400, "invalidSyntax"),
    ({"schemas": ["urn:nothing"], "userName": "a"}, 400, "invalidSyntax"),
    ({"schemas": [USER], "userName": "a", "admin": True}, 400, "invalidSyntax"),
    ({"schemas": [USER], "userName": "a", "organization_id": NOBODY}, 400, "invalidSyntax"),
    ({"schemas": [USER], "userName": "a", "active": "perhaps"}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a", "emails": "a@x.example"}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a", "emails": [{"value": "no"}]}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a", "emails": [{"value": "a@x.example", "primary": True},
      {"value": "b@x.example", "primary": True}]}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a", "name": "Ada"}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a", "externalId": "x" * 300}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a", "title": "x" * 70_000}, 400, "invalidValue"),
    ({"schemas": [USER], "userName": "a", "title": DEEP}, 400, "invalidSyntax"),
    ({"schemas": [USER, ENTERPRISE], "userName": "a", ENTERPRISE: {"rank": 1}}, 400,
     "invalidSyntax"),
    ([], 400, "invalidSyntax"),
    ("text", 400, "invalidSyntax"),
]  # fmt: skip
PATCHES: list[tuple[Any, str | None]] = [
    ([], "invalidValue"),
    ([{"op": "move", "path": "title", "value": "x"}], "invalidValue"),
    ([{"path": "title", "value": "x"}], "invalidValue"),
    ([{"op": "add", "path": "title"}], "invalidValue"),
    ([{"op": "remove"}], "noTarget"),
    ([{"op": "remove", "path": "userName"}], "mutability"),
    ([{"op": "replace", "path": "id", "value": "x"}], "mutability"),
    ([{"op": "replace", "path": "meta.created", "value": "2020-01-01T00:00:00Z"}], "mutability"),
    ([{"op": "add", "path": "groups", "value": [{"value": NOBODY}]}], "mutability"),
    ([{"op": "replace", "path": "nothing", "value": "x"}], "invalidPath"),
    ([{"op": "replace", "path": "emails[", "value": "x"}], "invalidPath"),
    ([{"op": "replace", "path": "title eq", "value": "x"}], "invalidPath"),
    ([{"op": "replace", "path": 'emails[kind eq "x"].value', "value": "x"}], None),
    ([{"op": "replace", "path": 'emails[value ne "x"].value', "value": "x@x.example"}], "noTarget"),
    ([{"op": "replace", "path": "active", "value": "perhaps"}], "invalidValue"),
    ([{"op": "replace", "value": {"isOwner": True}}], "invalidValue"),
    ([{"op": "replace", "value": "text"}], "invalidValue"),
    ([{"op": "replace", "path": "t" * 3_000, "value": "x"}], "invalidValue"),
    ([{"op": "replace", "path": "title", "value": "x"}] * 1_001, "invalidValue"),
    ([{"op": "replace", "path": "userName", "value": "ceo@other.example"}], "invalidValue"),
    ("text", None),
]
QUERIES: list[tuple[str, str | None]] = [
    ('filter=userName zz "x"', "invalidFilter"),
    ("filter=userName eq", "invalidFilter"),
    ('filter=nothing eq "x"', "invalidFilter"),
    ("filter=active gt true", "invalidFilter"),
    ('filter=userName eq "x" and', "invalidFilter"),
    ("filter=(((", "invalidFilter"),
    ('filter=meta.created gt "yesterday"', "invalidFilter"),
    (f"filter={'not ('.join([''] * 60)}title pr{')' * 59}", "invalidFilter"),
    (f"filter={'userName pr or ' * 200}userName pr", "invalidFilter"),
    (f"filter={'userName pr or ' * 70}userName pr", "invalidFilter"),
    ("sortBy=nothing", "invalidPath"),
    ("sortBy=name", "invalidPath"),
    ("sortBy=password", "invalidPath"),
    ("sortBy=userName&sortOrder=sideways", "invalidValue"),
    ("startIndex=first", "invalidValue"),
    ("startIndex=99999999999999", "invalidValue"),
    ("count=many", "invalidValue"),
    ("cursor=somewhere", "invalidCursor"),
    ("cursor=!", "invalidCursor"),
    ("cursor&sortBy=userName", "invalidCursor"),
    ("attributes=title&excludedAttributes=meta", "invalidValue"),
]
GROUPS: list[tuple[Any, str]] = [
    ({"schemas": [GROUP]}, "invalidValue"),
    ({"schemas": [GROUP], "displayName": ""}, "invalidValue"),
    ({"schemas": [GROUP], "displayName": "x", "members": [{"value": NOBODY}]}, "invalidValue"),
    ({"schemas": [GROUP], "displayName": "x", "members": [{"value": "' OR 1=1"}]}, "invalidValue"),
    ({"schemas": [GROUP], "displayName": "x", "members": [{"value": NOBODY, "type": "Group"}]},
     "invalidValue"),
    ({"schemas": [GROUP], "displayName": "x", "members": NOBODY}, "invalidValue"),
    ({"schemas": [GROUP], "displayName": "x", "role": "owner"}, "invalidSyntax"),
]  # fmt: skip
BULKS: list[tuple[Any, int]] = [
    ({"Operations": []}, 400),
    ({"schemas": [BULK]}, 400),
    ({"schemas": [BULK], "Operations": "x"}, 400),
    ({"schemas": [BULK], "Operations": ["x"]}, 400),
    ({"schemas": [BULK], "Operations": [], "failOnErrors": "x"}, 400),
    ({"schemas": [BULK], "Operations": [{"method": "DELETE", "path": "/Users/x"}] * 1_001}, 413),
]
ODD = [
    ("GET", "/Users/x", 404), ("GET", f"/Users/{NOBODY}", 404), ("PUT", f"/Users/{NOBODY}", 404),
    ("PATCH", f"/Groups/{NOBODY}", 400), ("DELETE", f"/Groups/{NOBODY}", 404), ("POST", "/Me", 404),
    ("GET", "/nothing/at/all", 404), ("PUT", "/Users", 405), ("POST", "/Schemas", 405),
    ("DELETE", "/ServiceProviderConfig", 405), ("GET", "/Bulk", 405), ("GET", "/.search", 405),
    ("GET", "/Schemas/urn:nothing", 404), ("GET", "/Schemas?filter=id pr", 403),
    ("GET", "/ServiceProviderConfig/x", 404),
]  # fmt: skip


@pytest.fixture(scope="module")
def directory(app: Any) -> MadeDirectory:
    client = app.test_client()
    client.environ_base["HTTP_HOST"] = "turnout.test"
    return make_directory(client)


@pytest.fixture(scope="module")
def person(directory: MadeDirectory) -> str:
    return f"/Users/{directory.somebody(title='A')['id']}"


def refused(
    directory: MadeDirectory,
    answer: Any,
    status: int,
    scim_type: str | None,
    *,
    reason: bool = True,
) -> None:
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/scim+json"
    assert answer.json["schemas"] == [ERROR]
    assert answer.json["status"] == str(status)
    assert answer.json["detail"]
    if scim_type is not None:
        assert answer.json.get("scimType") == scim_type, answer.text
    line = directory.requests()[0]
    assert (line["status"], bool(line["reason"])) == (status, reason)


@pytest.mark.parametrize(("body", "status", "scim_type"), USERS)
def test_a_bad_user(
    directory: MadeDirectory, body: Any, status: int, scim_type: str | None
) -> None:
    refused(directory, directory.call("POST", "/Users", body), status, scim_type)


@pytest.mark.parametrize(("operations", "scim_type"), PATCHES)
def test_a_bad_patch(
    directory: MadeDirectory, person: str, operations: Any, scim_type: str | None
) -> None:
    body = {"schemas": [PATCH], "Operations": operations}
    refused(directory, directory.call("PATCH", person, body), 400, scim_type)
    assert directory.call("GET", person).json["title"] == "A"


@pytest.mark.parametrize(("query", "scim_type"), QUERIES)
def test_a_bad_query(directory: MadeDirectory, query: str, scim_type: str | None) -> None:
    refused(directory, directory.call("GET", f"/Users?{query}"), 400, scim_type)


@pytest.mark.parametrize(("body", "scim_type"), GROUPS)
def test_a_bad_group(directory: MadeDirectory, body: Any, scim_type: str) -> None:
    refused(directory, directory.call("POST", "/Groups", body), 400, scim_type)
    assert directory.find("Groups") == []


@pytest.mark.parametrize(("body", "status"), BULKS)
def test_a_bad_bulk(directory: MadeDirectory, body: Any, status: int) -> None:
    refused(directory, directory.call("POST", "/Bulk", body), status, None)


@pytest.mark.parametrize(("method", "path", "status"), ODD)
def test_an_odd_address(directory: MadeDirectory, method: str, path: str, status: int) -> None:
    body = {} if method in ("PUT", "PATCH", "POST") else None
    refused(directory, directory.call(method, path, body), status, None)


@pytest.mark.parametrize(
    ("raw", "content_type", "status"),
    [
        (b"{", "application/scim+json", 400),
        (b"\xff\xfe", "application/scim+json", 400),
        (b'{"schemas": NaN}', "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"<user/>", "application/xml", 415),
        (b'{"x": "' + b"y" * 4_100_000 + b'"}', "application/json", 413),
    ],
)
def test_a_body_that_is_none(
    directory: MadeDirectory, raw: bytes, content_type: str, status: int
) -> None:
    answer = directory.client.post(
        f"{directory.path}/Users",
        data=raw,
        content_type=content_type,
        headers={"Authorization": f"Bearer {directory.secret}"},
    )
    refused(directory, answer, status, None)


def altered(secret: str) -> str:
    return secret[:-1] + ("a" if secret[-1] != "a" else "b")


@pytest.mark.parametrize(
    "header",
    [
        lambda _: "",
        lambda _: "Bearer",
        lambda _: "Bearer x",
        lambda each: f"Basic {each}",
        lambda each: f"Bearer {altered(each)}",
        lambda _: f"Bearer turnout_scim_{'A' * 33}",
        lambda _: "Bearer " + "x" * 20_000,
    ],
)
def test_nobody_passes_without_a_token_of_the_organization(
    directory: MadeDirectory, header: Callable[[str], str]
) -> None:
    answer = directory.client.get(
        f"{directory.path}/Users", headers={"Authorization": header(directory.secret)}
    )
    assert answer.status_code == 401
    assert answer.mimetype == "application/scim+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_is_nothing_elsewhere(directory: MadeDirectory) -> None:
    other = make_directory(directory.client)
    mine = {"Authorization": f"Bearer {directory.secret}"}
    assert directory.client.get(f"{other.path}/Users", headers=mine).status_code == 401
    unknown = f"/scim/v2/organizations/{new_id()}/Users"
    assert directory.client.get(unknown, headers=mine).status_code == 401
    assert directory.client.get(f"{directory.api}/events", headers=mine).status_code == 401
    assert other.requests()[0]["reason"] == "token-unknown"

    made = other.somebody()
    assert directory.call("GET", f"/Users/{made['id']}").status_code == 404
    body = {"schemas": [GROUP], "displayName": "x", "members": [{"value": made["id"]}]}
    assert directory.call("POST", "/Groups", body).status_code == 400


def test_a_login_and_an_api_token_are_no_directory(directory: MadeDirectory) -> None:
    answer = directory.client.get(f"{directory.path}/Users", headers=directory.headers)
    assert answer.status_code == 401
