"""What holds for an adapter of any kind: it is data, it fails honestly, it keeps secrets."""

import json
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest

from turnout_sdk.adapter import Health
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.testing import quality
from turnout_sdk.testing.fault_proxy import Fault
from turnout_sdk.testing.guard import no_sockets_of_its_own
from turnout_sdk.testing.harness import AdapterHarness, capture_logs, has_verb
from turnout_sdk.testing.suites.samples import WRITES, Calls, calls
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.testing.verdict import broken
from turnout_sdk.version import SDK_VERSION, Version, is_in_range

T = TypeVar("T")
_NOBODY = "http://127.0.0.1:9"
_LENT = "only-the-lent-client"


class Described(Suite):
    """What the adapter says of itself."""

    @rule("verbs-filled-in")
    def test_every_verb_is_filled_in(
        self, harness: AdapterHarness, request: pytest.FixtureRequest
    ) -> None:
        port = harness.open().port
        missing = quality.missing_verbs(_claimed(request), harness.kit.adapter, port)
        assert not missing, f"fill in: {', '.join(missing)}"

    @rule("described-as-data")
    def test_the_adapter_describes_itself_as_data(self, harness: AdapterHarness) -> None:
        described = json.loads(json.dumps(harness.kit.adapter.describe()))
        assert re.fullmatch(r"[a-z][a-z0-9_-]*", described["key"])
        assert described["title"].strip()

    @rule("described-as-data")
    def test_settings_refuse_what_they_do_not_know(self, harness: AdapterHarness) -> None:
        with pytest.raises(Misconfigured):
            harness.kit.adapter.configure(harness.settings() | {"no_such_setting": "x"})

    @rule("semantic-version-range")
    def test_the_range_of_sdks_ends_before_the_next_major_one(
        self, harness: AdapterHarness
    ) -> None:
        wanted, rule_id = harness.kit.adapter.sdk, "semantic-version-range"
        following = f"{Version.parse(SDK_VERSION).major + 1}.0.0"
        try:
            is_in, is_endless = is_in_range(wanted, SDK_VERSION), is_in_range(wanted, following)
        except ValueError as error:
            broken(rule_id, f"sdk={wanted!r} is no range of versions: {error}")
        if not is_in:
            broken(rule_id, f"sdk={wanted!r} leaves out this SDK, {SDK_VERSION}")
        if is_endless:
            broken(rule_id, f"sdk={wanted!r} lets in {following}, which nobody has tried: end it")

    @rule("quality-scale")
    def test_the_quality_scale_is_claimed_with_reasons(
        self, request: pytest.FixtureRequest
    ) -> None:
        path = quality.find_file(Path(request.node.path).parent)
        claimed = quality.read(path)
        found = quality.faults(claimed, self.kit.adapter.kind.value)
        assert not found, f"{quality.FILE}: {'; '.join(found)}"
        if path is not None and claimed.rules.get("documented") == "done":
            assert (path.parent / "README.md").is_file(), "documented, but there is no README.md"
        if path is not None and claimed.rules.get("typed") == "done":
            assert list(path.parent.glob("src/*/py.typed")), "typed, but there is no py.typed"


