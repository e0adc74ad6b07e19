"""The browser module, tried by node against a stand-in for the provider's script."""

from pathlib import Path

from turnout_sdk.testing.suites.page_fields import run_node_tests


def test_the_module_keeps_to_the_published_contract():
    run_node_tests(Path(__file__).parent / "fields.test.mjs")
