"""Every page in every theme and language, wide and at 320 px: axe is content, nothing sticks out.

The suite takes each page in two ways that the seed draws; `make prove` takes all 42.
"""

import os
import random
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import product

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from tests.browser.scenes import SCENES
from tests.prove.noting import note
from turnout_dev.look.viewing import LANGUAGES, THEMES, View

PROVE = os.environ.get("TURNOUT_PROVE") == "1"
SEED = os.environ.get("TURNOUT_SEED") or "20240203"
NO_PAGES = re.compile(r"\.\w+$|/files/|/share/|/state$|/\.well-known/")
"""Files, pictures and feeds: nothing that is looked at in a window."""
WIDTHS = (1280, 320)
EVERY = [View(*each) for each in product(WIDTHS, THEMES, LANGUAGES)]


def views_of(scene: str) -> Sequence[View]:
    """All of them; or one wide, and a narrow one with long words or with the other side first."""
    if PROVE:
        return EVERY
    chance = random.Random(f"{SEED} {scene}")  # noqa: S311  drawn again from the same seed
    return [
        View(1280, chance.choice(THEMES), chance.choice(LANGUAGES)),
        View(320, chance.choice(THEMES), chance.choice(("de", "ar"))),
    ]


@pytest.mark.parametrize("name", SCENES)
def test_axe_finds_nothing_and_nothing_sticks_out(visit, places, name):
    scene, found = SCENES[name], []
    for view in views_of(name):
        visitor = visit(view, traced=False)
        places.enter(visitor, scene)
        visitor.keep(name, whole=not scene.of_others)
        found += [f"{view.name}: {each}" for each in visitor.faults(without=scene.of_others)]
        visitor.leave()
    assert not found, "\n".join(found)
    if PROVE:
        note("pages without a fault of axe and without overflow", f"{name}: {len(EVERY)} views")


def test_no_page_of_the_site_is_left_out(stage, places):
    rules = [each for each in stage.do("page_rules") if not NO_PAGES.search(each)]
    pages = Map([Rule(each, endpoint=each, strict_slashes=False) for each in rules]).bind("here")
    met = set()
    for scene in SCENES.values():
        path = scene.path.format(**places.words).partition("?")[0]
        with suppress(NotFound):
            met.add(pages.match(path)[0])
    assert set(rules) - met == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_which_language_it_is_in_and_runs_its_way(visit, language):
    visitor = visit(View(1280, "light", language))
    visitor.open("/events")
    root = visitor.page.locator("html")
    assert root.get_attribute("lang") == language
    direction = root.evaluate("node => getComputedStyle(node).direction")
    assert direction == ("rtl" if language == "ar" else "ltr")
