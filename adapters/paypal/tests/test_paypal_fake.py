"""The fake refuses what PayPal would, and its page does what its buttons promise."""

import ast
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from turnout_paypal_fake.accounts import client_id_of, merchant_id_of, settings
from turnout_paypal_fake.control_client import ControlClient

from turnout_sdk import fakes
from turnout_sdk.money import Money
from turnout_sdk.payments import OperationState
from turnout_sdk.testing.provider.in_process import ShownPage
from turnout_sdk.testing.provider.store import Store

ORDER = {
    "intent": "CAPTURE",
    "purchase_units": [{"amount": {"currency_code": "EUR", "value": "42.00"}, "custom_id": "c"}],
    "payment_source": {
        "paypal": {
            "experience_context": {
                "return_url": "http://shop.example/thanks",
                "cancel_url": "http://shop.example/basket",
            }
        }
    },
}


def create(paypal, body, key="k1"):
    return paypal.call("POST", "/v2/checkout/orders", body, **{"PayPal-Request-Id": key})


def changed(**unit):
    return ORDER | {"purchase_units": [ORDER["purchase_units"][0] | unit]}


@pytest.mark.parametrize(
    ("presses", "state", "leads_to"),
    [
        (["pay"], OperationState.SUCCEEDED, "http://shop.example/thanks?token="),
        (["decline"], OperationState.FAILED, "http://shop.example/thanks?token="),
        (["decline", "pay"], OperationState.SUCCEEDED, "http://shop.example/thanks?token="),
        (["cancel"], OperationState.NEEDS_ACTION, "http://shop.example/basket?step=2&token="),
        (["later"], OperationState.PENDING, "http://shop.example/thanks?token="),
        (["pay", "pay"], OperationState.SUCCEEDED, "/checkoutnow?token="),
    ],
)
def test_buttons_lead_to_the_state_and_place_they_promise(
    paypal, make_charge, presses, state, leads_to
):
    started = paypal.gateway().start(make_charge())
    answers = [paypal.press(started.redirect_url, each) for each in presses]
    assert {each.status_code for each in answers} == {303}
    assert answers[-1].headers["Location"].startswith(leads_to)
    assert paypal.gateway().fetch(started.provider_ref).state is state


@pytest.mark.parametrize(
    ("end", "state"), [("arrived", OperationState.SUCCEEDED), ("failed", OperationState.FAILED)]
)
def test_a_review_ends_on_the_page_too(paypal, make_charge, end, state):
    started = paypal.gateway().start(make_charge())
    paypal.press(started.redirect_url, "later")
    paypal.gateway().fetch(started.provider_ref)
    assert ShownPage(paypal.http.get(started.redirect_url).text).buttons == {"arrived", "failed"}
    paypal.press(started.redirect_url, end)
    assert paypal.gateway().fetch(started.provider_ref).state is state


@pytest.mark.parametrize("presses", [[], ["decline"], ["later"], ["pay"]])
def test_every_stage_has_a_page_that_says_that_it_is_a_fake(paypal, make_charge, presses):
    started = paypal.gateway().start(make_charge(amount=Money(123_456, "EUR")))
    for each in presses:
        paypal.press(started.redirect_url, each)
    for is_asked in (False, True):
        if is_asked:
            paypal.gateway().fetch(started.provider_ref)
        answer = paypal.http.get(started.redirect_url)
        page = ShownPage(answer.text)
        assert "This is not PayPal" in answer.text
        assert "1,234.56 EUR" in answer.text
        assert page.links
        assert page.tags.count("h1") == page.tags.count("main") == 1
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    paypal.clock.advance(hours=4)
    assert paypal.http.get(started.redirect_url).status_code == 200


def test_text_of_the_shop_is_shown_and_not_run(paypal, make_charge):
    started = paypal.gateway().start(make_charge(description='"><script>alert(1)</script> $amount'))
    assert "script" not in ShownPage(paypal.http.get(started.redirect_url).text).tags


