"""The conformance kit finds each mistake of a set of adapters that are wrong on purpose."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

ACME = Path(__file__).parent / "acme"
MISTAKES = {
    "FloatMoney": "every_amount_arrives_to_its_smallest_unit",
    "UnsignedAccepted": "a_delivery_without_its_right_signature_is_refused[missing]",
    "StaleAccepted": "a_delivery_of_another_time_is_refused[old]",
    "BodyRewritten": "a_changed_body_is_refused[a space more]",
    "SecretInError": "no_secret_is_in_an_error_or_a_log_when_the_provider_fails",
    "NewKeyOnRetry": "a_time_out_then_success_is_one_payment_under_one_key",
    "OwnKeys": "one_key_starts_one_payment_however_often",
    "Hanging": "a_provider_that_hangs_is_left_in_time",
    "GlobalState": "two_accounts_at_once_do_not_know_each_other",
    "OverRefund": "more_than_was_collected_is_declined",
    "OwnSocket": "every_call_goes_through_the_lent_client",
    "ForeignError": "a_payment_that_does_not_exist_is_declined",
    "AskingReader": "reading_asks_nobody_and_says_the_same_again",
    "SecretInRepr": "no_secret_is_in_a_repr_or_description",
    "SecretInLog": "no_secret_is_in_an_error_or_a_log_when_the_provider_fails",
    "NewKeyOnRefund": "one_key_refunds_once_however_often",
    "WholeRefundOnly": "a_part_is_refunded_and_the_rest_stays",
    "CentsOfEverything": "every_amount_arrives_to_its_smallest_unit",
    "UnknownEventRaises": "an_event_that_nobody_has_heard_of_is_trusted_and_ignored",
    "StateByArrival": "deliveries_mean_the_same_in_any_order",
    "ForgetfulFetch": "a_refund_is_told_when_its_payment_is_fetched",
    "NoModule": "the_module_is_packed_and_small",
    "LargeModule": "the_module_is_packed_and_small",
    "NoMount": "the_module_exports_mount",
    "ForeignOrigin": "the_module_names_no_origin_that_is_not_declared",
    "MadeMarkup": "the_module_makes_no_code_and_no_markup_of_text",
    "LateFields": "a_start_hands_the_fields_what_they_need",
}
HARMLESS = "a_started_payment_has_a_name_and_the_amount_that_was_asked"


def test_each_mistake_is_found_and_what_is_right_passes(tmp_path):
    """One run over all of them: of each, the test of its mistake fails and a harmless one not."""
    report = tmp_path / "report.xml"
    wanted = [
        f"{ACME / 'wrong_adapters.py'}::Test{adapter}::test_{test}"
        for adapter, mistake in MISTAKES.items()
        for test in (mistake, HARMLESS)
    ]
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", f"--junitxml={report}")
    subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--import-mode=importlib", *wanted],
        check=False,
        capture_output=True,
        timeout=180,
    )
    failed = {
        (case.get("classname").rpartition(".Test")[2], case.get("name").removeprefix("test_"))
        for case in ET.parse(report).iter("testcase")  # noqa: S314 - our own report
        if case.find("failure") is not None
    }
    of_money = {("FloatMoney", HARMLESS), ("CentsOfEverything", HARMLESS)}
    assert failed - of_money == set(MISTAKES.items())
