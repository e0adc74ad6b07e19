"""The page of the order: an empty box, the number beside it, and taking it back."""

from tests.modules.text_messages.conftest import ADA

from turnout.modules.text_messages.words import WORDING


def address(texter, order):
    return f"/orders/{texter.shop.organization.id}/{order['id']}/{order['secret']}"


def page(texter, order, rest=""):
    answer = texter.client.get(f"{address(texter, order)}/text-messages{rest}")
    assert answer.status_code == 200
    return answer.text


def send(texter, order, **form):
    return texter.client.post(f"{address(texter, order)}/text-messages", data=form)


def test_the_order_leads_to_it_where_texts_are_sent_only(texter, at):
    order = texter.buy("ada@people.example")
    assert "/text-messages" not in texter.client.get(address(texter, order)).text
    at("twilio").connect()
    assert "/text-messages" in texter.client.get(address(texter, order)).text


def test_the_box_is_empty_and_needed(texter, twilio_account):
    order = texter.buy("ada@people.example")
    shown = page(texter, order)
    assert 'name="agrees"' in shown
    assert "checked" not in shown
    refused = send(texter, order, act="agree", phone=ADA, wording=WORDING)
    assert (refused.status_code, "Tick the box" in refused.text) == (422, True)
    assert ADA in refused.text
    assert texter.consent(order)["is_given"] is False


def test_the_buyer_agrees_and_takes_it_back(texter, twilio_account):
    order = texter.buy("ada@people.example")
    said = {"act": "agree", "agrees": "1", "wording": WORDING}
    assert send(texter, order, phone="+254 700 000 001", **said).status_code == 303
    assert ADA in page(texter, order, "?agreed")
    assert send(texter, order, act="end").status_code == 303
    assert texter.consent(order)["is_given"] is False


def test_what_is_no_number_and_what_no_button_sends(texter, twilio_account):
    order = texter.buy("ada@people.example")
    said = {"act": "agree", "agrees": "1", "wording": WORDING}
    answer = send(texter, order, phone="0700", **said)
    assert (answer.status_code, "country code, such as" in answer.text) == (422, True)
    assert send(texter, order, **said | {"wording": "1", "phone": ADA}).status_code == 409
    assert send(texter, order, act="dance").status_code == 404


def test_a_number_that_answered_stop_is_told_how_to_begin_again(one, twilio_account):
    twilio_account.hear(twilio_account.says(ADA, "STOP"))
    assert "Send START" in page(one, one.orders["ada@people.example"])


def test_a_wrong_secret_opens_nothing(texter, twilio_account):
    order = texter.buy("ada@people.example")
    wrong = address(texter, order).rsplit("/", 1)[0] + "/" + "x" * 24
    assert texter.client.get(f"{wrong}/text-messages").status_code == 404
