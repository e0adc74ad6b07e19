import queue
import re
import threading
from importlib.metadata import EntryPoint
from textwrap import dedent

import pytest

from turnout.kernel.adapters import (
    CALLED_KINDS,
    KINDS,
    AdapterNotFound,
    Busy,
    Calls,
    Resting,
    load,
)
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.circuit_breaker import Breaker, Policy
from turnout.kernel.settings import ROOT
from turnout_sdk.adapter import Kind
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear, Untrusted

WORKING = """
from turnout_sdk.adapter import Adapter, AdapterSettings, Kind

def build(settings, services):
    return object()

def made(**changes):
    given = dict(key="acme", title="Acme", kind=Kind.PAYMENTS, sdk=">=1,<2",
                 settings=AdapterSettings, capabilities={}, build=build)
    return Adapter(**{**given, **changes})

adapter = made()
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Write modules and give what the installation then finds, as `load` asks for it."""
    monkeypatch.syspath_prepend(tmp_path)
    found = {}

    def add(key, source, kind="payments"):
        module = f"installed_{key}_{new_id().hex}"
        (tmp_path / f"{module}.py").write_text(dedent(source))
        group = f"turnout.{kind}"
        found.setdefault(group, []).append(EntryPoint(key, f"{module}:adapter", group))

    add.find = lambda group: found.get(group, [])
    return add


def reason(registry, key):
    [broken] = [each for each in registry.broken if each.key == key]
    return broken.reason


def test_an_installed_adapter_is_found_by_kind_and_key(install):
    install("acme", WORKING)
    registry = load(find=install.find)
    assert registry.get("payments", "acme").title == "Acme"
    assert [each.key for each in registry.list()] == ["acme"]
    assert registry.list("email") == []
    assert registry.broken == ()


def test_an_adapter_that_is_not_there_is_missing(install):
    with pytest.raises(AdapterNotFound):
        load(find=install.find).get("payments", "acme")


BROKEN = {
    "wants_another_sdk": (WORKING + "adapter = made(key='wants_another_sdk', sdk='>=2')", "SDK"),
    "unclear_range": (WORKING + "adapter = made(key='unclear_range', sdk='new')", "range"),
    "imports_nothing": ("import no_such_library_anywhere", "No module named"),
    "raises": ("raise RuntimeError('no licence')", "no licence"),
    "leaves": ("import sys; sys.exit(1)", "SystemExit"),
    "is_something_else": ("adapter = 'text'", "not an Adapter"),
    "has_no_object": ("", "no attribute"),
    "other_key": (WORKING, "its key is 'acme'"),
    "other_kind": (
        WORKING + "adapter = made(key='other_kind', kind=Kind.EMAIL)",
        "it is for email",
    ),
    "no_schema": (WORKING + "adapter = made(key='no_schema', settings=None)", "AttributeError"),
    "bad_syntax": ("def", "SyntaxError"),
    "packs_no_module": (
        WORKING
        + "from turnout_sdk.page_fields import PageFields\n"
        + "adapter = made(key='packs_no_module', page_fields=PageFields(package=__name__))",
        "packs no fields.js",
    ),
    "wants_every_script": (
        WORKING
        + "from turnout_sdk.page_fields import PageFields\n"
        + "page_fields = PageFields(package=__name__, scripts=('https://*',))",
        "'https://*' is not an origin",
    ),
    "opens_any_address": (
        WORKING
        + "from turnout_sdk.page_fields import OriginOf, PageFields\n"
        + "fields = PageFields(package=__name__, frames=(OriginOf('address'),))\n"
        + "adapter = made(key='opens_any_address', page_fields=fields)",
        "the setting address is not fixed in production",
    ),
}


@pytest.mark.parametrize("key", BROKEN)
def test_a_broken_adapter_is_quarantined_with_its_reason_and_harms_nobody(install, key):
    source, says = BROKEN[key]
    install(key, source)
    install("acme", WORKING)
    registry = load(find=install.find)
    assert says in reason(registry, key)
    assert registry.get("payments", "acme")
    with pytest.raises(AdapterNotFound):
        registry.get("payments", key)


def test_an_adapter_whose_import_hangs_is_quarantined(install):
    install("hangs", "import threading; threading.Event().wait(2)\n" + WORKING)
    install("acme", WORKING)
    registry = load(find=install.find, load_seconds=0.2)
    assert "more than 0.2 s" in reason(registry, "hangs")
    assert registry.get("payments", "acme")


def test_of_two_adapters_with_one_key_one_is_taken_and_the_other_shown(install):
    install("acme", WORKING)
    install("acme", WORKING)
    registry = load(find=install.find)
    assert len(registry.list()) == 1
    assert reason(registry, "acme") == "its key is taken"


@pytest.fixture
def hang():
    """An event that hanging calls wait for; set at the end so that their threads end."""
    event = threading.Event()
    yield event
    event.set()


def make_calls(**more):
    policy = Policy(failures=3, rest_seconds=30)
    return Calls(Breaker(None, policy=policy, now=lambda: 0.0), **more)


def raising(error):
    def function():
        raise error

    return function


def test_a_call_gives_what_the_adapter_gives():
    assert make_calls().call("acme", new_id(), lambda: 42) == 42


