"""The web application: reads top to bottom as the list of what runs."""

import sys
from collections.abc import Callable, Container, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from flask import Flask
from flask_smorest import Api
from werkzeug.middleware.proxy_fix import ProxyFix

from turnout import __version__
from turnout.kernel import runtime
from turnout.kernel.http import access, answers, limits, own_hosts, problems, proxies, web
from turnout.kernel.http.application import Application
from turnout.kernel.messaging import broker
from turnout.kernel.observability import metrics
from turnout.kernel.runtime import load_file, loading
from turnout.kernel.settings import Settings, load_settings
from turnout.places.cities import all_cities

if TYPE_CHECKING:
    from turnout.site.rendering.renderer import Renderer

MODULES = (
    "security_events",
    "audit",
    "roles",
    "quotas",
    "second_factor_policies",
    "signing_keys",
    "organizations",
    "agencies",
    "domains",
    "business_profiles",
    "identity",
    "members",
    "passkeys",
    "sign_in_devices",
    "email_changes",
    "consents",
    "quiet_hours",
    "second_factors",
    "api_tokens",
    "social_logins",
    "sso",
    "scim_tokens",
    "scim",
    "sso_setup",
    "connections",
    "jobs",
    "challenges",
    "files",
    "profiles",
    "venues",
    "events",
    "invitation_batches",
    "visits",
    "series",
    "programme",
    "sponsors",
    "participation",
    "programme_search",
    "session_files",
    "forms",
    "ticket_prices",
    "catalog",
    "tickets",
    "payments",
    "inventory",
    "discounts",
    "sales_partners",
    "embeds",
    "member_lists",
    "price_rules",
    "bulk_edits",
    "event_currencies",
    "taxes",
    "waiting_room",
    "fraud_rules",
    "sales_channels",
    "blocked_addresses",
    "orders",
    "transfers",
    "waitlist",
    "session_waitlist",
    "checkin",
    "checkin_scans",
    "wallet_passes",
    "calendars",
    "join_links",
    "attendance",
    "attendance_certificates",
    "leads",
    "shifts",
    "checkin_devices",
    "event_plans",
    "order_notes",
    "received_payments",
    "provider_links",
    "invoices",
    "order_search",
    "refund_previews",
    "discount_reports",
    "channel_reports",
    "short_links",
    "sales_forecasts",
    "sales_reports",
    "funnel_reports",
    "attendee_imports",
    "order_exports",
    "badges",
    "print_stations",
    "accounting",
    "reconciliation",
    "opt_outs",
    "suppressions",
    "inbox",
    "sending_domains",
    "mail_providers",
    "text_messages",
    "push_messages",
    "chat_messages",
    "notifications",
    "deliverability",
    "inbox_copies",
    "disputes",
    "verifications",
    "applications",
    "order_reviews",
    "team_messages",
    "session_mails",
    "waitlist_mails",
    "transfer_mails",
    "certificate_mails",
    "engagement_reports",
    "announcements",
    "message_templates",
    "reminders",
    "saved_reports",
    "report_links",
    "export_schedules",
    "order_moves",
    "notification_preferences",
    "bulk_actions",
    "box_office",
    "kiosks",
    "payment_links",
    "order_timeline",
    "warehouse_feeds",
    "search_index",
    "discovery",
    "public_search",
    "event_search",
    "overviews",
    "dashboards",
    "saml",
    "manifests",
    "figure_shares",
    "template_shares",
    "support_access",
    "closures",
    "handovers",
    "ownership_claims",
    "event_approvals",
    "abuse_reports",
    "operators",
    "audit_streams",
    "platform_health",
    "platform_statistics",
    "popularity",
    "saved_searches",
    "privacy",
    "user_merges",
    "retention",
    "processing_records",
    "data_requests",
)
"""Every module, from the floor up; one that has no `routes` or `handlers` is passed over."""
SWITCH_SECONDS: Final = 0.0005
"""After how long a request that computes lets another go on. With Python's 5 ms an order waits so
long each time it comes back from the database while a report is written in the same process.
"""

