"""The pytest plug-in: what an adapter does not offer is left out, and the report is by capability.

It is loaded wherever the SDK and pytest are installed, so it imports nothing until it is needed.
"""

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from turnout_sdk.testing.harness import RunningProvider
    from turnout_sdk.testing.quality import Quality
    from turnout_sdk.testing.report import Result

pytest.register_assert_rewrite("turnout_sdk.testing.suites")
_LEFT_OUT = pytest.StashKey[list[tuple[str, str, str]]]()
_RESULTS = pytest.StashKey[list["Result"]]()
_NOBODY = "http://127.0.0.1:9"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--adapter-report",
        action="store_true",
        help="report by capability what the adapters' conformance tests found",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "adapter_kit(rule, needs): a test of the conformance kit")
    config.stash[_LEFT_OUT] = []
    config.stash[_RESULTS] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is exempt or not offered, and note it for the report."""
    kept, left_out = [], []
    for item in items:
        why = _why_not(item)
        if why is None:
            kept.append(item)
        else:
            left_out.append(item)
            config.stash[_LEFT_OUT].append(why)
    _claim_of.cache_clear()
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.fixture(scope="class")
def running_provider(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[RunningProvider]":
    """Run the provider's side of one adapter for all its conformance tests."""
    from turnout_sdk.testing.fault_proxy import FaultProxy
    from turnout_sdk.testing.harness import RunningProvider
    from turnout_sdk.testing.inbox import Inbox

    start_provider = request.cls.kit.start_provider
    with ExitStack() as stack:
        server = stack.enter_context(start_provider(tmp_path_factory.mktemp("provider")))
        inbox = stack.enter_context(Inbox().running())
        fault_proxy = stack.enter_context(FaultProxy(server.base_url or _NOBODY).running())
        yield RunningProvider(server=server, fault_proxy=fault_proxy, inbox=inbox)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: "pytest.CallInfo[None]"
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    kit = _kit_of(item)
    if kit is not None and (call.when == "call" or report.failed):
        from turnout_sdk.testing.report import Result
        from turnout_sdk.testing.verdict import explain

        if report.failed:
            said, mark = call.excinfo.value if call.excinfo else None, _mark(item)
            rule = getattr(said, "rule", None) or (mark.kwargs["rule"] if mark else "")
            explain(report, item, rule=rule, adapter=kit.adapter)
        about = getattr(getattr(item, "function", None), "__qualname__", "?").partition(".")[0]
        item.config.stash[_RESULTS].append(Result(kit.adapter, about, report, item.path))
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if config.getoption("--adapter-report"):
        from turnout_sdk.testing.report import write

        write(terminalreporter, config.stash[_RESULTS], config.stash[_LEFT_OUT])


def _kit_of(item: pytest.Item) -> Any:
    return getattr(getattr(item, "cls", None), "kit", None) if _mark(item) else None


def _mark(item: pytest.Item) -> pytest.Mark | None:
    return item.get_closest_marker("adapter_kit")


def _why_not(item: pytest.Item) -> tuple[str, str, str] | None:
    """Say (adapter, what, why) of a test that does not concern the adapter."""
    kit, mark = _kit_of(item), _mark(item)
    if kit is None or mark is None:
        return None
    from turnout_sdk.testing import quality

    claimed = _claim_of(item.path.parent)
    rule, suite = mark.kwargs["rule"], _suite(item)
    lacks = [need for need in mark.kwargs["needs"] if not getattr(kit.adapter.capabilities, need)]
    reasons = {
        rule: claimed.exemptions.get(rule)
        or (None if quality.is_measured(claimed, rule, kit.adapter) else "not claimed"),
        suite.lower(): "waits for the verbs"
        if suite != "Described" and quality.missing_verbs(claimed, kit.adapter)
        else ("it does not speak HTTP" if mark.kwargs["wire"] and not kit.speaks_http else None),
        " ".join(lacks).replace("_", " "): "not offered" if lacks else None,
    }
    found = [(kit.adapter.key, what, why) for what, why in reasons.items() if why]
    return found[0] if found else None


@cache
def _claim_of(folder: Path) -> "Quality":
    """Read what the adapter of a folder claims, once for all its tests."""
    from turnout_sdk.testing import quality

    try:
        return quality.read(quality.find_file(folder))
    except ValueError:
        return quality.Quality()  # said by the test of the scale itself


def _suite(item: pytest.Item) -> str:
    return getattr(getattr(item, "function", None), "__qualname__", "").partition(".")[0]
