"""Forms over HTTP: written in versions, refused by place, tried, shown in one language."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_event, make_shop

from turnout.modules.events import api as events

CHOICE = {
    "key": "diet",
    "type": "single_choice",
    "label": {"en": "What do you eat?", "de": "Was essen Sie?"},
    "options": [
        {"value": "all", "label": {"en": "Everything", "de": "Alles"}},
        {"value": "veg", "label": {"en": "No meat"}},
    ],
    "required": True,
}


def a_text(key, **more):
    return {"key": key, "type": "short_text", "label": {"en": f"Say {key}"}, **more}


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def desk(client, shop):
    return Desk(client, shop)


class Desk:
    def __init__(self, client, shop):
        self.client, self.shop = client, shop
        self.headers = bearer(shop.organization.owner)
        self.event = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
        self.path = f"{self.event}/registration-form"

    def put(self, *questions, language="en", **headers):
        return self.client.put(
            self.path,
            json={"language": language, "questions": list(questions)},
            headers={**self.headers, **headers},
        )

    def preview(self, answers, **more):
        return self.client.post(
            f"{self.path}/preview", json={"answers": answers, **more}, headers=self.headers
        )

    def shown(self, language=""):
        return self.client.get(f"{self.event}/form", query_string={"language": language}).json


def faults(answer):
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def test_an_event_asks_nothing_before_its_form_is_written(desk):
    assert desk.shown() == {"version": 0, "version_id": None, "questions": []}
    answer = desk.client.get(desk.path, headers=desk.headers)
    assert (answer.headers["ETag"], answer.json["questions"]) == ('"0"', [])


def test_each_change_is_a_version_and_the_old_ones_stay(desk):
    first = desk.put(CHOICE)
    assert (first.status_code, first.headers["ETag"]) == (200, '"1"'), first.json
    same = desk.put(CHOICE)
    assert (same.headers["ETag"], same.json["id"]) == ('"1"', first.json["id"])
    second = desk.put(CHOICE, a_text("company", scope="order"))
    assert second.headers["ETag"] == '"2"'
    versions = desk.client.get(f"{desk.path}/versions", headers=desk.headers).json["items"]
    assert [each["version"] for each in versions] == [2, 1]
    assert [each["key"] for each in versions[1]["questions"]] == ["diet"]
    assert versions[0]["saved_by"] == f"user:{desk.shop.organization.owner.id}"


def test_two_organizers_do_not_overwrite_each_other(desk):
    assert desk.put(CHOICE, **{"If-Match": '"0"'}).status_code == 200
    assert desk.put(a_text("a"), **{"If-Match": '"0"'}).status_code == 412
    assert desk.put(a_text("a"), **{"If-Match": '"1"'}).status_code == 200


def test_organizers_who_write_at_the_same_moment_each_make_a_version_or_are_told(app, desk):
    def write(number):
        return Desk(app.test_client(), desk.shop).put(a_text(f"q{number}")).status_code

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(write, range(5)))
    assert set(answers) <= {200, 412}
    versions = desk.client.get(f"{desk.path}/versions", headers=desk.headers).json["items"]
    numbers = [each["version"] for each in versions]
    assert numbers == list(range(answers.count(200), 0, -1))


def test_the_form_is_shown_in_the_language_of_the_visitor(desk):
    desk.put(CHOICE)
    german, french = desk.shown("de-CH"), desk.shown("fr")
    assert german["questions"][0]["label"] == "Was essen Sie?"
    labels = [option["label"] for option in german["questions"][0]["options"]]
    assert labels == ["Alles", "No meat"], "what is not translated falls back"
    assert french["questions"][0]["label"] == "What do you eat?"
    assert german["version"] == 1


def test_a_preview_judges_answers_and_keeps_nothing(desk):
    desk.put(CHOICE, a_text("which", show_if={"question": "diet", "is": "equals", "value": "veg"}))
    wrong = desk.preview({"diet": "fish", "which": "x"}).json
    assert wrong["faults"] == [{"pointer": "/diet", "code": "not-an-option"}]
    assert wrong["visible"] == ["diet"]
    right = desk.preview({"diet": "veg", "which": " x "}).json
    assert (right["faults"], right["cleaned"]) == ([], {"diet": "veg", "which": "x"})


def test_a_form_that_is_not_saved_yet_can_be_tried(desk):
    form = {"questions": [a_text("a", required=True)]}
    assert desk.preview({}, form=form).json["faults"] == [{"pointer": "/a", "code": "required"}]
    assert desk.shown()["version"] == 0
    broken = {"questions": [a_text("a", pattern="(")]}
    assert faults(desk.preview({}, form=broken)) == ["/questions/0/pattern"]


NUMBER = {"key": "n", "type": "number", "label": {"en": "How many?"}}


@pytest.mark.parametrize(
    ("questions", "pointer"),
    [
        ([{"key": "A", "type": "short_text", "label": {"en": "x"}}], "/questions/0/key"),
        ([{"key": "a", "type": "colour", "label": {"en": "x"}}], "/questions/0/type"),
        ([{"key": "a", "type": "short_text", "label": {"de": "x"}}], "/questions/0/label"),
        ([{"key": "a", "type": "short_text", "label": {"english!": "x"}}],
         "/questions/0/label/english!"),
        ([a_text("a"), a_text("a")], "/questions/1/key"),
        ([a_text("a", options=[{"value": "x"}])], "/questions/0/options"),
        ([a_text("a", decimals=2)], "/questions/0/decimals"),
        ([a_text("a", pattern="a+")], "/questions/0/pattern"),
        ([a_text("a", minimum_length=5, maximum_length=4)], "/questions/0/minimum_length"),
        ([a_text("a", maximum_length=1001)], "/questions/0/maximum_length"),
        ([a_text("a", size="large")], "/questions/0/size"),
        ([a_text("a", ticket_type_ids=["0190b1de-0000-7000-8000-000000000000"])],
         "/questions/0/ticket_type_ids/0"),
        ([{**CHOICE, "options": []}], "/questions/0/options"),
        ([{**CHOICE, "options": [{"value": "a"}, {"value": "a"}]}], "/questions/0/options/1/value"),
        ([{**CHOICE, "options": [{"value": "a b"}]}], "/questions/0/options/0/value"),
        ([{**CHOICE, "type": "multiple_choice", "minimum_choices": 3}],
         "/questions/0/maximum_choices"),
        ([{**NUMBER, "minimum": "many"}], "/questions/0/minimum"),
        ([{**NUMBER, "minimum": "10", "maximum": "9"}], "/questions/0/maximum"),
        ([{**NUMBER, "minimum": "1.5"}], "/questions/0/minimum"),
        ([{"key": "d", "type": "date", "label": {"en": "When?"}, "minimum": "2023-02-29"}],
         "/questions/0/minimum"),
        ([{"key": "c", "type": "consent", "label": {"en": "x"}}], "/questions/0/text"),
        ([{"key": "c", "type": "consent", "label": {"en": "x"}, "text": {"en": "y"}}],
         "/questions/0/text_version"),
        ([{"key": "h", "type": "heading", "label": {"en": "x"}, "required": True}],
         "/questions/0/required"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_at_its_place(desk, questions, pointer):
    assert pointer in faults(desk.put(*questions))
    assert desk.shown()["version"] == 0


def deep(levels):
    inner = {"question": "n", "is": "answered"}
    for _ in range(levels):
        inner = {"not": inner}
    return inner


@pytest.mark.parametrize(
    ("condition", "pointer"),
    [
        ({"question": "later", "is": "answered"}, "/question"),
        ({"question": "a", "is": "answered"}, "/question"),
        ({"question": "head", "is": "answered"}, "/question"),
        ({"question": "company", "is": "answered"}, "/question"),
        ({"is": "answered"}, "/question"),
        ({"question": "n", "is": "contains", "value": "1"}, "/is"),
        ({"question": "n", "is": "like", "value": "1"}, "/is"),
        ({"question": "n", "is": "greater", "value": "many"}, "/value"),
        ({"question": "n", "is": "greater"}, "/value"),
        ({"question": "n", "is": "in", "value": []}, "/value"),
        ({"question": "n", "is": "in", "value": "1"}, "/value"),
        ({"question": "n", "is": "answered", "value": "1"}, "/value"),
        ({"question": "n", "is": "equals", "value": "1", "colour": "red"}, "/colour"),
        ({"all": []}, "/all"),
        ({"all": [{"question": "n", "is": "answered"}], "any": []}, "/question"),
        ({"all": ["n"]}, "/all/0"),
        ({"any": [{"question": "n", "is": "answered"}] * 50}, ""),
        (deep(5), "/not/not/not/not/not"),
    ],
)
@pytest.mark.parametrize("name", ["show_if", "require_if"])
def test_a_condition_that_cannot_be_judged_is_refused(desk, condition, pointer, name):
    questions = [
        {"key": "head", "type": "heading", "label": {"en": "x"}},
        a_text("company", scope="order"),
        NUMBER,
        a_text("a", **{name: condition}),
        a_text("later"),
    ]
    assert f"/questions/3/{name}{pointer}" in faults(desk.put(*questions))


def test_a_choice_of_several_is_compared_by_one_of_its_options(desk):
    several = {**CHOICE, "type": "multiple_choice"}
    fitting = {"question": "diet", "is": "contains", "value": "veg"}
    assert desk.put(several, a_text("a", show_if=fitting)).status_code == 200
    unknown = {"question": "diet", "is": "contains", "value": "fish"}
    assert faults(desk.put(several, a_text("a", show_if=unknown))) == ["/questions/1/show_if/value"]


def test_limits_and_values_are_kept_as_answers_are_written(desk):
    saved = desk.put(
        {**NUMBER, "decimals": 2, "minimum": "01.50", "maximum": "+7"},
        a_text("a", show_if={"question": "n", "is": "at_least", "value": "2.00"}),
    ).json["questions"]
    assert (saved[0]["minimum"], saved[0]["maximum"]) == ("1.5", "7")
    assert saved[1]["show_if"]["value"] == "2"


def test_a_form_is_written_by_managers_and_read_by_the_team(desk):
    staff = bearer(add_member(desk.shop.organization, "staff"))
    partner = bearer(add_member(desk.shop.organization, "partner"))
    body = {"questions": [CHOICE]}
    assert desk.client.put(desk.path, json=body, headers=staff).status_code == 403
    assert desk.client.get(desk.path, headers=staff).status_code == 200
    assert desk.client.get(desk.path, headers=partner).status_code == 403
    assert desk.client.get(desk.path).status_code == 401
    stranger = bearer(make_shop().organization.owner)
    assert desk.client.put(desk.path, json=body, headers=stranger).status_code == 404


def test_the_questions_of_a_draft_are_not_public(client, app):
    draft = Desk(client, make_event())
    assert draft.put(CHOICE).status_code == 200
    assert client.get(f"{draft.event}/form").status_code == 404


def test_a_private_event_asks_whoever_has_its_code(client, app):
    private = Desk(client, make_shop(visibility=events.Visibility.PRIVATE))
    assert private.put(CHOICE).status_code == 200
    assert private.shown()["code"] == "events.missing"
    made = client.post(f"{private.event}/access-codes", json={}, headers=private.headers).json
    code = {"Turnout-Access-Code": made["code"]}
    shown = client.get(f"{private.event}/form", headers=code).json
    assert [each["key"] for each in shown["questions"]] == ["diet"]


def test_a_version_cannot_be_changed_afterwards(desk, app_connection):
    desk.put(CHOICE)
    rights = app_connection.execute(
        "SELECT has_table_privilege('turnout_app', 'form_versions', 'UPDATE'),"
        " has_table_privilege('turnout_app', 'form_versions', 'DELETE')"
    ).fetchone()
    assert rights == (False, False)
