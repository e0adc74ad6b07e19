"""One click ends mails of one kind, and nothing else; a link that is not ours leads nowhere."""

import pytest
from tests.factories.people import bearer, make_organization, make_user
from tests.factories.sales import make_shop
from tests.modules.notifications.mailbox import text_of
from tests.modules.notifications.test_following import later, link_of

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.participation import api as participation


def test_one_click_ends_following_and_the_page_offers_it_again(people, client):
    organization = make_organization()
    fan = people.follower(organization)
    make_shop(organization)
    later(hours=2)
    [mail] = people.told(fan)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = link_of(mail)
    assert link in text_of(mail)
    assert fan.email not in link
    shown = client.get(link)
    assert shown.status_code == 200, "looking changes nothing"
    assert "Unsubscribe" in shown.text
    assert fan.email in shown.text
    stranger = client.application.test_client()
    pressed = stranger.post(
        link, data={"List-Unsubscribe": "One-Click"}, headers={"Host": "turnout.test"}
    )
    assert pressed.status_code == 200
    followed = client.get("/api/v1/me/followed-organizers", headers=bearer(fan)).json
    assert followed["items"] == []
    make_shop(organization)
    later(hours=3, minutes=5)
    assert len(people.told(fan)) == 1
    assert "Subscribe again" in client.get(link).text
    client.post(link, data={"again": "1"})
    make_shop(organization)
    later(hours=5)
    assert len(people.told(fan)) == 2


def test_opting_out_of_one_event_leaves_the_others(people, client):
    one, two = make_shop(), make_shop()
    keeper = people.keeper(one)
    path = f"/api/v1/organizations/{two.organization.id}/events/{two.event_id}/favourite"
    client.put(path, headers=bearer(keeper))
    events.cancel_event(one.organizer, one.event_id)
    later(minutes=3)
    [mail] = people.told(keeper)
    client.post(link_of(mail))
    with transaction(one.organizer) as tx:
        assert participation.favourited_by(tx, one.event_id) == [keeper.id], "it stays a favourite"
    events.cancel_event(two.organizer, two.event_id)
    later(minutes=3)
    assert len(people.told(keeper)) == 2


@pytest.mark.parametrize("token", ["x", "a.b.c", "test.9999999999.AAAA.AAAA", "x" * 5000])
def test_a_link_that_is_not_ours_leads_nowhere(client, token):
    for answer in (client.get(f"/unsubscribe/{token}"), client.post(f"/unsubscribe/{token}")):
        assert answer.status_code == 404


def test_a_link_of_one_mail_cannot_be_turned_into_another_s(people, client):
    organization = make_organization()
    fan = people.follower(organization)
    make_shop(organization)
    later(hours=2)
    key, until, payload, mark = link_of(people.told(fan)[0]).rpartition("/")[2].split(".")
    other = opt_outs.opt_out_url(make_organization().id, make_user().id, queued_at=clock.now())
    forged = ".".join((key, until, other.split(".")[-2], mark))
    assert payload not in forged
    assert client.post(f"/unsubscribe/{forged}").status_code == 404