@pytest.mark.parametrize("path", ["/checkoutnow", "/checkoutnow?token=NONE", "/checkoutnow/x"])
def test_there_is_no_page_without_an_order(paypal, path):
    assert paypal.http.get(f"http://paypal.test{path}").status_code == 404


def test_an_unknown_button_does_nothing(paypal, make_charge):
    started = paypal.gateway().start(make_charge())
    assert paypal.press(started.redirect_url, "steal").status_code == 400
    assert paypal.http.get("http://paypal.test/assets/pay.css").status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "issue"),
    [
        (ORDER | {"intent": "GIVE"}, 400, "INVALID_PARAMETER_VALUE"),
        (ORDER | {"purchase_units": []}, 400, "INVALID_ARRAY_MAX_ITEMS"),
        (ORDER | {"colour": "red"}, 400, "UNKNOWN_PARAMETER"),
        (changed(colour="red"), 400, "UNKNOWN_PARAMETER"),
        (changed(amount=None), 400, "MISSING_REQUIRED_PARAMETER"),
        (changed(amount={"currency_code": "EUR", "value": 42}), 400, "INVALID_PARAMETER_SYNTAX"),
        (changed(amount={"currency_code": "EUR", "value": "4,2"}), 400, "INVALID_PARAMETER_SYNTAX"),
        (changed(amount={"currency_code": "EUR", "value": "1.234"}), 422, "DECIMAL_PRECISION"),
        (changed(amount={"currency_code": "JPY", "value": "1.00"}), 422, "DECIMALS_NOT_SUPPORTED"),
        (changed(amount={"currency_code": "XYZ", "value": "1"}), 422, "INVALID_CURRENCY_CODE"),
        (changed(amount={"currency_code": "EUR", "value": "0"}), 422, "CANNOT_BE_ZERO_OR_NEGATIVE"),
        (changed(payee={"merchant_id": "ANOTHER"}), 422, "PAYEE_ACCOUNT_INVALID"),
        (changed(custom_id="x" * 128), 400, "INVALID_STRING_LENGTH"),
        (ORDER | {"payment_source": {}}, 400, "INVALID_PARAMETER_SYNTAX"),
    ],
)
def test_orders_that_paypal_would_refuse_are_refused(paypal, body, status, issue):
    answer = create(paypal, body)
    assert (answer.status_code, answer.json()["details"][0]["issue"]) == (status, issue)
    assert answer.headers["PayPal-Debug-Id"] == answer.json()["debug_id"]


def test_a_request_id_is_needed_kept_and_bound_to_its_request(paypal):
    assert paypal.call("POST", "/v2/checkout/orders", ORDER).status_code == 400
    first, again = create(paypal, ORDER), create(paypal, ORDER)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert create(paypal, changed(custom_id="d")).status_code == 422
    assert create(paypal, ORDER, "x" * 109).status_code == 400
    assert create(paypal, ORDER, "k2").json()["id"] != first.json()["id"]


def test_a_refused_request_leaves_its_id_free(paypal):
    assert create(paypal, ORDER | {"intent": "GIVE"}).status_code == 400
    assert create(paypal, ORDER).status_code == 201


def test_accounts_know_nothing_of_each_other(paypal):
    order = create(paypal, ORDER).json()["id"]
    path = f"/v2/checkout/orders/{order}"
    assert paypal.call("GET", path).status_code == 200
    assert paypal.call("GET", path, account="other").status_code == 404
    assert merchant_id_of(client_id_of("demo")) != merchant_id_of(client_id_of("other"))


def test_a_token_is_for_the_right_secret_and_has_an_end(paypal):
    answer = paypal.http.post(
        "http://paypal.test/v1/oauth2/token",
        data={"grant_type": "client_credentials"},
        auth=(client_id_of("demo"), "guess"),
    )
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    bearer = {"Authorization": f"Bearer {paypal.token()}"}
    address = "http://paypal.test/v1/notifications/webhooks"
    assert paypal.http.get(address, headers=bearer).status_code == 200
    paypal.clock.advance(seconds=32_400)
    assert paypal.http.get(address, headers=bearer).status_code == 401
    assert paypal.http.get(address).status_code == 401


