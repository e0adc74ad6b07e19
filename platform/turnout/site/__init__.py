"""The public pages, rendered on the server: landing, directory, event, order, account."""

from flask import Flask

from turnout.kernel.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Add the pages, and turn refusals into pages where a person asked for one."""
    from turnout.site import account_routes, order_routes, own_pages, problem_pages
    from turnout.site.assets import Assets
    from turnout.site.rendering import Renderer
    from turnout.site.routes import Pages

    renderer = Renderer(Assets(settings.web_dist))
    base_url = settings.public_url.rstrip("/")
    Pages(renderer, base_url).add_to(app)
    order_routes.add_to(app, renderer, base_url)
    account_routes.add_to(app, renderer)
    own_pages.add_to(app, renderer)
    app.after_request(problem_pages.install(renderer))
