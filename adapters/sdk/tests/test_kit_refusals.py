"""The conformance kit finds each mistake of a set of adapters that are wrong on purpose.

Every third of them in `make test`, all in `make prove`.
"""

import os
import re
from pathlib import Path

import pytest

from turnout_sdk.version import SDK_VERSION

WRONG = Path(__file__).parent / "acme/wrong_adapters.py"
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
    "HundredTimes": "the_buyer_is_charged_what_was_asked_to_its_smallest_unit",
    "OwnClient": "every_call_goes_through_the_lent_client",
    "Dawdling": "a_paid_payment_is_fetched_with_its_facts",
    "SecretInHealth": "no_secret_is_in_what_a_verb_answers",
    "RaisingReader": "a_payment_s_deliveries_are_trusted_and_tell_that_money_is_in",
    "TrustingReader": "a_signed_body_of_an_odd_form_is_refused_or_ignored[b'[]']",
    "OtherMajor": "the_range_of_sdks_ends_before_the_next_major_one",
    "Endless": "the_range_of_sdks_ends_before_the_next_major_one",
    "NoRange": "the_range_of_sdks_ends_before_the_next_major_one",
    "LateFields": "a_start_hands_the_fields_what_they_need",
}
HARMLESS = "a_started_payment_has_a_name_and_the_amount_that_was_asked"


SAID = {
    "HundredTimes": "money-in-minor-units: asked for 0.029 KWD, and the provider charges 2.900 KWD:"
    " 100 times as much",
    "OwnClient": "only-the-lent-client: start reached the provider 1 times, 0 of them through the"
    " lent client: the adapter has a client of its own",
    "OwnSocket": "only-the-lent-client: health opened a connection of its own, to ('127.0.0.1',",
    "Dawdling": "time-outs-honoured: fetch did not come back within 5 s, which is all that Turnout"
    " gives it",
    "SecretInHealth": "secrets-never-shown: the secret setting api_key is in Health.detail of"
    " health",
    "SecretInRepr": "secrets-never-shown: the secret setting api_key is in a repr",
    "RaisingReader": "errors-of-the-sdk-only: read raised KeyError, which is no error of the SDK,"
    f" in {WRONG}:",
    "TrustingReader": "errors-of-the-sdk-only: read raised TypeError, which is no error of the"
    f" SDK, in {WRONG}:",
    "OtherMajor": f"semantic-version-range: sdk='>=2,<3' leaves out this SDK, {SDK_VERSION}",
    "Endless": "semantic-version-range: sdk='>=1' lets in 2.0.0, which nobody has tried: end it",
    "NoRange": "semantic-version-range: sdk='one' is no range of versions",
}
"""How the failures begin that an author would otherwise have to guess at."""
TRIED = sorted(MISTAKES)[:: 1 if os.environ.get("TURNOUT_PROVE") == "1" else 3]


@pytest.fixture(scope="module")
def cases(judge):
    """One run over all of them: of each a harmless test, and the test of its mistake."""
    return judge(WRONG, [(wrong, test) for wrong in TRIED for test in (HARMLESS, MISTAKES[wrong])])


def test_each_mistake_is_found_and_what_is_right_passes(cases):
    failed = {(each.adapter, each.test) for each in cases if each.said is not None}
    of_money = {("FloatMoney", HARMLESS), ("CentsOfEverything", HARMLESS)}
    assert failed - of_money == {(wrong, MISTAKES[wrong]) for wrong in TRIED}


@pytest.mark.parametrize("adapter", [each for each in TRIED if each in SAID])
def test_a_failure_names_the_rule_what_is_wrong_and_the_place(cases, adapter):
    [said] = [each.said for each in cases if each.adapter == adapter and each.said]
    rule = SAID[adapter].partition(":")[0]
    assert said.startswith(SAID[adapter])
    assert f"see:     docs/reference/adapter-rules.md#{rule}\n" in said
    assert re.search(r"^file:    .*wrong_adapters\.py$", said, re.MULTILINE)
    assert f"\ncase:    Test{adapter}::test_{MISTAKES[adapter]}\n" in said
    assert re.search(
        r"^adapter: .*wrong_adapters\.\w+, .*wrong_adapters\.py:\d+$", said, re.MULTILINE
    )
