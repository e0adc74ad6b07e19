"""The conformance kit finds each mistake of adapters that point wrongly."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).parent
MISTAKES = {
    "Believing": "nothing_is_promised_that_an_unsigned_webhook_cannot_keep",
    "Asking": "pointing_asks_nobody_and_says_the_same_again",
    "Deaf": "a_paid_payment_is_pointed_to",
    "OneFact": "asking_tells_all_that_happened_in_one_answer",
    "Raising": "what_names_no_payment_points_to_nothing",
}
HARMLESS = "a_started_payment_has_a_name_and_the_amount_that_was_asked"


def test_each_mistake_is_found_and_what_is_right_passes(tmp_path):
    report = tmp_path / "report.xml"
    wanted = [
        f"{HERE / 'wrong_adapters.py'}::Test{adapter}::test_{test}"
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
    cases = [
        (
            case.get("classname").rpartition(".Test")[2],
            case.get("name").removeprefix("test_").partition("[")[0],
            case.find("failure") is not None,
        )
        for case in ET.parse(report).iter("testcase")  # noqa: S314 - our own report
    ]
    assert {(adapter, test) for adapter, test, failed in cases if failed} == set(MISTAKES.items())
    assert {adapter for adapter, test, failed in cases if test == HARMLESS} == set(MISTAKES)
