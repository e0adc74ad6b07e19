"""Flask without what this application has no use for: sessions, coroutines, ever the same search.

The order of hooks, the errors and the contexts are Flask's own. A route whose address has ids and
fixed words alone is searched once: later requests of the same shape find it at once.
"""

import re
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import Flask, Request
from flask.ctx import RequestContext
from flask.sessions import NullSession
from werkzeug.routing import MapAdapter, Rule

NO_SESSION: Final = NullSession()
ID: Final = "<id>"
"""Stands for each id in a shape; no address has it, as `<` is never sent plain."""
UUID_LENGTH: Final = 36
UUID_SEGMENT: Final = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
UUID_PARAMETER: Final = re.compile(r"<uuid:(\w+)>")


class Shapes:
    """Routes by method and the shape of their address; there are as many as there are routes."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Rule, tuple[str, ...]]] = {}

    def find(self, method: str, path: str) -> tuple[Rule, dict[str, UUID]] | None:
        """The rule and its arguments; None where the routes have to be searched."""
        shape, ids = _shape_of(path)
        known = self._known.get((method, shape))
        if known is None:
            return None
        rule, names = known
        return rule, dict(zip(names, map(UUID, ids), strict=True))

    def learn(self, method: str, path: str, rule: Rule) -> None:
        """Remember what was found, unless another address of the shape could be another's."""
        if rule.redirect_to is not None or rule.defaults or method == "OPTIONS":
            return
        written, sent = rule.rule.split("/"), path.split("/")
        if len(written) != len(sent):
            return
        names: list[str] = []
        for word, segment in zip(written, sent, strict=True):
            parameter = UUID_PARAMETER.fullmatch(word)
            if parameter is not None and UUID_SEGMENT.fullmatch(segment):
                names.append(parameter[1])
            elif word != segment or UUID_SEGMENT.fullmatch(segment):
                return
        self._known[method, _shape_of(path)[0]] = rule, tuple(names)


def _shape_of(path: str) -> tuple[str, list[str]]:
    segments, ids = path.split("/"), list[str]()
    for place, segment in enumerate(segments):
        if len(segment) == UUID_LENGTH and UUID_SEGMENT.fullmatch(segment):
            ids.append(segment)
            segments[place] = ID
    return "/".join(segments), ids


class ShapedContext(RequestContext):
    """Flask's context of a request, which has its route remembered once it was found."""

    app: "Application"

    def match_request(self) -> None:
        super().match_request()
        rule, environ = self.request.url_rule, self.request.environ
        if rule is not None:
            self.app.shapes.learn(environ["REQUEST_METHOD"], environ["PATH_INFO"], rule)


class Application(Flask):
    """The web application; nothing is asked, call by call, whether it is a coroutine."""

    def __init__(self, name: str) -> None:
        super().__init__(name, static_folder=None)
        self.shapes = Shapes()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    def request_context(self, environ: dict[str, Any]) -> RequestContext:
        found = self.shapes.find(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if found is None:
            return ShapedContext(self, environ, session=NO_SESSION)
        request = self.request_class(environ)
        request.json_module = self.json
        request.url_rule, request.view_args = found
        return ShapedContext(self, environ, request, NO_SESSION)

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """None for a request whose route is found: nothing is searched, nor does `url_for` work."""
        if request is not None and request.url_rule is not None:
            return None
        return super().create_url_adapter(request)
