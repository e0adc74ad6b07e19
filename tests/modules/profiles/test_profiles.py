"""What people show and like: phone, picture and interests over the API, and who may see them."""

import io
from itertools import product

import pytest
from hypothesis import given, settings, strategies
from PIL import Image
from tests.factories.people import bearer, make_organization, make_user, person_context
from tests.prove.counts import examples

from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.modules.identity import rules as identity_rules
from turnout.modules.profiles import api as profiles
from turnout.modules.profiles import rules

pytestmark = pytest.mark.usefixtures("running")
ME, AVATAR, INTERESTS = "/api/v1/me", "/api/v1/me/avatar", "/api/v1/me/interests"
PLACE_OF_A_CAMERA = 0x8825


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def here(user):
    return bearer(user)


def photo(size=(640, 480), kind="JPEG") -> bytes:
    """A picture that says in its metadata where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "a camera of mine"
    exif.get_ifd(PLACE_OF_A_CAMERA)[1] = "N"
    Image.new("RGB", size, (200, 40, 90)).save(out, kind, exif=exif)
    return out.getvalue()


def send(client, headers, data: bytes, *, name="me.jpg", declared="image/jpeg", **more):
    form = {"file": (io.BytesIO(data), name, declared), **more}
    return client.put(AVATAR, data=form, headers=headers)


def faults(answer) -> list[str]:
    assert answer.status_code == 422
    return [each["pointer"] for each in answer.json["errors"]]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+49 (30) 1234-5678", "+493012345678"),
        ("+252 61 2345678", "+252612345678"),
        ("  +1 202 456 1111 ", "+12024561111"),
    ],
)
def test_a_phone_number_is_kept_as_e164_has_it_and_taken_away(client, here, typed, kept):
    assert client.patch(ME, json={"phone": typed}, headers=here).json["phone"] == kept
    assert client.get(ME, headers=here).json["phone"] == kept
    assert client.patch(ME, json={"display_name": "Ada"}, headers=here).json["phone"] == kept
    assert client.patch(ME, json={"phone": ""}, headers=here).json["phone"] == ""


@pytest.mark.parametrize(
    "typed", ["030 1234567", "+49", "+4930123456789012345", "+1 202 456 1111 ext. 7", "call me"]
)
def test_what_is_no_phone_number_is_named_and_changes_nothing(client, here, typed):
    assert faults(client.patch(ME, json={"phone": typed}, headers=here)) == ["/phone"]
    assert client.get(ME, headers=here).json["phone"] == ""


@settings(deadline=None, max_examples=examples(50))
@given(strategies.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_refused(text):
    try:
        number = identity_rules.phone_of(text)
    except Invalid as refused:
        assert [each.pointer for each in refused.errors] == ["/phone"]
    else:
        assert number == "" or (number[0] == "+" and number[1:].isascii() and number[1:].isdigit())


def test_a_picture_is_cut_to_a_square_and_tells_nothing_of_its_camera(client, here):
    before = photo()
    assert Image.open(io.BytesIO(before)).getexif(), "the sample has metadata"
    made = send(client, here, before)
    assert made.status_code == 200
    assert made.json["url"] == f"/api/v1/avatars/{made.json['id']}"
    assert client.get(ME, headers=here).json["avatar_id"] == made.json["id"]
    shown = client.get(made.json["url"])
    assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert shown.headers["Cache-Control"].startswith("private")
    picture = Image.open(io.BytesIO(shown.data))
    assert (picture.size, dict(picture.getexif())) == ((256, 256), {})
    assert b"camera" not in shown.data


def test_another_picture_takes_the_place_of_the_first_and_goes_when_asked(client, here):
    first = send(client, here, photo()).json["url"]
    second = send(client, here, photo(kind="PNG"), name="a.png", declared="image/png").json["url"]
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    for _ in range(2):  # again changes nothing
        assert client.delete(AVATAR, headers=here).status_code == 204
    assert client.get(second).status_code == 404
    assert client.get(ME, headers=here).json["avatar_id"] is None


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 422),
        (b"plain text is no picture", 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        (b"\x89PNG\r\n\x1a\n broken", 422),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(client, here, data, status):
    assert send(client, here, data, name="x", declared="").status_code == status
    assert client.get(ME, headers=here).json["avatar_id"] is None


def test_a_picture_that_says_it_is_large_is_refused_before_it_is_read(client, here):
    sent = {"content_type": "multipart/form-data; boundary=x", "data": b"--x--"}
    length = {"CONTENT_LENGTH": "5100000"}
    answer = client.put(AVATAR, headers=here, environ_overrides=length, **sent)
    assert faults(answer) == ["/file"]
    assert answer.json["errors"][0]["code"] == "too-large"


def test_a_form_says_one_file_and_nothing_else(client, here):
    assert faults(send(client, here, photo(), more="x")) == ["/file"]
    assert faults(client.put(AVATAR, data={}, headers=here)) == ["/file"]


def test_members_lists_name_the_picture(client):
    organization = make_organization()
    headers = bearer(organization.owner)
    avatar_id = send(client, headers, photo()).json["id"]
    found = client.get(f"/api/v1/organizations/{organization.id}/members", headers=headers).json
    assert [each["avatar_id"] for each in found["items"]] == [avatar_id]


def test_interests_are_kept_in_order_each_once_and_replaced_as_a_whole(client, here):
    nothing = {"categories": [], "places": []}
    assert client.get(INTERESTS, headers=here).json == nothing
    wanted = {"categories": ["music", " talk ", "music"], "places": ["Oslo"]}
    kept = {"categories": ["music", "talk"], "places": ["Oslo"]}
    assert client.put(INTERESTS, json=wanted, headers=here).json == kept
    assert client.get(INTERESTS, headers=here).json == kept
    other = client.put(INTERESTS, json={"categories": ["talk"]}, headers=here)
    assert other.json == {"categories": ["talk"], "places": []}
    assert client.get(INTERESTS, headers=bearer(make_user())).json == nothing, "theirs alone"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"categories": ["music", " "]}, ["/categories/1"]),
        ({"places": ["x" * 61], "categories": ["a\nb"]}, ["/categories/0", "/places/0"]),
        ({"categories": [str(each) for each in range(31)]}, ["/categories"]),
        ({"categories": "music"}, ["/categories"]),
        ({"tags": ["x"]}, ["/tags"]),
    ],
)
def test_bad_interests_are_named(client, here, body, named):
    assert faults(client.put(INTERESTS, json=body, headers=here)) == named


VALUES = strategies.lists(strategies.sampled_from("abcdef"), max_size=4)


@settings(deadline=None, max_examples=15)
@given(strategies.lists(strategies.tuples(VALUES, VALUES), min_size=1, max_size=5))
def test_whatever_was_chosen_before_the_last_choice_counts(choices):
    ctx = person_context(make_user())
    for categories, places in choices:
        profiles.set_interests(ctx, categories=categories, places=places)
        kept = profiles.get_interests(ctx)
        assert sorted(kept.categories) == sorted(set(categories))
        assert sorted(kept.places) == sorted(set(places))


def test_guests_have_neither(client):
    for method, path in product(("GET", "PUT"), (INTERESTS,)):
        assert client.open(path, method=method, json={}).status_code == 401
    assert client.delete(AVATAR).status_code == 401
    assert client.get(f"/api/v1/avatars/{new_id()}").status_code == 404


def test_a_transparent_picture_stays_so():
    out = io.BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(rules.avatar_of(out.getvalue()))).mode == "RGBA"