ROOMS: Final = (
    "account.routes",
    "console.routes",
    "directory.routes",
    "docs.routes",
    "embeds.routes",
    "events.routes",
    "machines.feeds",
    "orders.routes",
    "organizations.routes",
    "settings.routes",
    "sso.routes",
    "tickets.routes",
)
"""Where the pages are that `add_pages` adds, for who loads them before."""
DOOR: Final = frozenset(
    {"checkin", "checkin-scans", "checkin-devices", "checkin-device", "box-office-device"}
)
"""The parts of the API that the door serves: check-in, its log, devices and their sales."""


@loading()
def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; the process's engines, caches and keys must fit `settings`."""
    settings = settings or load_settings()
    _start(settings, role="web")
    app, api = _with_modules(settings)
    document = web.document(app, api, settings)  # /api/openapi.json
    add_pages(app, settings, document)
    metrics.begin_counters()
    return app


@loading()
def create_door(settings: Settings | None = None) -> Flask:
    """Build what the door needs and nothing else: the same code, so that no sale slows the gate."""
    settings = settings or load_settings()
    _start(settings, role="door")
    app = door_of(settings)
    metrics.begin_counters()
    return app


def _start(settings: Settings, *, role: str) -> None:
    """Make this the process of a role that answers requests."""
    sys.setswitchinterval(SWITCH_SECONDS)
    runtime.start(settings, role=role)
    broker.connect(settings)


def door_of(settings: Settings) -> Flask:
    """The application of the door in a process that has been started."""
    app, _ = _with_modules(settings, serves=DOOR)
    web.serve_built_files(app, settings)
    _add_door_pages(app, settings)
    return app


@loading()
def load_modules() -> None:
    """Import every module and page, before processes are forked that build the application.

    The list of cities is read then too: a third of a second that nobody at a field waits for.
    """
    for module in MODULES:
        for file in ("facts", "policies", "handlers", "routes"):
            load_file(module, file)
    for room in ROOMS:
        import_module(f"turnout.site.{room}")
    all_cities()


def _with_modules(settings: Settings, *, serves: Container[str] | None = None) -> tuple[Flask, Api]:
    """The application with every module, and these parts of the API; without any: all of it.

    Modules whose routes are left out are there all the same: they hear facts and answer hooks.
    """
    app = Application("turnout")
    app.config.update(_configuration(settings))
    early = web.answer_early(app, settings)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app,
            x_for=settings.trusted_proxies,
            x_proto=settings.trusted_proxies,
            x_host=settings.trusted_proxies,
        )
    else:
        proxies.watch(app, settings)
    web.install(app, settings)  # hosts, body limit, security headers, logs, metrics, traces

    api = Api(app, spec_kwargs={"marshmallow_plugin": answers.plugin()})
    problems.install(app)
    access.install(app, _authenticator())
    for module in MODULES:
        load_file(module, "facts")
        load_file(module, "policies")
        load_file(module, "handlers")
        routes = load_file(module, "routes")
        for blueprint in getattr(routes, "blueprints", ()):
            if serves is None or blueprint.name in serves:
                api.register_blueprint(blueprint)
        for blueprint in getattr(routes, "protocols", ()):  # which describe themselves
            if serves is None:
                app.register_blueprint(blueprint)
        for offer in getattr(routes, "early_answers", ()):
            if serves is None:
                early.add(offer)

    app.extensions[own_hosts.HOST_FINDER] = _host_finder()
    app.extensions[limits.QUOTA] = _request_quota()
    return app, api


def _authenticator() -> access.Authenticator:
    from turnout.modules.operators import api as operators

    return operators.authenticator()


def _request_quota() -> Callable[[UUID], Mapping[str, str] | None]:
    from turnout.modules.quotas import api as quotas

    return quotas.count_request


def _host_finder() -> Callable[[str], own_hosts.Home | None]:
    from turnout.modules.domains import api as domains

    return domains.find_home


