"""What a whole run leaves to `make prove`: most values of a crowd, long proofs, every other view.

Whoever runs a file or folder runs all of it.
"""

import os
from collections import defaultdict

import pytest

from tests.prove.counts import PROVE, one_in

IS_WHOLE_RUN = os.environ.get("TURNOUT_WHOLE_RUN") == "1"
SHARES = ((9, 6), (6, 3), (4, 2))
"""Of nine values and more every sixth is taken, of six to eight every third, else every other."""
ONE_RULE_IN = 3
RULES = "TestConformance::"
"""The kit's rules for adapters: every third for each, so that each rule is tried with some."""
EACH_COUNTS = (
    "tests/architecture/",
    "tests/browser/",
    "tests/deploy/",
    "tests/isolation/test_database.py",
    "tests/modules/notifications/test_renderer.py",
    "tests/modules/orders/test_hot_statements.py",
    "tests/site/l10n/",
)
"""Their values are files, texts and statements of the project: one left out could be wrong."""

HELD_BY_CHECK = (
    "tests/architecture/test_grain.py",
    "tests/architecture/test_import_cycles.py",
    "tests/architecture/test_imports.py::test_every_contract_is_kept",
    "tests/architecture/test_migrations.py",
    "tests/architecture/test_tree.py",
    "tests/stack/test_client.py::test_the_document_is_that_of_the_application",
)
"""`make check` has them; once for a change is enough."""
AT_LENGTH = (
    "adapters/bellpay/tests/test_pointing_refusals.py",
    "adapters/sdk/tests/test_kit_quality.py::test_the_command_says_how_to_write_the_first_test",
    "adapters/sdk/tests/test_kit_refusals.py",
    "tests/architecture/test_imports.py::test_a_planted_import_breaks_its_contract",
    "tests/architecture/test_planted_breaches.py",
    "tests/architecture/test_scaffold.py",
    "tests/browser/test_console_details.py::test_what_two_people_write_in_different_fields_is_all",
    "tests/browser/test_kiosk.py::test_without_a_connection_it_goes_on_and_begins_anew_by_itself",
    "tests/browser/test_labels.py::test_every_code_of_a_label_is_read_back[arabic-300]",
    "tests/browser/test_large_reports.py",
    "tests/browser/test_map.py::test_a_moved_map_offers_to_search_there",
    "tests/browser/test_map.py::test_tiles_that_do_not_come_are_said",
    "tests/browser/test_waiting_room.py::test_on_a_crowded_network_a_person_answers_the_widget",
    "tests/browser/test_waiting_room.py::test_one_joins_keeps_the_place_and_is_led_to_the_tickets[n",
    "tests/faults/test_drain.py",
    "tests/flows/test_generated_clients.py",
    "tests/isolation/test_schemathesis.py",
    "tests/modules/files/test_pictures.py::test_an_address_that_was_guessed_shows_nothing",
    "tests/modules/forms/test_agreement.py::test_a_disagreement_is_found",
    "tests/prove/test_crashes.py",
    "tests/prove/test_directories.py",
    "tests/prove/test_large_reports.py",
    "tests/prove/test_live_dashboards.py",
    "tests/prove/test_order_exports.py",
    "tests/prove/test_order_lists.py",
    "tests/prove/test_purchases.py",
    "tests/prove/test_saml_time.py",
    "tests/prove/test_scanner_without_its_server.py",
    "tests/prove/test_warehouse_feeds.py",
    "tests/stack/test_deploy_script.py",
)
"""Proofs that run processes or try our own tools, many seconds each: `make prove` has them."""
VIEWS = {"phone", "desktop"}
"""A scene of the browser that is played in both: a whole run plays it in one."""
ELSEWHERE = () if PROVE else HELD_BY_CHECK + AT_LENGTH


def left_out(items: list[pytest.Item]) -> list[pytest.Item]:
    """Mark the crowds among the tests; those of them that a whole run leaves to `make prove`."""
    crowds: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if name := _crowd_of(item):
            crowds[name].append(item)
    left = [item for item in items if IS_WHOLE_RUN and item.nodeid.startswith(ELSEWHERE)]
    for name, crowd in crowds.items():
        if not (share := _share(name, crowd)):
            continue
        for item in crowd:
            item.add_marker("crowd")
        if IS_WHOLE_RUN:
            crowd.sort(key=lambda item: item.nodeid)
            taken = {item.nodeid for item in one_in(share, crowd, what=name)}
            left += [item for item in crowd if item.nodeid not in taken]
    return left


def _crowd_of(item: pytest.Item) -> str:
    """The test whose values these are, or the kit whose rules; empty for one that stands alone."""
    name, _, value = item.nodeid.partition("[")
    if RULES in name:
        return name.partition("::")[0]
    if not value or (name.startswith(EACH_COUNTS) and value.rstrip("]") not in VIEWS):
        return ""
    return name


def _share(name: str, crowd: list[pytest.Item]) -> int:
    """One in how many of them a whole run takes; 0 where it takes all."""
    if name.startswith("tests/browser/"):
        return len(crowd)
    if name.endswith("test_conformance.py"):
        return ONE_RULE_IN
    return next((share for fewest, share in SHARES if len(crowd) >= fewest), 0)
