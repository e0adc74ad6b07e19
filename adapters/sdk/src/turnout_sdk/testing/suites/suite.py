"""What suites have in common: the bench, and the mark of a rule."""

import secrets
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, TypeVar

import pytest

from turnout_sdk.testing.bench import Bench, Running
from turnout_sdk.testing.kit import Kit

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


class Suite:
    """Methods become an adapter's tests by `conformance`."""

    kit: ClassVar[Kit]

    @pytest.fixture
    def bench(self, adapter_stage: Running) -> Iterator[Bench]:
        """Lend one test an account of its own."""
        account = f"kit-{secrets.token_hex(5)}"
        bench = Bench(kit=self.kit, running=adapter_stage, account=account)
        yield bench
        bench.close()


def rule(
    key: str, *, needs: tuple[str, ...] = (), wire: bool = False
) -> Callable[[FunctionT], FunctionT]:
    """Mark a test: which rule it measures, which capabilities it needs, whether it needs HTTP."""

    def marked(function: FunctionT) -> FunctionT:
        made: FunctionT = pytest.mark.adapter_kit(rule=key, needs=needs, wire=wire)(function)
        return made

    return marked
