"""Pages find the files of the browser build, and come out plain but whole without one."""

import json
import re
from pathlib import Path

import turnout
from turnout.site.layout.views import MessagePage, Page
from turnout.site.rendering.assets import Assets
from turnout.site.rendering.renderer import Renderer

PLATFORM = Path(turnout.__file__).parents[1]
TEMPLATES = PLATFORM / "turnout" / "site" / "templates"
FEATURES = PLATFORM / "web" / "src" / "features"
ENTRY = re.compile(r"""set entry = "(\w+)\"""")
MANIFEST = {
    "src/features/site/main.ts": {
        "name": "site",
        "isEntry": True,
        "file": "assets/site-1.js",
        "imports": ["_shared.js"],
        "css": ["assets/site.css"],
    },
    "_shared.js": {
        "name": "shared",
        "file": "assets/shared.js",
        "imports": ["_react.js"],
        "css": ["assets/shared.css"],
    },
    "_react.js": {"name": "react", "file": "assets/react.js"},
    "src/features/checkout/main.tsx": {
        "name": "checkout",
        "isEntry": True,
        "file": "assets/checkout-1.js",
        "imports": ["_shared.js", "_react.js"],
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


def test_an_entry_names_what_it_cannot_start_without_each_once(tmp_path: Path) -> None:
    assert built(tmp_path).modules("checkout") == ["/assets/shared.js", "/assets/react.js"]


def test_any_file_of_the_build_is_found_by_its_source(tmp_path: Path) -> None:
    assets = built(tmp_path)
    assert assets.file("src/ui/icon.svg") == "/assets/icon-1.svg"
    assert assets.file("src/ui/other.svg") is None


def test_every_page_names_an_entry_that_is_built() -> None:
    named = {
        entry
        for template in TEMPLATES.rglob("*.html")
        for entry in ENTRY.findall(template.read_text(encoding="utf-8"))
    }
    assert "checkout" in named
    assert {entry for entry in named if not any((FEATURES / entry).glob("main.ts*"))} == set()


def test_without_a_build_a_page_has_no_dead_links(tmp_path: Path) -> None:
    renderer = Renderer(Assets(tmp_path))
    view = MessagePage(title="Check your email", text="We sent a link.")
    text = renderer.page("message.html", Page(title=view.title), view)
    assert "We sent a link." in text
    assert "/assets/" not in text
    assert "None" not in text
