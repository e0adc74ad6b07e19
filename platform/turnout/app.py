"""The web application: reads top to bottom as the list of what runs."""

from typing import Any

from flask import Flask
from flask_smorest import Api
from werkzeug.middleware.proxy_fix import ProxyFix

from turnout import __version__
from turnout.kernel import runtime
from turnout.kernel.http import access, openapi_names, problems, web
from turnout.kernel.messaging import broker
from turnout.kernel.module_loader import load
from turnout.kernel.settings import Settings, load_settings

MODULES = (
    "organizations",
    "identity",
    "connections",
    "files",
    "venues",
    "events",
    "sponsors",
    "participation",
    "forms",
    "catalog",
    "tickets",
    "payments",
    "inventory",
    "taxes",
    "orders",
    "transfers",
    "checkin",
    "invoices",
    "accounting",
    "reconciliation",
    "notifications",
    "manifests",
    "audit",
    "discovery",
)
"""Every module, from the floor up; one that has no `routes` or `handlers` is passed over."""


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; the process's engines, caches and keys must fit `settings`."""
    settings = settings or load_settings()
    runtime.start(settings, role="web")
    broker.connect(settings)

    app = Flask("turnout", static_folder=None)
    app.config.update(_configuration(settings))
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app,
            x_for=settings.trusted_proxies,
            x_proto=settings.trusted_proxies,
            x_host=settings.trusted_proxies,
        )
    web.install(app, settings)  # hosts, body limit, security headers, logs, metrics, traces

    api = Api(app, spec_kwargs={"marshmallow_plugin": openapi_names.plugin()})
    problems.install(app)
    access.install(app, _authenticator())
    for module in MODULES:
        load(module, "facts")
        load(module, "policies")
        load(module, "handlers")
        routes = load(module, "routes")
        for blueprint in getattr(routes, "blueprints", ()):
            api.register_blueprint(blueprint)

    _add_pages(app, settings)
    web.document(app, api, settings)  # /api/openapi.json, /api/docs
    return app


def _authenticator() -> access.Authenticator:
    from turnout.modules.identity import api as identity

    return identity.authenticator()


def _add_pages(app: Flask, settings: Settings) -> None:
    from turnout import site

    if hasattr(site, "install"):
        site.install(app, settings)


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "API_TITLE": "Turnout",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "API_SPEC_OPTIONS": {
            "info": {
                "description": "Event registration and ticketing.",
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
                "x-release": __version__,
            },
            "components": {
                "securitySchemes": {
                    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
                }
            },
        },
        "MAX_CONTENT_LENGTH": settings.body_limit_bytes,
        "TRUSTED_HOSTS": None,
        "PROPAGATE_EXCEPTIONS": False,
    }
