import pytest

from turnout_sdk.money import Money
from turnout_sdk.payments import OperationState
from turnout_sdk.testing.provider.in_process import ShownPage

SESSION = {
    "mode": "payment",
    "success_url": "http://shop.example/thanks",
    "cancel_url": "http://shop.example/basket",
    "payment_method_types[0]": "card",
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][unit_amount]": "4200",
    "line_items[0][price_data][product_data][name]": "2 tickets",
}


@pytest.mark.parametrize(
    ("presses", "state", "goes_on"),
    [
        (["pay"], OperationState.SUCCEEDED, True),
        (["decline"], OperationState.NEEDS_ACTION, False),
        (["decline", "pay"], OperationState.SUCCEEDED, True),
        (["challenge"], OperationState.NEEDS_ACTION, False),
        (["challenge", "pay"], OperationState.SUCCEEDED, True),
        (["challenge", "decline"], OperationState.NEEDS_ACTION, False),
        (["later"], OperationState.PENDING, True),
        (["later", "arrived"], OperationState.SUCCEEDED, True),
        (["pay", "pay"], OperationState.SUCCEEDED, False),
    ],
)
def test_buttons_lead_to_the_state_and_place_they_promise(
    stripe, make_charge, presses, state, goes_on
):
    started = stripe.gateway().start(make_charge())
    answers = [stripe.press(started.redirect_url, each) for each in presses]
    assert stripe.gateway().fetch(started.provider_ref).state is state
    wanted = "http://shop.example/thanks" if goes_on else started.redirect_url.split("test", 1)[1]
    assert answers[-1].headers["Location"].endswith(wanted)


@pytest.mark.parametrize("presses", [[], ["decline"], ["challenge"], ["later"], ["pay"]])
def test_every_stage_has_a_page_that_says_that_it_is_a_fake(stripe, make_charge, presses):
    started = stripe.gateway().start(make_charge(amount=Money(123456, "EUR")))
    for each in presses:
        stripe.press(started.redirect_url, each)
    answer = stripe.http.get(started.redirect_url)
    page = ShownPage(answer.text)
    assert "This is not Stripe" in answer.text
    assert "1,234.56 EUR" in answer.text
    assert page.links
    assert page.tags.count("h1") == page.tags.count("main") == 1
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_text_of_the_shop_is_shown_and_not_run(stripe, make_charge):
    name = '"><script>alert(1)</script> $amount'
    started = stripe.gateway().start(make_charge(description=name))
    assert "script" not in ShownPage(stripe.http.get(started.redirect_url).text).tags


def test_an_expired_page_takes_no_money(stripe, make_charge):
    started = stripe.gateway().start(make_charge(expires_at=stripe.clock.now()))
    stripe.clock.advance(1801)
    assert stripe.gateway().fetch(started.provider_ref).state is OperationState.CANCELLED
    stripe.press(started.redirect_url, "pay")
    assert stripe.gateway().fetch(started.provider_ref).state is OperationState.CANCELLED


def test_a_key_belongs_to_one_request(stripe):
    first = stripe.call("POST", "/v1/checkout/sessions", SESSION, **{"Idempotency-Key": "k"})
    again = stripe.call("POST", "/v1/checkout/sessions", SESSION, **{"Idempotency-Key": "k"})
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    for path, form in (
        ("/v1/checkout/sessions", SESSION | {"metadata[a]": "b"}),
        ("/v1/refunds", {"payment_intent": "pi_1"}),
    ):
        answer = stripe.call("POST", path, form, **{"Idempotency-Key": "k"})
        assert (answer.status_code, answer.json()["error"]["type"]) == (400, "idempotency_error")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"surprise": "1"}, "parameter_unknown"),
        ({"line_items[0][price_data][unit_amount]": "42.00"}, "parameter_invalid_integer"),
        ({"line_items[0][price_data][unit_amount]": "49"}, "amount_too_small"),
        ({"line_items[0][price_data][unit_amount]": "100000000"}, "amount_too_large"),
        ({"line_items[0][price_data][currency]": "EUR"}, None),
        ({"payment_method_types[0]": "cheque"}, None),
        ({"success_url": "nowhere"}, "url_invalid"),
        ({"expires_at": "1"}, None),
        ({"payment_intent_data[application_fee_amount]": "5"}, None),
    ],
)
def test_a_request_that_stripe_would_refuse_is_refused(stripe, change, code):
    headers = {"Stripe-Version": "2020-08-27"}
    answer = stripe.call("POST", "/v1/checkout/sessions", SESSION | change, **headers)
    assert answer.status_code == 400
    assert answer.json()["error"].get("code") == code


