"""Which screens reach which operations is read from the code, and what none reaches is known."""

import pytest

from turnout.kernel.settings import ROOT
from turnout_dev.reference import access, console_screens, coverage
from turnout_dev.reference.operations import openapi_path, operations

GAPS = 0
"""Operations without a screen. New ones come with theirs; lower it as the others get one."""
SCHEMA = ROOT / "platform" / "web" / "src" / "api" / "schema.ts"
SETTINGS = "`/account/organizations/{organization_id}"


@pytest.fixture(scope="module")
def screens() -> dict[str, tuple[str, ...]]:
    return {each.operation.id: each.screens for each in coverage.covered()}


def test_every_route_with_a_permission_stands_on_the_page(screens):
    asked = {
        (each.method, openapi_path(each.path))
        for each in access.routes()
        if each.access.kind in {"permission", "operator"}
    }
    listed = {(each.method, each.path) for each in operations()}
    page = coverage.page("")

    assert asked <= listed
    assert [name for name in screens if f"| `{name}` |" not in page] == []


def test_operations_have_the_names_of_the_document():
    schema = SCHEMA.read_text(encoding="utf-8")
    assert [each.id for each in operations() if f'operations["{each.id}"]' not in schema] == []


def test_gaps_do_not_grow():
    gaps = [each.operation.id for each in coverage.covered() if each.is_gap]
    assert len(gaps) <= GAPS, "an operation without a screen was added; see docs/reference"


def test_a_view_of_the_console_reaches_what_it_calls(screens):
    assert screens["listEventSponsors"] == ("`/console/{organization}/events/{event}/sponsors`",)
    assert screens["recordReceivedPayment"], (
        "by a dialog that comes late, beside another with texts"
    )


def test_a_page_of_the_site_reaches_what_its_service_does(screens):
    assert screens["deleteDomain"] == (f"{SETTINGS}/domains/{{domain_id}}/remove`",)
    assert screens["createScimToken"] == (f"{SETTINGS}/directory`",), "by a table of steps"


def test_what_no_screen_calls_is_a_gap(screens):
    gaps = [each.operation.id for each in coverage.covered() if each.is_gap]
    assert [each for each in gaps if screens[each]] == []
    lines = [each for each in coverage.page("").splitlines() if each.endswith("| **gap** |")]
    assert len(lines) == len(gaps)


def test_every_call_of_the_console_is_found_and_is_a_route():
    routes = {
        (each.method, console_screens.bare(openapi_path(each.path))) for each in access.routes()
    }
    assert console_screens.unclear_calls() == []
    assert console_screens.screens().keys() <= routes


def test_what_is_said_by_hand_is_needed(screens):
    by_hand = {**coverage.MACHINES, **coverage.ELSEWHERE}
    assert by_hand.keys() <= screens.keys()
    assert [name for name in by_hand if len(screens[name]) > (name in coverage.ELSEWHERE)] == []
