"""Card fields on a shop's page: what the frame takes, what it answers, what it never keeps."""

import re
import sqlite3

import pytest

from turnout_sandbox import adapter
from turnout_sdk.page_fields import Origins
from turnout_sdk.payments import FactKind, Flow, OperationState

GOOD, DECLINED, ASKS, LATER = (
    "4242 4242 4242 4242",
    "4000 0000 0000 0002",
    "4000 0000 0000 3220",
    "4000 0000 0000 0077",
)


@pytest.fixture
def begun(sandbox, make_charge):
    from dataclasses import replace

    operation = sandbox.gateway().start(replace(make_charge(), method="card-fields"))
    return operation.provider_ref, operation.next_action


def attempt(sandbox, opened, **what):
    card = {"number": GOOD, "expiry": "04 / 31", "cvc": "123"}
    address = opened.client_options["frame"]
    body = {"client_secret": opened.client_token, **card, **what}
    return sandbox.http.post(address, json=body).json()


def stands(sandbox, ref):
    found = sandbox.gateway().fetch(ref)
    return found.state, [each.kind for each in found.facts]


def test_the_shop_gets_a_frame_and_a_token_and_no_address_to_go_to(begun):
    ref, action = begun
    assert (action.flow, action.redirect_url) == (Flow.EMBEDDED, None)
    assert action.client_token.startswith(f"{ref}_secret_")
    assert action.client_options == {"frame": f"http://sandbox.test/fields/{ref}"}


def test_another_method_still_leads_to_the_page(sandbox, make_charge):
    action = sandbox.gateway().start(make_charge()).next_action
    assert action.flow is Flow.REDIRECT
    ref = action.redirect_url.rpartition("/")[2]
    assert sandbox.http.get(f"http://sandbox.test/fields/{ref}").status_code == 404


def test_only_the_shop_that_opened_the_payment_may_frame_its_fields(sandbox, begun):
    answer = sandbox.http.get(begun[1].client_options["frame"])
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors http://shop.example" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert 'data-shop="http://shop.example"' in answer.text
    assert begun[1].client_token not in answer.text
    for name in re.findall(r'"(/assets/[^"]+)"', answer.text):
        assert sandbox.http.get(f"http://sandbox.test{name}").status_code == 200


def test_a_good_card_pays(sandbox, begun):
    ref, action = begun
    assert attempt(sandbox, action)["outcome"] == "done"
    state, facts = stands(sandbox, ref)
    assert state is OperationState.SUCCEEDED
    assert facts == [FactKind.PAYMENT_AUTHORIZED, FactKind.PAYMENT_SUCCEEDED]
    assert attempt(sandbox, action)["outcome"] == "done", "pressed twice is paid once"
    assert stands(sandbox, ref)[1] == facts


def test_a_card_that_is_declined_leaves_the_payment_open_for_another(sandbox, begun):
    ref, action = begun
    said = attempt(sandbox, action, number=DECLINED)
    assert (said["outcome"], said["message"]) == (
        "again",
        "Your card was declined. Please try another one.",
    )
    assert stands(sandbox, ref) == (OperationState.NEEDS_ACTION, [])
    again = sandbox.gateway().fetch(ref)
    assert (again.code, again.next_action) == ("declined", action)
    assert attempt(sandbox, action)["outcome"] == "done"


@pytest.mark.parametrize(("word", "ends"), [("confirm", "done"), ("refuse", "again")])
def test_a_bank_that_asks_is_answered_in_the_frame(sandbox, begun, word, ends):
    ref, action = begun
    assert attempt(sandbox, action, number=ASKS)["outcome"] == "challenge"
    assert stands(sandbox, ref)[0] is OperationState.NEEDS_ACTION
    assert attempt(sandbox, action, action=word)["outcome"] == ends
    if ends == "again":
        assert attempt(sandbox, action)["outcome"] == "done"
    assert stands(sandbox, ref)[0] is OperationState.SUCCEEDED


def test_after_a_reload_another_card_may_be_tried_although_the_bank_had_asked(sandbox, begun):
    attempt(sandbox, begun[1], number=ASKS)
    assert attempt(sandbox, begun[1])["outcome"] == "done"


def test_nobody_confirms_what_no_bank_asked_for(sandbox, begun):
    assert attempt(sandbox, begun[1], action="confirm")["outcome"] == "again"
    assert stands(sandbox, begun[0]) == (OperationState.NEEDS_ACTION, [])


def test_a_card_may_take_its_time(sandbox, begun):
    assert attempt(sandbox, begun[1], number=LATER)["outcome"] == "done"
    assert stands(sandbox, begun[0]) == (OperationState.PENDING, [FactKind.PAYMENT_PENDING])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "4242 4242 4242 4241"}, "number"),
        ({"number": "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢"}, "number"),
        ({"number": "5555 5555 5555 4444"}, "number"),
        ({"expiry": ""}, "expiry"),
        ({"expiry": "13/31"}, "expiry"),
        ({"expiry": "02/26"}, "expiry"),
        ({"cvc": "12"}, "cvc"),
        ({"cvc": "abc"}, "cvc"),
    ],
)
def test_a_wrong_field_is_named_and_not_repeated(sandbox, begun, change, field):
    said = attempt(sandbox, begun[1], **change)
    assert (said["outcome"], said["field"]) == ("again", field)
    assert all(not typed or typed not in said["message"] for typed in change.values())
    assert stands(sandbox, begun[0]) == (OperationState.NEEDS_ACTION, [])


def test_a_token_opens_its_own_payment_only(sandbox, begun, make_charge):
    from dataclasses import replace

    other = sandbox.gateway().start(replace(make_charge("key-2"), method="card-fields"))
    said = attempt(sandbox, begun[1], client_secret=other.next_action.client_token)
    assert said["outcome"] == "over"
    assert stands(sandbox, begun[0]) == (OperationState.NEEDS_ACTION, [])


def test_fields_of_a_payment_that_was_let_go_are_over(sandbox, begun):
    sandbox.call("POST", f"/v1/payments/{begun[0]}/void", {}, **{"Idempotency-Key": "v1"})
    assert attempt(sandbox, begun[1])["outcome"] == "over"


def test_no_card_number_is_kept(sandbox, begun, tmp_path):
    for number in (DECLINED, GOOD):
        attempt(sandbox, begun[1], number=number)
    with sqlite3.connect(tmp_path / "sandbox.sqlite3") as database:
        kept = "\n".join(database.iterdump())
    assert begun[0] in kept
    for number in (DECLINED, GOOD):
        assert number not in kept
        assert number.replace(" ", "") not in kept


def test_the_frame_is_all_that_a_page_is_given():
    declared = adapter.page_fields
    values = {"api_base": "http://127.0.0.1:8090"}
    assert declared.origins(values, is_secure=False) == Origins(frames=("http://127.0.0.1:8090",))
    assert declared.origins(values) is None, "not in production, where https is all that counts"
