"""Only who agreed is texted: the box, its words as a proof, the number, and taking it back."""

import pytest
from tests.factories import work
from tests.factories.people import bearer, make_user
from tests.factories.personal_data import copy_data
from tests.modules.text_messages.conftest import ADA, BEN

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.privacy.service import erasures, requests
from turnout.modules.text_messages.models import TextConsentRow, TextMessageRow


def rows(texter, kind=TextConsentRow):
    with transaction(system_in(texter.shop.organization.id, "tests")) as tx:
        return tx.session.query(kind).order_by(kind.id).all()


def test_nothing_is_offered_where_nobody_sends_texts(texter):
    order = texter.buy("ada@people.example")
    assert texter.consent(order)["is_offered"] is False
    assert texter.agree(order, ADA, expect=409)["code"] == "text-messages.not-offered"


def test_what_was_agreed_to_is_kept_word_for_word(texter, twilio_account):
    order = texter.buy("ada@people.example")
    before = texter.consent(order)
    assert (before["is_offered"], before["is_given"]) == (True, False)
    assert "answering STOP" in before["statement"]
    after = texter.agree(order, "+254 700 000 001", language="de")
    assert (after["is_given"], after["phone"]) == (True, ADA)
    [row] = rows(texter)
    assert (row.wording, row.language, row.place) == (before["wording"], "de", "checkout")
    assert "SMS" in row.statement
    texter.agree(order, ADA)
    assert len(rows(texter)) == 1, "agreeing again changes nothing"


def test_another_number_takes_the_place_of_the_first_and_both_are_on_record(texter, twilio_account):
    order = texter.buy("ada@people.example")
    texter.agree(order, ADA)
    texter.agree(order, BEN)
    assert texter.consent(order)["phone"] == BEN
    assert [each.withdrawn_at is None for each in rows(texter)] == [False, True]


@pytest.mark.parametrize("phone", ["", "0700 000 001", "+1 23", "mail@example.org", "+" + "9" * 30])
def test_what_is_no_number_is_refused_by_its_field(texter, twilio_account, phone):
    order = texter.buy("ada@people.example")
    faults = texter.agree(order, phone, expect=422)
    assert faults["errors"][0]["pointer"] == "/phone"


def test_other_words_than_the_present_are_not_agreed_to(texter, twilio_account):
    order = texter.buy("ada@people.example")
    assert texter.agree(order, ADA, wording="1999", expect=409)["wording"]
    assert rows(texter) == []


def test_nobody_agrees_without_the_orders_secret(texter, twilio_account, client):
    order = texter.buy("ada@people.example")
    path = f"{texter.base}/orders/{order['id']}/text-consent"
    assert client.get(path).status_code in {401, 404}
    for headers in ({}, texter.owner, {"Turnout-Order-Secret": "x" * 24}):
        answer = client.put(path, json={"is_given": False}, headers=headers)
        assert answer.status_code in {401, 404}


def test_the_copy_of_ones_data_has_texts_and_consents_and_an_erasure_takes_them(
    texter, twilio_account
):
    user = make_user()
    texter.guest(user.email, ADA)
    texter.index()
    texter.announce()
    work.drain()
    found = {each.get("table"): each for each in copy_data(texter.client, bearer(user))}
    assert ADA in str(found["text_consents"])
    assert "Doors at nine" in str(found["text_messages"])
    job = SystemContext(job="privacy.erase")
    erasures.erase(job, requests.erase_by_command(user.email, reason="", at_once=True))
    assert rows(texter) == []
    assert rows(texter, TextMessageRow) == []


def test_a_member_texts_a_test_to_their_own_number(texter, twilio_account, client):
    made = texter.draft(
        texts=[{"language": "en", "short_text": "Hi {first_name}"}], channels=["sms"]
    )
    wanted = {"language": "en", "channel": "sms"}
    answer = texter.post(f"/{made['id']}/test", wanted, expect=422)
    assert answer["errors"][0]["pointer"] == "/channel"
    changed = client.patch("/api/v1/me", json={"phone": BEN}, headers=texter.owner)
    assert changed.status_code == 200, changed.json
    texter.post(f"/{made['id']}/test", wanted, expect=204)
    work.drain()
    [said] = twilio_account.received
    assert said.startswith("Hi ")
    assert texter.log()[0]["purpose"] == "test"


def test_the_length_is_shown_before_it_is_sent(texter, twilio_account, client):
    path = f"{texter.base}/text-messages/estimate"
    body = {"text": "x" * 150, "language": "en"}
    found = client.post(path, json=body, headers=texter.owner).json
    assert (found["encoding"], found["segments"]) == ("GSM-7", 2)
    assert found["prices"][0]["country"] == "US"
    body["text"] = "Ждём вас"
    assert client.post(path, json=body, headers=texter.owner).json["encoding"] == "UCS-2"


def test_the_log_is_the_organizations_own(one, client):
    from tests.factories.sales import make_shop

    one.announce()
    work.drain()
    [text] = one.log()
    other = make_shop().organization
    path = f"/api/v1/organizations/{other.id}/text-messages"
    assert client.get(path, headers=bearer(other.owner)).json["items"] == []
    found = client.get(f"{path}/{text['id']}/history", headers=bearer(other.owner))
    assert found.status_code == 404
