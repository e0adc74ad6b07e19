from concurrent.futures import ThreadPoolExecutor

import pytest

PAYMENT = {
    "amount_minor": 4200,
    "currency": "EUR",
    "reference": "order-7",
    "description": "2 tickets",
    "return_url": "http://shop.example/thanks",
    "cancel_url": "http://shop.example/basket",
}


def post(sandbox, body, key="key-1"):
    return sandbox.call("POST", "/v1/payments", body, **{"Idempotency-Key": key})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount_minor": 0}, "amount_minor"),
        ({"amount_minor": -1}, "amount_minor"),
        ({"amount_minor": 42.0}, "amount_minor"),
        ({"amount_minor": "42"}, "amount_minor"),
        ({"amount_minor": 10**15}, "amount_minor"),
        ({"currency": "EURO"}, "currency"),
        ({"currency": "XXX"}, "currency"),
        ({"return_url": "javascript:alert(1)"}, "return_url"),
        ({"surprise": 1}, "surprise"),
        ({"webhooks": {"duplicate": 99}}, "webhooks.duplicate"),
    ],
)
def test_a_wrong_field_is_named(sandbox, change, field):
    answer = post(sandbox, PAYMENT | change)
    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["error"]["fields"]] == [field]


def test_malformed_json_is_refused(sandbox):
    answer = sandbox.http.post(
        "http://sandbox.test/v1/payments",
        content=b"{",
        headers={"Authorization": "Bearer sk_test_demo", "Idempotency-Key": "k"},
    )
    assert answer.status_code == 400


def test_a_payment_without_a_key_is_refused(sandbox):
    answer = sandbox.call("POST", "/v1/payments", PAYMENT)
    assert answer.json()["error"]["code"] == "idempotency_key_missing"


def test_a_repeated_request_is_answered_as_the_first_time(sandbox):
    first, second = post(sandbox, PAYMENT), post(sandbox, dict(reversed(PAYMENT.items())))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert second.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer sk_live_demo", "Basic sk_test_demo", "Bearer sk_test_A"]
)
def test_without_a_test_key_nothing_is_answered(sandbox, authorization):
    answer = sandbox.http.get(
        "http://sandbox.test/v1/account", headers={"Authorization": authorization}
    )
    assert answer.status_code == 401


def test_a_wrong_method_says_which_is_right(sandbox):
    answer = sandbox.call("DELETE", "/v1/payments")
    assert answer.status_code == 405
    assert "POST" in answer.json()["error"]["message"]


def test_cleared_scripts_no_longer_act(sandbox):
    sandbox.script("unavailable", times=100)
    assert post(sandbox, PAYMENT).status_code == 503
    assert sandbox.call("DELETE", "/v1/scripts").status_code == 204
    assert post(sandbox, PAYMENT).status_code == 201


def test_the_account_shows_how_many_secrets_it_has_but_none_of_them(sandbox):
    sandbox.call("PUT", "/v1/account", {"webhook_secrets": ["first-secret", "second-secret"]})
    answer = sandbox.call("PUT", "/v1/account", {"webhook_url": "http://shop.example/hooks/2"})
    assert answer.json()["webhook_secrets"] == 2
    assert answer.json()["webhook_url"] == "http://shop.example/hooks/2"
    assert "first-secret" not in answer.text


@pytest.mark.parametrize(("keys", "money_moves"), [(["same"] * 10, 10), (list("abcdefghij"), 1)])
def test_parallel_refunds_of_everything_move_the_money_once(sandbox, keys, money_moves):
    ref = post(sandbox, PAYMENT).json()["id"]
    sandbox.complete(ref, "success")

    def refund(key):
        return sandbox.call(
            "POST",
            f"/v1/payments/{ref}/refunds",
            {"amount_minor": 4200, "currency": "EUR"},
            **{"Idempotency-Key": key},
        )

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(refund, keys))
    made = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    assert len(made) == money_moves
    assert len(set(made)) == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert sandbox.call("GET", f"/v1/payments/{ref}").json()["refunded_minor"] == 4200
