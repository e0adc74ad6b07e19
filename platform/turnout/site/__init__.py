"""The public pages, rendered on the server: landing, directory, event, order, account."""

from typing import TYPE_CHECKING

from flask import Flask

from turnout.kernel.settings import Settings

if TYPE_CHECKING:
    from turnout.site.rendering.assets import Assets
    from turnout.site.rendering.renderer import Renderer


def install(app: Flask, settings: Settings) -> None:
    """Add the pages, and turn refusals into pages where a person asked for one."""
    from turnout.site.account import routes as account_routes
    from turnout.site.account import unsubscribe_pages
    from turnout.site.directory.routes import Pages
    from turnout.site.events import preview_pages
    from turnout.site.l10n import language_page, negotiation
    from turnout.site.layout import problem_pages
    from turnout.site.orders import routes as order_routes
    from turnout.site.organizations import branding, self_service_pages
    from turnout.site.rendering import gallery
    from turnout.site.rendering.assets import Assets
    from turnout.site.tickets import routes as ticket_routes

    assets = Assets(settings.web_dist)
    renderer = _renderer(assets, settings)
    base_url = settings.public_url.rstrip("/")
    negotiation.install(app)
    Pages(renderer, base_url, featured=settings.featured).add_to(app)
    language_page.add_to(app, base_url)
    order_routes.add_to(app, renderer, base_url)
    ticket_routes.add_to(app, renderer, base_url, assets=assets)
    for part in (account_routes, self_service_pages, preview_pages, unsubscribe_pages):
        part.add_to(app, renderer)
    branding.add_to(app, assets)
    if not settings.is_production:
        gallery.add_to(app, renderer)
    app.after_request(problem_pages.install(renderer))


def _renderer(assets: "Assets", settings: Settings) -> "Renderer":
    from turnout.site.directory.map_pages import OUTLINES, MapMaker
    from turnout.site.rendering.renderer import Renderer

    outlines = assets.file(OUTLINES)
    maps = MapMaker(
        settings.web_dist / outlines.removeprefix("/") if outlines else None,
        tiles_url=settings.tiles_url,
        credit=settings.tiles_credit,
    )
    return Renderer(assets, maps=maps)
