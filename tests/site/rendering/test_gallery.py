"""The gallery of components: there while pages are built, and not in production."""

from flask import Flask

from turnout.app import add_pages
from turnout.kernel.settings import Settings


def test_every_component_can_be_looked_at_in_a_theme_a_language_and_a_brand(client):
    answer = client.get("/system/gallery?lang=ar&theme=dark&brand=ff2d8a")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'lang="ar" dir="rtl"' in text
    assert "data-gallery" in text
    assert '<link rel="stylesheet" href="/assets/brand-1-ff2d8a.css">' in text
    assert 'href="/system/gallery?theme=dark&amp;lang=de&amp;brand=ff2d8a"' in text
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_switch_says_what_is_chosen(client):
    text = client.get("/system/gallery?theme=contrast").get_data(as_text=True)
    assert 'aria-current="true">contrast</a>' in text


def test_what_is_no_colour_brings_no_sheet(client):
    assert "brand-1" not in client.get('/system/gallery?brand="><script>').get_data(as_text=True)


def test_production_does_not_have_it(settings: Settings):
    app = Flask("production", static_folder=None)
    add_pages(app, settings.model_copy(update={"environment": "production"}), dict)
    assert "site.gallery" not in app.view_functions
    assert "site.brand_sheet" in app.view_functions