def test_orders_change_only_where_and_while_they_may(paypal):
    order = create(paypal, ORDER).json()["id"]
    path = f"/v2/checkout/orders/{order}"

    def patch(place, value="v", op="replace"):
        return paypal.call("PATCH", path, [{"op": op, "path": place, "value": value}]).status_code

    unit = "/purchase_units/@reference_id=='default'"
    assert patch(f"{unit}/custom_id") == 204
    assert patch(f"{unit}/invoice_id") == 422, "there is none to replace"
    assert patch(f"{unit}/invoice_id", op="add") == 204
    assert patch("/purchase_units/@reference_id=='other'/custom_id") == 422
    assert patch(f"{unit}/amount") == 422
    paypal.play(order, "approve")
    paypal.gateway().fetch(order)
    assert patch(f"{unit}/custom_id") == 422


def test_paypal_lets_a_shop_collect_a_little_more_than_was_agreed(paypal, make_charge):
    ref = paypal.approved(make_charge(capture=False))
    paypal.gateway().fetch(ref)
    [promise] = paypal.order(ref)["purchase_units"][0]["payments"]["authorizations"]
    path = f"/v2/payments/authorizations/{promise['id']}/capture"
    for value, status in (("48.31", 422), ("48.30", 201)):
        body = {"amount": {"currency_code": "EUR", "value": value}}
        assert paypal.call("POST", path, body).status_code == status


def test_a_webhook_has_one_address_and_an_account_ten_of_them(paypal):
    body = {"url": "http://shop.example/hooks/0", "event_types": [{"name": "*"}]}
    path = "/v1/notifications/webhooks"
    assert paypal.call("POST", path, body).status_code == 201
    assert paypal.call("POST", path, body).json()["details"][0]["issue"] == (
        "WEBHOOK_URL_ALREADY_EXISTS"
    )
    codes = [
        paypal.call("POST", path, body | {"url": f"http://shop.example/{n}"}).status_code
        for n in range(9)
    ]
    assert codes == [201] * 8 + [400]


def test_a_webhook_hears_what_it_is_subscribed_to(paypal, make_charge):
    paypal.listen()
    path = f"/v1/notifications/webhooks/{paypal.gateway()._settings.webhook_id}"
    hears = [{"name": "PAYMENT.CAPTURE.COMPLETED"}]
    paypal.call("PATCH", path, [{"op": "replace", "path": "/event_types", "value": hears}])
    paypal.paid(make_charge())
    assert [each.kind.value for each in paypal.told(paypal.deliver())] == ["payment.succeeded"]


def test_what_was_promised_is_on_disk(paypal, make_charge, tmp_path):
    ref = paypal.paid(make_charge())
    other = Store(tmp_path / "paypal-fake.sqlite3")
    with other.transaction(paypal.clock.now() + timedelta(days=1)) as tx:
        assert tx.find(client_id_of("demo"), "order", ref)["status"] == "COMPLETED"
    other.close()


def test_a_slow_answer_is_an_answer(paypal, make_charge):
    paypal.script("slow")
    assert paypal.gateway().start(make_charge()).redirect_url


def test_settings_of_a_test_account_are_the_same_in_every_process():
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import turnout_paypal_fake as f; print(f.settings('http://x', 'a'))",
        ],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(each for each in sys.path if each)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ast.literal_eval(told.stdout) == settings("http://x", "a")


def test_the_controls_offer_what_the_kit_and_the_demo_ask_for():
    for port in (
        fakes.Buys,
        fakes.Delays,
        fakes.Disputes,
        fakes.ClosesDisputes,
        fakes.Challenges,
        fakes.RefusesCards,
        fakes.RefundsOutside,
        fakes.HoldsRefunds,
        fakes.Signs,
        fakes.Rotates,
        fakes.Subscribes,
    ):
        assert issubclass(ControlClient, port), port.__name__
