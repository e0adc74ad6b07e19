"""The conformance kit finds each mistake of adapters that point wrongly."""

from pathlib import Path

WRONG = Path(__file__).with_name("wrong_adapters.py")
MISTAKES = {
    "Believing": "nothing_is_promised_that_an_unsigned_webhook_cannot_keep",
    "Asking": "pointing_asks_nobody_and_says_the_same_again",
    "Deaf": "a_paid_payment_is_pointed_to",
    "OneFact": "asking_tells_all_that_happened_in_one_answer",
    "Raising": "what_names_no_payment_points_to_nothing",
}
HARMLESS = "a_started_payment_has_a_name_and_the_amount_that_was_asked"


def test_each_mistake_is_found_and_what_is_right_passes(judge):
    cases = judge(
        WRONG, [(wrong, test) for wrong in MISTAKES for test in (HARMLESS, MISTAKES[wrong])]
    )
    failed = {(each.adapter, each.test.partition("[")[0]) for each in cases if each.said}
    assert failed == set(MISTAKES.items())
    assert {each.adapter for each in cases if each.test == HARMLESS} == set(MISTAKES)
