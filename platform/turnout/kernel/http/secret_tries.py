"""Tries of secrets and access codes: only wrong ones count, for what they were tried on.

Many people share one address: a campus, a hotel, everybody whom a mobile carrier puts behind one.
Whoever has the right secret of a link is therefore never held up by what others try.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar, cast

from turnout.kernel import runtime
from turnout.kernel.errors import Gone, NotFound, TurnoutError
from turnout.kernel.http import limits
from turnout.kernel.http.application import remote_address
from turnout.kernel.security.rate_limits import network_of

V = TypeVar("V", bound=Callable[..., Any])


def network() -> str:
    """Where a request comes from: an IPv4 address, or a subscriber's IPv6 network."""
    return network_of(remote_address())


def count_wrong_secret(tried_on: object = None) -> None:
    """Count a secret that opened nothing; RateLimited when it is one too many.

    Secrets of links have 160 bits: the bound keeps noise down, it is not what guards them.
    """
    limiter, where = runtime.current().limiter, network()
    if tried_on is not None:
        limiter.require("wrong-secret", f"{tried_on} from {where}")
    verdict = limiter.require("wrong-secret-network", where)
    limits.show("wrong-secret-network", verdict)


def count_wrong_token() -> None:
    """Count an API token that is none, or none any more; RateLimited when it is one too many.

    Tokens have 160 bits, so this keeps noise down; a good token is not held up by others' tries.
    """
    runtime.current().limiter.require("wrong-token", network())


def counts_wrong_secrets(view: V) -> V:
    """Have a view's secret counted when nothing was found for it, or nothing any more."""

    @wraps(view)
    def counted(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except (NotFound, Gone):
            count_wrong_secret()
            raise

    return cast("V", counted)


def require_code_tries(tried_on: object) -> None:
    """RateLimited once too many wrong access codes came from here.

    People choose such codes, so they can be guessed: then the right one waits as well.
    """
    runtime.current().limiter.require_room("wrong-code", f"{tried_on} from {network()}")


def count_wrong_code(tried_on: object) -> None:
    """Count an access code that opened nothing."""
    runtime.current().limiter.take("wrong-code", f"{tried_on} from {network()}")


@contextmanager
def counting_wrong_codes(tried_on: object, *refusals: type[TurnoutError]) -> Iterator[None]:
    """Let codes be tried that may be guessed: each refused one is counted, for what it is for."""
    require_code_tries(tried_on)
    try:
        yield
    except refusals:
        count_wrong_code(tried_on)
        raise