class Secrets(Suite):
    """What must never be seen."""

    @rule("secrets-never-shown")
    def test_no_secret_is_in_a_repr_or_description(self, harness: AdapterHarness) -> None:
        adapter = harness.kit.adapter
        port = harness.open()
        settings = f"{adapter.configure(harness.settings())!r} {adapter.describe()}"
        _require_hidden(harness, f"{port.port!r} {port.port} {settings}", "a repr")

    @rule("secrets-never-shown")
    def test_no_secret_is_in_refused_settings(self, harness: AdapterHarness) -> None:
        with pytest.raises(Misconfigured) as raised:
            harness.kit.adapter.configure(harness.settings() | {"no_such_setting": "x"})
        _require_hidden(harness, _everything_of(raised.value), "an error")

    @rule("secrets-never-shown", wire=True)
    def test_no_secret_is_in_an_error_or_a_log_when_the_provider_fails(
        self, harness: AdapterHarness, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with capture_logs() as heard:
            ready = calls(harness, harness.open())
            for fault in (Fault.BROKEN, Fault.UNKNOWN_CALLER, Fault.NONSENSE, Fault.LOST_ANSWER):
                for verb, ended in _outcomes(harness, ready, fault).items():
                    if isinstance(ended, BaseException):
                        _require_hidden(harness, _everything_of(ended), f"an error of {verb}")
                    _require_hidden_answer(harness, verb, ended)
            printed = "".join(capfd.readouterr())
            _require_hidden(harness, heard() + printed, "a log")

    @rule("secrets-never-shown")
    def test_no_secret_is_in_what_a_verb_answers(self, harness: AdapterHarness) -> None:
        for verb, call in calls(harness, harness.open()).items():
            _require_hidden_answer(harness, verb, _ended(call))


class Failing(Suite):
    """What becomes of a provider's failure."""

    @rule("errors-of-the-sdk-only", wire=True)
    def test_a_provider_that_is_not_there_is_unavailable(self, harness: AdapterHarness) -> None:
        ready = calls(harness, harness.open())
        nowhere = harness.open(settings=harness.settings(base_url=_NOBODY))
        for verb in ready:
            if verb == "health":
                ended = _ended(nowhere.health)
                assert isinstance(ended, Unavailable) or _is_unhealthy(ended)
        harness.fault_proxy.plan(Fault.BUSY)
        for verb, ended in _outcomes(harness, ready, Fault.BUSY).items():
            assert isinstance(ended, Unavailable) or _is_unhealthy(ended) or _is_silent(ended), (
                f"{verb}: 503 means that nothing was done, so Unavailable; it was {ended!r}"
            )

    @rule("unclear-outcomes-reported", wire=True)
    @pytest.mark.parametrize("fault", [Fault.LOST_ANSWER, Fault.BROKEN, Fault.NONSENSE])
    def test_what_may_have_been_done_is_unclear(
        self, harness: AdapterHarness, fault: Fault
    ) -> None:
        ready = calls(harness, harness.open())
        for verb, ended in _outcomes(harness, ready, fault).items():
            if verb in WRITES:
                assert isinstance(ended, Unclear) or _is_silent(ended), f"{verb}: {ended!r}"
            else:
                failed = isinstance(ended, AdapterError) and not isinstance(ended, Declined)
                assert failed or _is_unhealthy(ended) or _is_silent(ended), f"{verb}: {ended!r}"

    @rule("errors-of-the-sdk-only", wire=True)
    def test_credentials_that_are_refused_are_a_wrong_configuration(
        self, harness: AdapterHarness
    ) -> None:
        ready = calls(harness, harness.open())
        for verb, ended in _outcomes(harness, ready, Fault.UNKNOWN_CALLER).items():
            is_said = isinstance(ended, Misconfigured) or _is_unhealthy(ended) or _is_silent(ended)
            assert is_said, f"{verb}: {ended!r}"

    @rule("time-outs-honoured", wire=True)
    def test_a_provider_that_hangs_is_left_in_time(self, harness: AdapterHarness) -> None:
        ready = calls(harness, harness.open())
        harness.transport.is_in_a_hurry = True
        for verb, ended in _outcomes(harness, ready, Fault.HANGS).items():
            fits = Unclear if verb in WRITES else Unclear | Unavailable
            assert isinstance(ended, fits) or _is_unhealthy(ended) or _is_silent(ended), (
                f"{verb}: {ended!r}"
            )
        assert not harness.transport.complaints, f"time-outs: {harness.transport.complaints}"

    @rule("only-the-lent-client", wire=True)
    def test_every_call_goes_through_the_lent_client(self, harness: AdapterHarness) -> None:
        """No connection of its own is heard, and no request arrives that was not lent its way.

        A client that was opened before, and keeps its connection, shows by the second alone.
        """
        with no_sockets_of_its_own() as opened:
            ready = _through_the_lent_client(
                harness, "start", lambda: calls(harness, harness.open()), opened
            )
            for verb, call in ready.items():
                _through_the_lent_client(harness, verb, partial(_ended, call), opened)

    @rule("health-check")
    def test_good_settings_are_healthy(self, harness: AdapterHarness) -> None:
        port = harness.open()
        assert has_verb(port, "health"), "fill in: health"
        health = port.health()
        assert isinstance(health, Health)
        assert health.is_healthy, health.detail


class _Silent:
    """A verb that answered without asking the provider: a fault cannot touch it."""


def _outcomes(harness: AdapterHarness, ready: Calls, fault: Fault) -> dict[str, Any]:
    """Make every call while a fault lasts; return what each answered or raised."""
    with _suffering(harness, fault):
        ended = {}
        for verb, call in ready.items():
            before = harness.fault_proxy.count
            ended[verb] = _ended(call)
            if harness.fault_proxy.count == before:
                ended[verb] = _Silent()
        return ended


def _through_the_lent_client(
    harness: AdapterHarness, verb: str, call: Callable[[], T], opened: list[str]
) -> T:
    """Make a call; fail when it opened a connection, or asked the provider by another way."""
    arrived, lent = harness.fault_proxy.count, harness.transport.calls
    try:
        return call()
    finally:
        if opened:
            broken(_LENT, f"{verb} opened a connection of its own, to {', '.join(opened)}")
        arrived, lent = harness.fault_proxy.count - arrived, harness.transport.calls - lent
        if arrived > lent:
            broken(
                _LENT,
                f"{verb} reached the provider {arrived} times, {lent} of them through the lent"
                " client: the adapter has a client of its own",
            )


@contextmanager
def _suffering(harness: AdapterHarness, fault: Fault) -> Iterator[None]:
    harness.fault_proxy.plan(fault)
    try:
        yield
    finally:
        harness.fault_proxy.recover()


def _ended(call: Any) -> Any:
    try:
        return call()
    except AdapterError as error:
        return error


def _is_unhealthy(ended: Any) -> bool:
    return isinstance(ended, Health) and not ended.is_healthy


def _is_silent(ended: Any) -> bool:
    return isinstance(ended, _Silent)


def _claimed(request: pytest.FixtureRequest) -> quality.Quality:
    try:
        return quality.read(quality.find_file(Path(request.node.path).parent))
    except ValueError:
        return quality.Quality()


def _everything_of(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error)


def _require_hidden(harness: AdapterHarness, shown: str, where: str) -> None:
    for name, secret in harness.secrets():
        if secret in shown:
            broken("secrets-never-shown", f"the secret setting {name} is in {where}")


def _require_hidden_answer(harness: AdapterHarness, verb: str, ended: Any) -> None:
    if isinstance(ended, Health):
        for part in ("detail", "account"):
            _require_hidden(harness, str(getattr(ended, part)), f"Health.{part} of {verb}")
    _require_hidden(harness, repr(ended), f"what {verb} answers")
