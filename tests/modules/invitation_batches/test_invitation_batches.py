"""A list of people is looked through line by line, then invited as one batch, and never twice."""

import pytest
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import make_shop

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.modules.invitation_batches import rules
from turnout.modules.quotas import api as quotas


@pytest.fixture
def organization(running):
    return make_organization()


def address():
    return f"guest-{new_id().hex}@people.example"


def ask(client, organization, text, *, user=None, check=False):
    path = f"/api/v1/organizations/{organization.id}/invitation-batches"
    headers = bearer(user or organization.owner)
    return client.post(f"{path}/check" if check else path, json={"csv": text}, headers=headers)


def invited(client, organization):
    path = f"/api/v1/organizations/{organization.id}/invitations"
    found = client.get(path, headers=bearer(organization.owner)).json["items"]
    return {each["email"]: each for each in found}


def outcomes(answer):
    return [each["outcome"] for each in answer.json["lines"]]


def codes(answer):
    lines = answer.json.get("lines") or answer.json["report"]["lines"]
    return {each["number"]: [fault["code"] for fault in each["faults"]] for each in lines}


@pytest.mark.parametrize(
    "text",
    [
        "email,role,events\na@x.example,staff,\n",
        "\ufeffE-Mail;Role;Events\r\na@x.example;staff;\r\n",
        "a@x.example\tstaff\n",
        "\n\na@x.example,staff",
        "role,email\nstaff,a@x.example\n",
    ],
)
def test_a_list_is_read_however_a_spreadsheet_writes_it(text):
    [row] = rules.read_rows(text)
    assert (row.email, row.role, row.events) == ("a@x.example", "staff", ())


def test_events_stand_between_blanks_or_signs():
    [row] = rules.read_rows('a@x.example,staff,"one two|three;four"')
    assert row.events == ("one", "two", "three", "four")


@pytest.mark.parametrize("text", ["", "\n\n", "email,role\n", "a\x00b", "x" * 200_001])
def test_what_is_no_list_is_refused(text):
    with pytest.raises(Invalid):
        rules.read_rows(text)


def test_more_than_500_lines_are_refused():
    with pytest.raises(Invalid):
        rules.read_rows("".join(f"a{number}@x.example,staff\n" for number in range(501)))


def test_a_check_says_what_becomes_of_each_line_and_sends_nothing(client, organization, queued):
    shop = make_shop(organization)
    first, second = address(), address()
    slug = client.get(
        f"/api/v1/organizations/{organization.id}/events/{shop.event_id}",
        headers=bearer(organization.owner),
    ).json["slug"]
    member = add_member(organization, "staff")
    text = f"{first},staff,{slug}\n{second},admin\n{member.email},staff\n"
    answer = ask(client, organization, text, check=True)

    assert answer.status_code == 200, answer.json
    assert outcomes(answer) == ["new", "new", "member"]
    assert (answer.json["new"], answer.json["known"], answer.json["is_sent"]) == (2, 1, False)
    assert invited(client, organization) == {}


def test_a_list_is_sent_as_one_batch_and_sent_again_it_sends_nothing(client, organization, queued):
    shop = make_shop(organization)
    first, second = address(), address()
    text = f"{first.upper()},Staff,{shop.event_id}\n{second},admin\n"
    sent = ask(client, organization, text)
    mails = [each for each in queued if each[0] == "notifications.send_invitation"]
    again = ask(client, organization, text)

    assert (sent.status_code, sent.json["is_sent"], sent.json["new"]) == (200, True, 2)
    assert len(mails) == 2
    assert (again.status_code, outcomes(again)) == (200, ["invited", "invited"])
    assert len([each for each in queued if each[0] == "notifications.send_invitation"]) == 2
    found = invited(client, organization)
    assert found[first]["event_ids"] == [str(shop.event_id)]
    assert (found[second]["role"], found[second]["event_ids"]) == ("admin", None)


def test_bad_lines_are_named_and_stop_the_whole_batch(client, organization, queued):
    good = address()
    other = make_shop(make_organization())
    text = (
        "email,role,events\n"
        f"{good},staff,\n"
        "nobody,staff,\n"
        f"{address()},king,\n"
        f"{address()},staff,no-such-event\n"
        f"{address()},staff,{other.event_id}\n"
        f"{good},staff,\n"
        f"{address()},owner,no-such-event\n"
    )
    answer = ask(client, organization, text)

    assert (answer.status_code, answer.json["code"]) == (422, "invitation-batches.bad-lines")
    assert codes(answer) == {
        2: [],
        3: ["email"],
        4: ["role"],
        5: ["events"],
        6: ["events"],
        7: ["twice"],
        8: ["events"],
    }
    assert invited(client, organization) == {}
    assert not [each for each in queued if each[0] == "notifications.send_invitation"]


def test_nobody_gives_by_a_list_what_they_may_not_give(client, organization):
    text = f"{address()},owner\n{address()},staff\n"
    admin = add_member(organization, "admin")
    answer = ask(client, organization, text, user=admin)
    staff = ask(client, organization, text, user=add_member(organization, "staff"))
    stranger = ask(client, organization, text, user=make_user())

    assert codes(answer) == {1: ["rights"], 2: []}
    assert (staff.status_code, stranger.status_code) == (403, 404)
    assert invited(client, organization) == {}


def test_the_plans_room_for_members_is_kept(client, organization):
    limits = quotas.Quotas(limits={"members": 3})
    quotas.set_quotas(SystemContext(job="tests.quotas"), organization.id, limits)
    many = "".join(f"{address()},staff\n" for _ in range(3))
    some = "".join(f"{address()},staff\n" for _ in range(2))
    checked = ask(client, organization, many, check=True)
    refused = ask(client, organization, many)
    sent = ask(client, organization, some)
    full = ask(client, organization, f"{address()},staff\n")

    assert checked.json["room"] == 2
    assert (refused.status_code, refused.json["code"]) == (409, "quotas.reached")
    assert (sent.status_code, full.status_code) == (200, 409)
    assert len(invited(client, organization)) == 2