def test_when_the_intent_is_made_depends_on_the_version(stripe):
    path = "/v1/checkout/sessions"
    old = stripe.call("POST", path, SESSION, **{"Stripe-Version": "2020-08-27"}).json()
    new = stripe.call("POST", path, SESSION, **{"Stripe-Version": "2022-08-01"}).json()
    assert old["payment_intent"]
    assert new["payment_intent"] is None
    stripe.press(new["url"], "pay")
    assert stripe.call("GET", f"{path}/{new['id']}").json()["payment_intent"]
    assert stripe.call("POST", path, SESSION, **{"Stripe-Version": "2019"}).status_code == 400


def test_without_a_key_and_with_anothers_nothing_is_shown(stripe, make_charge):
    ref = stripe.gateway().start(make_charge()).provider_ref
    assert stripe.http.get("http://stripe.test/v1/account").status_code == 401
    assert stripe.call("GET", f"/v1/payment_intents/{ref}", account="other").status_code == 404
    assert stripe.call("GET", "/v1/nothing").status_code == 404


def test_an_intent_behind_an_open_page_cannot_be_cancelled_alone(stripe, make_charge):
    ref = stripe.gateway().start(make_charge()).provider_ref
    answer = stripe.call("POST", f"/v1/payment_intents/{ref}/cancel", {})
    assert "Expire the Checkout Session" in answer.json()["error"]["message"]


def test_lists_are_paged_newest_first(stripe, make_charge):
    ref = stripe.paid(make_charge())
    made = [
        stripe.call("POST", "/v1/refunds", {"payment_intent": ref, "amount": "1"}).json()["id"]
        for _ in range(3)
    ]
    first = stripe.call("GET", f"/v1/refunds?limit=2&payment_intent={ref}").json()
    assert ([each["id"] for each in first["data"]], first["has_more"]) == (made[:0:-1], True)
    rest = stripe.call("GET", f"/v1/refunds?limit=2&starting_after={made[1]}").json()
    assert ([each["id"] for each in rest["data"]], rest["has_more"]) == ([made[0]], False)


def in_browser(stripe, operation, what="confirm", **changes):
    """What Stripe's script would send from a buyer's browser."""
    form = {
        "key": "pk_test_demo",
        "client_secret": operation.next_action.client_token,
        "payment_method_data[card][number]": "4242424242424242",
    }
    path = f"/v1/payment_intents/{operation.provider_ref}/{what}"
    return stripe.call("POST", path, form | changes)


def test_a_browser_confirms_with_the_secret_of_this_intent_only(stripe, make_charge):
    gateway = stripe.gateway()
    mine = gateway.start(make_charge("key-1", method="card-fields"))
    other = gateway.start(make_charge("key-2", method="card-fields"))
    theirs = other.next_action.client_token
    assert in_browser(stripe, mine, client_secret=theirs).status_code == 400
    assert in_browser(stripe, mine, key="sk_test_demo").status_code == 401
    assert gateway.fetch(mine.provider_ref).state is OperationState.NEEDS_ACTION
    assert in_browser(stripe, mine).json()["status"] == "succeeded"
    assert gateway.fetch(mine.provider_ref).state is OperationState.SUCCEEDED


def test_a_card_that_is_declined_in_a_browser_leaves_the_intent_open(stripe, make_charge):
    gateway = stripe.gateway()
    started = gateway.start(make_charge(method="card-fields"))
    declined = {"payment_method_data[card][number]": "4000000000000002"}
    refused = in_browser(stripe, started, **declined)
    assert (refused.status_code, refused.json()["error"]["type"]) == (402, "card_error")
    assert gateway.fetch(started.provider_ref).next_action == started.next_action
    asks = {"payment_method_data[card][number]": "4000000000003220"}
    assert in_browser(stripe, started, **asks).json()["status"] == "requires_action"
    assert in_browser(stripe, started, "authenticate").json()["status"] == "succeeded"