@pytest.mark.parametrize(
    "error",
    [
        Declined("no-funds", "The card was declined."),
        Unavailable("down"),
        Unclear("sent"),
        Untrusted("no"),
        Misconfigured("key"),
    ],
)
def test_an_adapters_own_errors_come_through_as_they_are(error):
    with pytest.raises(type(error)) as caught:
        make_calls().call("acme", new_id(), raising(error))
    assert caught.value is error


@pytest.mark.parametrize("error", [KeyError("x"), SystemExit(1), RecursionError()])
def test_any_other_error_of_an_adapter_leaves_its_operation_unclear(error):
    with pytest.raises(Unclear, match=type(error).__name__):
        make_calls().call("acme", new_id(), raising(error))


def test_a_hanging_adapter_costs_its_time_and_leaves_the_operation_unclear(hang):
    with pytest.raises(Unclear, match=r"within 0\.05 s"):
        make_calls().call("acme", new_id(), hang.wait, timeout_seconds=0.05)


def test_a_connection_that_hangs_is_busy_and_others_are_served(hang):
    calls, stuck = make_calls(), new_id()
    with pytest.raises(Unclear):
        calls.call("acme", stuck, hang.wait, timeout_seconds=0.05)
    with pytest.raises(Busy):
        calls.call("acme", stuck, lambda: 1)
    assert calls.call("acme", new_id(), lambda: 1) == 1
    assert calls.running() == {str(stuck): 1}


def test_a_process_gives_two_threads_to_adapters_and_no_more(hang):
    calls = make_calls()
    for _ in range(2):
        with pytest.raises(Unclear):
            calls.call("acme", new_id(), hang.wait, timeout_seconds=0.05)
    with pytest.raises(Busy):
        calls.call("acme", new_id(), lambda: 1)


def test_the_place_is_free_again_when_a_late_call_ends_at_last():
    calls, connection, hang = make_calls(), new_id(), threading.Event()
    ended = threading.Event()

    def slow():
        ended.thread = threading.current_thread()
        hang.wait()

    with pytest.raises(Unclear):
        calls.call("acme", connection, slow, timeout_seconds=0.05)
    hang.set()
    ended.thread.join(5)
    assert calls.running() == {}
    assert calls.call("acme", connection, lambda: 1) == 1


def test_a_connection_that_keeps_failing_is_left_alone():
    calls, connection, other, asked = make_calls(), new_id(), new_id(), []
    for _ in range(3):
        with pytest.raises(Unavailable):
            calls.call("acme", connection, raising(Unavailable("down")))
    with pytest.raises(Resting):
        calls.call("acme", connection, lambda: asked.append(1))
    assert asked == []
    assert calls.running() == {}
    assert calls.call("acme", other, lambda: 1) == 1


def test_a_provider_that_refuses_is_working():
    calls, connection = make_calls(), new_id()
    for error in [Declined("no", "Qty"), Untrusted("no"), Misconfigured("no")] * 3:
        with pytest.raises(type(error)):
            calls.call("acme", connection, raising(error))
    assert calls.call("acme", connection, lambda: 1) == 1


def test_busy_and_resting_are_unavailable_because_nothing_was_sent():
    assert issubclass(Busy, Unavailable)
    assert issubclass(Resting, Unavailable)


def test_no_adapter_is_called_while_a_transaction_is_open(open_transaction):
    asked = []
    with open_transaction(), pytest.raises(RuntimeError, match="transaction"):
        make_calls().call("acme", new_id(), lambda: asked.append(1))
    assert asked == []


def test_many_callers_at_once_never_exceed_the_bounds(hang):
    calls, outcomes = make_calls(), queue.Queue()

    def caller():
        try:
            outcomes.put(calls.call("acme", new_id(), lambda: hang.wait(5)))
        except Busy:
            outcomes.put("busy")

    threads = [threading.Thread(target=caller) for _ in range(12)]
    for thread in threads:
        thread.start()
    assert [outcomes.get(timeout=5) for _ in range(10)] == ["busy"] * 10
    hang.set()
    assert [outcomes.get(timeout=5) for _ in range(2)] == [True, True]
    for thread in threads:
        thread.join(5)


def test_the_kinds_that_are_called_are_those_whose_ports_something_imports():
    """An SDK's port that nobody imports is called by nobody: a connection to it does nothing."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("modules", "site")
        for path in (ROOT / "platform/turnout" / folder).rglob("*.py")
    )
    imported = set(re.findall(r"^from turnout_sdk\.(\w+) import", text, re.MULTILINE))
    assert {kind for kind in Kind if kind.value in imported} == CALLED_KINDS


def test_the_how_to_says_of_every_kind_whether_it_is_called():
    book = (ROOT / "docs/how-to/write-an-adapter.md").read_text(encoding="utf-8")
    row = re.compile(r"^\| (\w+) \| `turnout_sdk\.(\w+)` \| .* \| (yes|no) \|$", re.MULTILINE)
    rows = row.findall(book)
    assert sorted(kind for kind, module, _ in rows if kind == module) == sorted(KINDS)
    assert {Kind(kind) for kind, _, called in rows if called == "yes"} == CALLED_KINDS
