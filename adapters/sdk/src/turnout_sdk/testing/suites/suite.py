"""What suites have in common: the harness, and the mark of a rule."""

import secrets
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, TypeVar

import pytest

from turnout_sdk.testing.harness import AdapterHarness, RunningProvider
from turnout_sdk.testing.kit import Kit

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


class Suite:
    """Methods become an adapter's tests by `conformance`."""

    kit: ClassVar[Kit]

    @pytest.fixture
    def harness(self, running_provider: RunningProvider) -> Iterator[AdapterHarness]:
        """Lend one test an account of its own."""
        account = f"kit-{secrets.token_hex(5)}"
        harness = AdapterHarness(kit=self.kit, running=running_provider, account=account)
        yield harness
        harness.close()


def rule(
    key: str, *, needs: tuple[str, ...] = (), wire: bool = False
) -> Callable[[FunctionT], FunctionT]:
    """Mark a test: which rule it measures, which capabilities it needs, whether it needs HTTP."""

    def marked(function: FunctionT) -> FunctionT:
        made: FunctionT = pytest.mark.adapter_kit(rule=key, needs=needs, wire=wire)(function)
        return made

    return marked