def add_pages(app: Flask, settings: Settings, document: Callable[[], Mapping[str, Any]]) -> None:
    """Add the public pages room by room, and turn refusals into pages where a person reads them."""
    from turnout.site.account import routes as account
    from turnout.site.console.door import DoorRoutes
    from turnout.site.console.routes import ConsoleRoutes
    from turnout.site.directory.maps import source_of
    from turnout.site.docs.routes import DocumentationRoutes
    from turnout.site.l10n import negotiation
    from turnout.site.layout import problem_pages
    from turnout.site.machines.feeds import MachineRoutes
    from turnout.site.orders import routes as orders
    from turnout.site.organizations import routes as organizations
    from turnout.site.rendering import gallery
    from turnout.site.rendering.assets import Assets
    from turnout.site.rendering.templates import renderer_of
    from turnout.site.settings import routes as organization_settings
    from turnout.site.sso import routes as sso
    from turnout.site.tickets import routes as tickets

    assets, maps = Assets(settings.web_dist), source_of(settings)
    renderer = renderer_of(assets, maps)
    base_url = settings.public_url.rstrip("/")
    negotiation.install(app)
    _add_directory_pages(app, renderer, settings)
    DocumentationRoutes(renderer, base_url, document=document).add_to(app)
    organizations.add_to(app, renderer, assets=assets)
    MachineRoutes(renderer).add_to(app)
    _add_event_pages(app, renderer, settings, tiles_from=maps.origin if maps else "")
    negotiation.add_to(app)
    orders.add_to(app, renderer)
    tickets.add_to(app, renderer, assets=assets)
    account.add_to(app, renderer)
    ConsoleRoutes(renderer, assets, listens_to=settings.realtime_origin).add_to(app)
    DoorRoutes(renderer, assets).add_to(app)
    account.add_handovers_to(app, renderer)
    organization_settings.add_to(app, renderer)
    sso.add_to(app, renderer)
    if not settings.is_production:
        gallery.add_to(app, renderer)
    app.after_request(problem_pages.install(renderer))


def _add_directory_pages(app: Flask, renderer: "Renderer", settings: Settings) -> None:
    """Add what is about all events, and the searches of them that visitors save."""
    from turnout.site.directory import saved_searches
    from turnout.site.directory.maps import source_of
    from turnout.site.directory.routes import DirectoryRoutes

    base_url, maps = settings.public_url.rstrip("/"), source_of(settings)
    DirectoryRoutes(renderer, base_url, maps=maps, featured=settings.featured).add_to(app)
    saved_searches.add_to(app, renderer)


def _add_event_pages(
    app: Flask, renderer: "Renderer", settings: Settings, *, tiles_from: str
) -> None:
    """Add what is below an event's address, and the same as other sites frame it."""
    from turnout.site.embeds import routes as embeds
    from turnout.site.events.routes import EventRoutes

    live = settings.realtime_origin
    events = EventRoutes(renderer, tiles_from=tiles_from, listens_to=live)
    events.add_to(app)
    embeds.add_to(app, renderer, web_dist=settings.web_dist, shown=events.shown)


def _add_door_pages(app: Flask, settings: Settings) -> None:
    """Add the scanner's page, and turn refusals into pages where a person reads them."""
    from turnout.site.console.door import DoorRoutes
    from turnout.site.directory.maps import source_of
    from turnout.site.l10n import negotiation
    from turnout.site.layout import problem_pages
    from turnout.site.rendering.assets import Assets
    from turnout.site.rendering.templates import renderer_of

    assets = Assets(settings.web_dist)
    renderer = renderer_of(assets, source_of(settings))
    negotiation.install(app)
    DoorRoutes(renderer, assets).add_to(app)
    app.after_request(problem_pages.install(renderer))


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
        },
        "MAX_CONTENT_LENGTH": settings.body_limit_bytes,
        "TRUSTED_HOSTS": None,
        "PROPAGATE_EXCEPTIONS": False,
    }
