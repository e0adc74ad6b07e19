"""Flask without what this application has no use for: sessions, coroutines, ever the same search.

The order of hooks, the errors and the contexts are Flask's own. A route whose address has ids and
fixed words alone is searched once: later requests of the same shape find it at once.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

import msgspec
from flask import Flask, Request, Response, current_app, request
from flask.ctx import RequestContext
from flask.globals import request_ctx
from flask.json.provider import DefaultJSONProvider
from flask.sessions import NullSession
from werkzeug.routing import MapAdapter, Rule
from werkzeug.wsgi import ClosingIterator

NO_SESSION: Final = NullSession()
ID: Final = "<id>"
"""Stands for each id in a shape; no address has it, as `<` is never sent plain."""
UUID_LENGTH: Final = 36
UUID_SEGMENT: Final = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
UUID_PARAMETER: Final = re.compile(r"<uuid:(\w+)>")
CORRECTED: Final = frozenset({"location", "content-location"})
"""Headers that are rewritten on their way out."""
WITH_BODY: Final = frozenset({*range(200, 204), *range(400, 600)})
"""Statuses whose answers are sent as they are."""


def current_request() -> Request:
    """The request under way, itself; RuntimeError outside of one, as Flask says it.

    Flask's `request` finds it anew at each look: what every request passes through takes it once.
    """
    return cast("Request", request._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001  its documented way


def remote_address() -> str:
    """The address that the request came from, as the trusted proxies tell it."""
    return current_request().remote_addr or "unknown"


def extension(name: str) -> Any:
    """What was plugged into the application under this name; KeyError for nothing."""
    return current_app._get_current_object().extensions[name]  # type: ignore[attr-defined]  # noqa: SLF001  its documented way


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

    @property
    def hooks_of_this_request(self) -> Sequence[Callable[[Any], Any]]:
        """What `after_this_request` was given."""
        return self._after_request_functions

    def match_request(self) -> None:
        super().match_request()
        rule, environ = self.request.url_rule, self.request.environ
        if rule is not None:
            self.app.shapes.learn(environ["REQUEST_METHOD"], environ["PATH_INFO"], rule)


@dataclass(frozen=True, slots=True)
class _Hooks:
    """Lists of what is called before and after the view of an endpoint, in this order."""

    before: tuple[list[Callable[[], Any]], ...]
    after: tuple[list[Callable[[Any], Any]], ...]


class Answer(Response):
    """Flask's response, which writes a whole body with its headers as they stand.

    Whatever the library corrects on the way (addresses, bodies that must not be sent, pieces that
    are yet to be made) goes its way.
    """

    unless_said: Sequence[tuple[str, tuple[str, str]]] = ()
    """Headers that go along, each beside its name in small letters, where the answer has none.

    One that the answer says empty goes in no form.
    """

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        written = list(self.headers)
        said = {name.lower() for name, _ in written}
        others = [header for name, header in self.unless_said if name not in said]
        if self._is_whole(said) and environ["REQUEST_METHOD"] != "HEAD":
            start_response(self.status, [each for each in written if each[1]] + others)
            return ClosingIterator(self.response, self.close)  # type: ignore[arg-type]
        for name, value in written:
            if not value:
                del self.headers[name]
        self.headers.extend(others)
        return super().__call__(environ, start_response)

    def _is_whole(self, said: set[str]) -> bool:
        body = self.response
        return (
            self.status_code in WITH_BODY
            and "content-length" in said
            and CORRECTED.isdisjoint(said)
            and type(body) is list
            and all(type(each) is bytes for each in body)
        )


class QuickJson(DefaultJSONProvider):
    """Flask's JSON, its answers written several times as fast; names in order, texts in UTF-8.

    While half a megabyte of it is written no other request of the process goes on.
    """

    def response(self, *args: Any, **kwargs: Any) -> Response:
        said = self._prepare_response_obj(args, kwargs)
        try:
            body = msgspec.json.encode(said, enc_hook=self.default, order="sorted")
        except (OverflowError, TypeError):  # a number past 64 bits, a name that is no text
            return cast("Response", super().response(said))
        return Answer(body, mimetype=self.mimetype)


class Application(Flask):
    """The web application; nothing is asked, call by call, whether it is a coroutine."""

    response_class = Answer
    json_provider_class = QuickJson

    def __init__(self, name: str) -> None:
        super().__init__(name, static_folder=None)
        self.shapes = Shapes()
        self._hooks: dict[str | None, _Hooks] = {}

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    def dispatch_request(self) -> Any:
        asked = current_request()
        rule = asked.url_rule
        if rule is None or asked.routing_exception is not None or asked.method == "OPTIONS":
            return super().dispatch_request()
        return self.view_functions[rule.endpoint](**(asked.view_args or {}))

    def preprocess_request(self) -> Any:
        for hooks in self._hooks_of(current_request()).before:
            for hook in hooks:
                answer = hook()
                if answer is not None:
                    return answer
        return None

    def process_response(self, response: Response) -> Response:
        for once in request_ctx.hooks_of_this_request:  # type: ignore[attr-defined]  # it is ours
            response = once(response)
        for hooks in self._hooks_of(current_request()).after:
            for hook in reversed(hooks):
                response = hook(response)
        if not isinstance(response, Answer):  # a hook answered something else instead
            return cast("Answer", Answer.force_type(response))
        return response

    def _hooks_of(self, request: Request) -> _Hooks:
        endpoint = request.endpoint
        found = self._hooks.get(endpoint)
        if found is None:
            names = (*request.blueprints, None)
            before, after = self.before_request_funcs, self.after_request_funcs
            found = self._hooks[endpoint] = _Hooks(
                before=tuple(before[name] for name in reversed(names) if name in before),
                after=tuple(after[name] for name in names if name in after),
            )
        return found

    def request_context(self, environ: dict[str, Any]) -> RequestContext:
        found = self.shapes.find(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if found is None:
            return ShapedContext(self, environ, session=NO_SESSION)
        request = self.request_class(environ)
        request.json_module = self.json
        request.max_content_length = self.config["MAX_CONTENT_LENGTH"]
        request.url_rule, request.view_args = found
        return ShapedContext(self, environ, request, NO_SESSION)

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """None for a request whose route is found: nothing is searched, nor does `url_for` work."""
        if request is not None and request.url_rule is not None:
            return None
        return super().create_url_adapter(request)
