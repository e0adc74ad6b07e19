"""Things that only a secret opens, to whoever shows it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import request

from turnout.kernel import runtime
from turnout.kernel.caller import remote_address
from turnout.kernel.errors import NotFound
from turnout.kernel.http import public

V = TypeVar("V", bound=Callable[..., Any])


def holder_of(
    *, header: str, path_id: str, proves: Callable[[UUID, str], bool]
) -> Callable[[V], V]:
    """A route for whoever has the secret of what its path names, members or not.

    Without it, or with a wrong one, 404; trying is limited. The view gets a PublicContext, with the
    person if they are signed in besides.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def proven(self: Any, ctx: Any, **kwargs: Any) -> Any:
            if not proves(kwargs[path_id], request.headers.get(header, "")):
                runtime.current().limiter.require("secret", f"address:{remote_address()}")
                raise NotFound
            return view(self, ctx, **kwargs)

        return cast("V", public(f"whoever has its secret ({header})")(proven))

    return decorate
