"""How a page says that everybody may see it, and how the costly part of it is counted."""

from collections.abc import Callable
from typing import TypeVar

from turnout.kernel import runtime
from turnout.kernel.http.access import Access
from turnout.kernel.http.request_info import remote_address

V = TypeVar("V", bound=Callable[..., object])


def page(reason: str) -> Callable[[V], V]:
    """Declare a public page. It is not counted by itself: a kept copy costs less than counting."""

    def declare(view: V) -> V:
        view.turnout_access = Access("public", reason=reason)  # type: ignore[attr-defined]
        return view

    return declare


def count_request(route_class: str = "read") -> None:
    """Count a page that has to be made; RateLimited when the address asks for too many."""
    runtime.current().limiter.require(route_class, f"address:{remote_address()}")
