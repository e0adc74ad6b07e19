"""An organization's own fields: stated once, kept to by every event, needed where they say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.people import add_member, bearer
from tests.modules.events.api_client import SUMMIT, Caller, pointers

from turnout.modules.events.custom_fields import cleaned, value_errors
from turnout.modules.events.types import CustomField, FieldType

FIELDS = [
    {"key": "dress_code", "label": "Dress code", "type": "choice", "choices": ["None", "Black"]},
    {"key": "cost_centre", "label": "Cost centre", "type": "text", "is_required": True},
    {"key": "seats", "label": "Seats", "type": "number", "is_public": True},
    {"key": "approved", "label": "Approved", "type": "yes_no"},
    {"key": "deadline", "label": "Deadline", "type": "date"},
    {"key": "film", "label": "Film", "type": "address", "is_public": True},
]
GOOD = {
    "dress_code": "Black",
    "cost_centre": " K-17 ",
    "seats": 12.5,
    "approved": False,
    "deadline": "2030-02-28",
    "film": "https://film.example/a",
}


class Fields(Caller):
    @property
    def fields_path(self):
        return f"{self.organization_path}/event-fields"

    def state(self, fields, **headers):
        return self.client.put(
            self.fields_path, json={"fields": fields}, headers={**bearer(self.user), **headers}
        )


@pytest.fixture
def caller(client):
    return Fields(client)


def test_values_of_every_type_are_kept(caller):
    assert caller.state(FIELDS).status_code == 200
    event = caller.create(custom=GOOD)
    assert event["custom"] == {**GOOD, "cost_centre": "K-17"}
    changed = caller("PATCH", f"/{event['id']}", json={"custom": {"seats": 3, "film": None}})
    assert changed.json["custom"] == {"seats": 3}


@pytest.mark.parametrize(
    ("custom", "pointer"),
    [
        ({"colour": "red"}, "/custom/colour"),
        ({"dress_code": "White"}, "/custom/dress_code"),
        ({"cost_centre": 7}, "/custom/cost_centre"),
        ({"cost_centre": "x" * 5001}, "/custom/cost_centre"),
        ({"seats": "12"}, "/custom/seats"),
        ({"seats": True}, "/custom/seats"),
        ({"approved": "yes"}, "/custom/approved"),
        ({"deadline": "2030-02-30"}, "/custom/deadline"),
        ({"deadline": "20300228"}, "/custom/deadline"),
        ({"film": "javascript:alert(1)"}, "/custom/film"),
        ({"seats": {"deep": 1}}, "/custom/seats"),
    ],
)
def test_a_value_that_does_not_fit_is_named(caller, custom, pointer):
    caller.state(FIELDS)
    answer = caller("POST", json={**SUMMIT, "custom": custom})
    assert (answer.status_code, pointers(answer)) == (422, [pointer])


def test_what_is_required_is_asked_for_at_publishing(caller):
    caller.state(FIELDS)
    event = caller.create()
    refused = caller("POST", f"/{event['id']}/publish")
    assert (refused.status_code, pointers(refused)) == (422, ["/custom/cost_centre"])
    listed = caller("GET", f"/{event['id']}/publish-checklist").json["missing"]
    assert [each["pointer"] for each in listed] == ["/custom/cost_centre"]
    caller("PATCH", f"/{event['id']}", json={"custom": {"cost_centre": "K-17"}})
    assert caller("POST", f"/{event['id']}/publish").status_code == 200


def test_values_that_no_longer_fit_stay_until_publishing_asks(caller):
    caller.state(FIELDS)
    event = caller.create(custom={**GOOD, "dress_code": "Black"})
    caller.state([{**FIELDS[0], "choices": ["None"]}, *FIELDS[1:]])
    assert caller("GET", f"/{event['id']}").json["custom"]["dress_code"] == "Black"
    assert caller("PATCH", f"/{event['id']}", json={"title": "X"}).status_code == 200
    refused = caller("POST", f"/{event['id']}/publish")
    assert pointers(refused) == ["/custom/dress_code"]


def test_visitors_see_the_public_fields_alone(caller, client):
    caller.state(FIELDS)
    event = caller.create(custom=GOOD)
    caller("POST", f"/{event['id']}/publish")
    path = f"{caller.organization_path}/public-events/{event['slug']}"
    assert client.get(path).json["fields"] == [
        {"key": "seats", "label": "Seats", "value": 12.5, "type": "number"},
        {"key": "film", "label": "Film", "value": "https://film.example/a", "type": "address"},
    ]


def test_a_schema_over_somebody_else_s_is_refused(caller):
    empty = caller.client.get(caller.fields_path, headers=bearer(caller.user))
    assert (empty.json["fields"], empty.headers["ETag"]) == ([], '"0"')
    assert caller.state(FIELDS, **{"If-Match": '"0"'}).headers["ETag"] == '"1"'
    assert caller.state([], **{"If-Match": '"0"'}).status_code == 412
    assert caller.state([], **{"If-Match": '"1"'}).json == {"fields": [], "version": 2}


@pytest.mark.parametrize(
    ("field", "pointer"),
    [
        ({"key": "Bad Key"}, "/fields/1/key"),
        ({"key": "dress_code"}, "/fields/1/key"),
        ({"type": "choice"}, "/fields/1/choices"),
        ({"choices": ["a"]}, "/fields/1/choices"),
        ({"type": "choice", "choices": ["a", "a"]}, "/fields/1/choices"),
        ({"type": "dream"}, "/fields/1/type"),
        ({"label": " "}, "/fields/1/label"),
    ],
)
def test_a_schema_that_cannot_be_is_refused_by_field(caller, field, pointer):
    new = {"key": "other", "label": "Other", "type": "text", **field}
    answer = caller.state([FIELDS[0], new])
    assert (answer.status_code, pointers(answer)) == (422, [pointer])


def test_only_managers_state_fields(caller, client):
    staff = bearer(add_member(caller.organization, "staff"))
    assert client.get(caller.fields_path, headers=staff).status_code == 200
    refused = client.put(caller.fields_path, json={"fields": FIELDS}, headers=staff)
    assert refused.status_code == 403


def test_another_organization_has_fields_of_its_own(caller, client):
    caller.state(FIELDS)
    other = Fields(client)
    refused = other("POST", json={**SUMMIT, "custom": {"seats": 1}})
    assert pointers(refused) == ["/custom/seats"]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.sampled_from(FieldType), JSON, st.booleans())
def test_whatever_is_sent_is_taken_or_named_and_never_breaks(kind, value, is_required):
    choices = ("a", "b") if kind is FieldType.CHOICE else ()
    field = CustomField(key="one", label="One", type=kind, choices=choices, is_required=is_required)
    errors = value_errors([field], cleaned({"one": value}), is_final=True)
    assert all(error.pointer == "/custom/one" for error in errors)
    if value in (None, ""):
        assert bool(errors) is is_required
