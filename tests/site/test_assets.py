"""Pages find the files of the browser build, and come out plain but whole without one."""

import json
from pathlib import Path

from turnout.site.assets import Assets
from turnout.site.rendering import Renderer
from turnout.site.views import MessagePage, Page

MANIFEST = {
    "src/features/site/main.ts": {
        "file": "assets/site-1.js",
        "imports": ["_shared.js"],
        "css": ["assets/site.css"],
    },
    "_shared.js": {"file": "assets/shared.js", "css": ["assets/shared.css"]},
    "src/features/checkout/main.ts": {
        "file": "assets/checkout-1.js",
        "imports": ["_shared.js"],
        "css": ["assets/shared.css", "assets/checkout.css"],
    },
    "src/ui/icon.svg": {"file": "assets/icon-1.svg"},
}


def built(folder: Path) -> Assets:
    (folder / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    return Assets(folder)


def test_an_entry_brings_its_styles_after_those_it_builds_on(tmp_path: Path) -> None:
    assets = built(tmp_path)
    assert assets.script("site") == "/assets/site-1.js"
    assert assets.styles("site") == ["/assets/shared.css", "/assets/site.css"]
    assert assets.styles("checkout") == ["/assets/shared.css", "/assets/checkout.css"]
    assert assets.icon() == "/assets/icon-1.svg"


def test_without_a_build_a_page_has_no_dead_links(tmp_path: Path) -> None:
    renderer = Renderer(Assets(tmp_path))
    view = MessagePage(title="Check your mail", text="We sent a link.")
    text = renderer.page("message.html", Page(title=view.title), view)
    assert "We sent a link." in text
    assert "/assets/" not in text
    assert "None" not in text
