import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from turnout_razorpay_fake.accounts import key_id_of, key_secret_of

from turnout_sdk.testing.provider.in_process import ShownPage

BODY = {"amount": 42_000, "currency": "INR"}
LINK = BODY | {
    "reference_id": "ref-1",
    "callback_url": "http://shop.example/x",
    "callback_method": "get",
}


def said(answer):
    return answer.json()["error"]["description"]


def test_a_person_is_led_back_with_razorpay_s_signature(razorpay, make_charge):
    started = razorpay.gateway().start(make_charge())
    page = razorpay.http.get(started.redirect_url)
    assert ShownPage(page.text).buttons == {"pay", "challenge", "later", "fail"}
    assert "script" not in ShownPage(page.text).tags
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    back = razorpay.press(started.redirect_url, "pay").headers["Location"]
    assert back.startswith("http://shop.example/thanks?")
    query = {name: value[0] for name, value in parse_qs(urlsplit(back).query).items()}
    names = ("link_id", "link_reference_id", "link_status")
    signed = [query[f"razorpay_payment_{name}"] for name in names] + [query["razorpay_payment_id"]]
    secret = key_secret_of(key_id_of("demo")).encode()
    expected = hmac.new(secret, "|".join(signed).encode(), hashlib.sha256).hexdigest()
    assert query["razorpay_signature"] == expected
    assert ShownPage(razorpay.http.get(started.redirect_url).text).buttons == set()


@pytest.mark.parametrize(
    ("presses", "buttons", "state"),
    [
        (["fail"], {"pay", "challenge", "later", "fail"}, "needs_action"),
        (["later"], {"pay", "fail"}, "pending"),
        (["challenge", "fail", "later", "pay"], set(), "succeeded"),
        (["pay", "pay", "fail"], set(), "succeeded"),
    ],
)
def test_buttons_do_what_they_say(razorpay, make_charge, presses, buttons, state):
    started = razorpay.gateway().start(make_charge())
    for each in presses:
        assert razorpay.press(started.redirect_url, each).status_code == 303
    assert ShownPage(razorpay.http.get(started.redirect_url).text).buttons == buttons
    assert razorpay.gateway().fetch(started.provider_ref).state == state


def test_an_order_has_a_page_too_and_texts_are_escaped(razorpay, make_charge):
    ref = razorpay.gateway().start(make_charge(method="checkout")).provider_ref
    razorpay.press(f"http://razorpay.test/checkout/{ref}", "pay")
    assert razorpay.gateway().fetch(ref).state == "succeeded"
    started = razorpay.gateway().start(
        make_charge("key-2", description="<script>alert(1)</script>")
    )
    assert "script" not in ShownPage(razorpay.http.get(started.redirect_url).text).tags


def test_pages_of_nothing_and_unknown_buttons_are_refused(razorpay, make_charge):
    assert razorpay.http.get("http://razorpay.test/l/plink_nothing").status_code == 404
    address = razorpay.gateway().start(make_charge()).redirect_url
    assert razorpay.press(address, "steal").status_code == 400
    assert razorpay.http.get("http://razorpay.test/assets/pay.css").status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("orders", {"currency": "INR"}, "amount field is required"),
        ("orders", BODY | {"amount": 99}, "at least INR 1.00"),
        ("orders", BODY | {"amount": 42_000.0}, "must be an integer"),
        ("orders", BODY | {"amount": "42000"}, "must be an integer"),
        ("orders", {"amount": 1_001, "currency": "KWD"}, "last decimal"),
        ("orders", BODY | {"currency": "XXX"}, "not supported"),
        ("orders", BODY | {"receipt": "x" * 41}, "greater than 40"),
        ("orders", BODY | {"notes": {str(each): "" for each in range(16)}}, "15 keys"),
        ("orders", BODY | {"notes": {"a": "x" * 257}}, "greater than 255"),
        ("orders", BODY | {"colour": "red"}, "should not be sent"),
        ("orders", BODY | {"payment": {"capture": "automatic"}}, "at least 12"),
        ("payment_links", LINK | {"expire_by": 1_772_367_000}, "15 minutes"),
        ("payment_links", LINK | {"callback_method": "post"}, "callback_url"),
        ("payments/pay_0/refund", {}, "not a valid id"),
        ("payments/pay_0/capture", BODY, "does not exist"),
    ],
)
def test_the_fake_refuses_what_razorpay_would(razorpay, path, body, words):
    answer = razorpay.call("POST", f"/v1/{path}", body)
    assert answer.status_code == 400
    assert words in said(answer)
    error = answer.json()["error"]
    assert (error["code"], error["metadata"]) == ("BAD_REQUEST_ERROR", {})


