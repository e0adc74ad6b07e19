"""What Turnout uses of flask-smorest, which ships no types of its own."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

import flask
from apispec import APISpec
from marshmallow import Schema

_View = TypeVar("_View", bound=Callable[..., Any])
_Shape = type[Schema] | Schema
_Document = Mapping[str, Any]

class Blueprint(flask.Blueprint):
    description: str
    def __init__(
        self,
        name: str,
        import_name: str,
        *,
        url_prefix: str | None = ...,
        description: str = ...,
        subdomain: str | None = ...,
        static_folder: str | None = ...,
        static_url_path: str | None = ...,
        template_folder: str | None = ...,
        cli_group: str | None = ...,
    ) -> None: ...
    def route(  # type: ignore[override]
        self,
        rule: str,
        *,
        parameters: Sequence[_Document | str] | None = ...,
        tags: Sequence[str] | None = ...,
        **options: Any,
    ) -> Callable[[_View], _View]: ...
    def arguments(
        self,
        schema: _Shape,
        *,
        location: str = ...,
        content_type: str | None = ...,
        required: bool = ...,
        description: str | None = ...,
        example: Any = ...,
        examples: _Document | None = ...,
        as_kwargs: bool = ...,
        error_status_code: int = ...,
        unknown: str | None = ...,
    ) -> Callable[[_View], _View]: ...
    def response(
        self,
        status_code: int | str,
        schema: _Shape | str | _Document | None = ...,
        *,
        content_type: str | None = ...,
        description: str | None = ...,
        example: Any = ...,
        examples: _Document | None = ...,
        headers: _Document | None = ...,
    ) -> Callable[[_View], _View]: ...
    def alt_response(
        self,
        status_code: int | str,
        response: str | None = ...,
        *,
        schema: _Shape | str | _Document | None = ...,
        content_type: str | None = ...,
        description: str | None = ...,
        example: Any = ...,
        examples: _Document | None = ...,
        headers: _Document | None = ...,
        success: bool = ...,
    ) -> Callable[[_View], _View]: ...
    def etag(self, obj: _View) -> _View: ...
    def check_etag(self, etag_data: Any, etag_schema: _Shape | None = ...) -> None: ...
    def set_etag(self, etag_data: Any, etag_schema: _Shape | None = ...) -> None: ...
    @staticmethod
    def doc(**kwargs: Any) -> Callable[[_View], _View]: ...

class Api:
    spec: APISpec
    def __init__(
        self,
        app: flask.Flask | None = ...,
        *,
        spec_kwargs: dict[str, Any] | None = ...,
        config_prefix: str = ...,
    ) -> None: ...
    def init_app(self, app: flask.Flask, *, spec_kwargs: dict[str, Any] | None = ...) -> None: ...
    def register_blueprint(
        self,
        blp: Blueprint,
        *,
        parameters: Sequence[_Document] | None = ...,
        **options: Any,
    ) -> None: ...
    def register_field(self, field: type[Any], *args: Any) -> None: ...
    def register_converter(
        self, converter: type[Any], func: Callable[[Any], dict[str, Any]] | None = ...
    ) -> None: ...
    def _register_error_handlers(self) -> None: ...

def abort(http_status_code: int, exc: Exception | None = ..., **kwargs: Any) -> NoReturn: ...
