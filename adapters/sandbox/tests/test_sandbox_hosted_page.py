import pytest

from turnout_sdk.money import Money
from turnout_sdk.payments import OperationState
from turnout_sdk.testing.provider.in_process import ShownPage


def started(sandbox, make_charge, **changes):
    return sandbox.gateway().start(make_charge(**changes)).provider_ref


def look(sandbox, ref):
    answer = sandbox.http.get(f"http://sandbox.test/pay/{ref}")
    assert answer.status_code == 200
    return answer


def test_an_open_payment_offers_every_ending(sandbox, make_charge):
    answer = look(sandbox, started(sandbox, make_charge, amount=Money(123456, "EUR")))
    page = ShownPage(answer.text)
    assert page.buttons == {"pay", "elevated", "highest", "decline", "challenge", "later"}
    assert page.links == ["http://shop.example/basket"]
    assert page.tags.count("h1") == page.tags.count("main") == 1
    assert "Pay 1,234.56 EUR" in answer.text
    assert "script" not in page.tags


@pytest.mark.parametrize(
    ("presses", "state", "goes_to"),
    [
        (["pay"], OperationState.SUCCEEDED, "http://shop.example/thanks"),
        (["later"], OperationState.PENDING, "http://shop.example/thanks"),
        (["decline"], OperationState.FAILED, None),
        (["challenge"], OperationState.NEEDS_ACTION, None),
        (["challenge", "confirm"], OperationState.SUCCEEDED, "http://shop.example/thanks"),
        (["challenge", "refuse"], OperationState.FAILED, None),
        (["later", "arrived"], OperationState.SUCCEEDED, "http://shop.example/thanks"),
        (["later", "failed"], OperationState.FAILED, None),
        (["pay", "pay"], OperationState.SUCCEEDED, None),
        (["pay", "decline"], OperationState.SUCCEEDED, None),
    ],
)
def test_buttons_lead_to_the_state_and_place_they_promise(
    sandbox, make_charge, presses, state, goes_to
):
    ref = started(sandbox, make_charge)
    answers = [sandbox.press(ref, press) for press in presses]
    assert sandbox.gateway().fetch(ref).state is state
    assert answers[-1].status_code == 303
    assert answers[-1].headers["Location"] == (goes_to or f"/pay/{ref}")


@pytest.mark.parametrize(
    "presses", [[], ["pay"], ["later"], ["decline"], ["challenge"], ["challenge", "refuse"]]
)
def test_every_state_has_a_page_with_a_way_on(sandbox, make_charge, presses):
    ref = started(sandbox, make_charge)
    for press in presses:
        sandbox.press(ref, press)
    page = ShownPage(look(sandbox, ref).text)
    assert page.links
    assert page.tags.count("h1") == 1


def test_authorized_and_voided_payments_have_pages_too(sandbox, make_charge):
    ref = started(sandbox, make_charge, capture=False)
    sandbox.press(ref, "pay")
    assert "Authorized" in look(sandbox, ref).text
    sandbox.call("POST", f"/v1/payments/{ref}/void", {}, **{"Idempotency-Key": "v1"})
    assert "cancelled" in look(sandbox, ref).text


def test_text_of_the_shop_is_shown_and_not_run(sandbox):
    body = {
        "amount_minor": 1,
        "currency": "JPY",
        "reference": "<script>alert(1)</script> $amount",
        "description": '"><img src=x onerror=alert(1)>',
        "return_url": 'http://shop.example/"onclick="x',
        "cancel_url": "http://shop.example/",
    }
    made = sandbox.call("POST", "/v1/payments", body, **{"Idempotency-Key": "k"})
    answer = look(sandbox, made.json()["id"])
    page = ShownPage(answer.text)
    assert "img" not in page.tags
    assert "script" not in page.tags
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_an_unknown_payment_and_an_unknown_button_are_refused(sandbox, make_charge):
    assert sandbox.http.get("http://sandbox.test/pay/pay_nothing").status_code == 404
    ref = started(sandbox, make_charge)
    assert sandbox.press(ref, "rob").status_code == 400
    assert sandbox.gateway().fetch(ref).state is OperationState.NEEDS_ACTION