def test_a_reference_makes_one_link_and_a_receipt_one_order(razorpay):
    assert razorpay.call("POST", "/v1/payment_links", LINK).is_success
    assert "already attempted" in said(razorpay.call("POST", "/v1/payment_links", LINK))
    order = BODY | {"receipt": "r-1", "unique_receipt": True}
    first = razorpay.call("POST", "/v1/orders", order).json()
    assert razorpay.call("POST", "/v1/orders", order).json() == first
    assert "unique" in said(razorpay.call("POST", "/v1/orders", BODY | {"receipt": "r-1"}))
    assert "unique" in said(razorpay.call("POST", "/v1/orders", order | {"amount": 43_000}))
    assert razorpay.call("POST", "/v1/orders", order, account="other").json()["id"] != first["id"]


def test_a_refund_s_key_with_another_body_is_refused(razorpay, make_charge):
    razorpay.paid(make_charge())
    [payment] = razorpay.call("GET", "/v1/payments").json()["items"]
    path, headers = f"/v1/payments/{payment['id']}/refund", {"X-Refund-Idempotency": "0123456789"}
    first = razorpay.call("POST", path, {"amount": 100}, headers=headers)
    assert razorpay.call("POST", path, {"amount": 100}, headers=headers).json() == first.json()
    assert razorpay.call("POST", path, {"amount": 200}, headers=headers).status_code == 400
    short = {"X-Refund-Idempotency": "short"}
    assert razorpay.call("POST", path, {"amount": 100}, headers=short).status_code == 400


@pytest.mark.parametrize("authorization", ["", "Basic !", "Bearer x", "Basic cnpwX3Rlc3Q6eA=="])
def test_nobody_gets_in_without_a_key_and_its_secret(razorpay, authorization):
    answer = razorpay.http.get(
        "http://razorpay.test/v1/orders", headers={"Authorization": authorization}
    )
    assert (answer.status_code, said(answer)) == (401, "Authentication failed")


def test_accounts_know_nothing_of_each_other(razorpay, make_charge):
    ref = razorpay.gateway().start(make_charge()).provider_ref
    answer = razorpay.call("GET", f"/v1/payment_links/{ref}", account="other")
    assert said(answer) == "The id provided does not exist"


def test_lists_come_in_pages_newest_first(razorpay):
    for number in range(12):
        razorpay.call("POST", "/v1/orders", BODY | {"receipt": f"r-{number}"})
    receipts = [
        each["receipt"]
        for skip in (0, 10)
        for each in razorpay.call("GET", f"/v1/orders?skip={skip}").json()["items"]
    ]
    assert receipts == [f"r-{number}" for number in reversed(range(12))]
    assert razorpay.call("GET", "/v1/orders?count=101").status_code == 400
    assert razorpay.call("GET", "/v1/orders?count=0").status_code == 400


def test_unknown_paths_and_bodies_that_are_no_objects_are_refused(razorpay):
    assert razorpay.call("GET", "/v1/invoices").status_code == 404
    assert razorpay.call("POST", "/_fake/nothing", {}).status_code == 404
    assert razorpay.call("POST", "/v1/orders", [1]).status_code == 400


def test_an_event_is_delivered_again_on_request_the_same_to_the_byte(razorpay, make_charge):
    razorpay.listen()
    razorpay.paid(make_charge())
    first = razorpay.deliver()
    with razorpay.provider.store.transaction(razorpay.clock.now()) as tx:
        event_ids = [each["id"] for _, each in tx.everywhere("event")]
    razorpay.control(f"events/{event_ids[0]}")
    [again] = razorpay.deliver()
    assert again.body == first[0].body
    assert again.header("x-razorpay-event-id") == first[0].header("x-razorpay-event-id")
    assert set(json.loads(again.body)) == {
        "entity", "account_id", "event", "contains", "payload", "created_at",
    }  # fmt: skip
