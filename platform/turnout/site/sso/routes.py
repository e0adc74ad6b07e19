"""The addresses at which sign-in with a company's own provider is set up."""

from flask import Flask

from turnout.site.forms.pages import Personal
from turnout.site.layout.page_access import BOTH, LOOK, add_pages
from turnout.site.rendering.renderer import Renderer
from turnout.site.sso.directory import DirectoryPages
from turnout.site.sso.set_up import SetUpPages
from turnout.site.sso.shared_links import SharedLinkPages


def add_to(app: Flask, renderer: Renderer) -> None:
    personal = Personal(renderer)
    pages, shared = SetUpPages(personal), SharedLinkPages(personal)
    below = "/account/organizations/<uuid:organization_id>/sso"
    one = "/<uuid:identity_provider_id>"
    rules = (
        ("", pages.providers, BOTH),
        (one, pages.provider, BOTH),
        (f"{one}/test", pages.test, LOOK),
        (f"{one}/tests/<uuid:test_id>", pages.tested, LOOK),
    )
    add_pages(app, rules, below=below, named="sso_")
    organization = "/account/organizations/<uuid:organization_id>"
    directory = (("/directory", DirectoryPages(personal).directory, BOTH),)
    add_pages(app, directory, below=organization, named="sso_")
    by_link = (
        ("", shared.shared, BOTH),
        ("/test", shared.shared_test, LOOK),
        ("/tests/<uuid:test_id>", shared.shared_tested, LOOK),
    )
    add_pages(app, by_link, below="/sso/setup/<uuid:organization_id>/<secret>", named="sso_")
