"""Every page in every theme and language, wide and at 320 px: axe is content, nothing sticks out.

A whole run takes every fourth page in one way that the seed draws, whoever runs this file all of
them; `make prove` takes all 42 ways.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import product

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from tests.browser.scenes import SCENES
from tests.browser.seeds import PROVE, chance_for
from tests.prove.counts import one_in
from tests.prove.crowds import IS_WHOLE_RUN
from tests.prove.results import record_result
from turnout_dev.browser_checks.viewports import LANGUAGES, THEMES, View

NO_PAGES = re.compile(
    r"\.\w+$|/files/|/share(/|\.)|/state$|/\.well-known/|^/sign-in/with/|^/sso/<|/sso/.+/test$|/file$"
    r"|/wallet/|^/account/calendars/return$|^/account/calendars/<key>/connect$"
)
"""Files, pictures, feeds, ways to providers elsewhere: nothing that is looked at in a window."""
ONLY_WITHOUT_A_WINDOW = {
    "/account/calendars/<key>/disconnect",
    "/account/decisions/<uuid:decision_id>",
    "/account/organizations/<uuid:organization_id>/deletion",
    "/account/handovers/<uuid:handover_id>",
    "/account/handovers/<uuid:handover_id>/decline",
    "/account/personal-data/delete",
    "/account/claims/<uuid:claim_id>",
    "/account/claims/<uuid:organization_id>/<secret>",
    "/account/organizations/<uuid:organization_id>/sso/<uuid:identity_provider_id>/tests/<uuid:test_id>",
    "/account/second-factors/passkeys/<uuid:passkey_id>",
    "/account/second-factors/passkeys/<uuid:passkey_id>/remove",
    "/account/sign-in-methods/<uuid:login_id>/unlink",
    "/account/sign-in-methods/link/<uuid:pending_id>",
    "/embed/<organization>",
    "/embed/<organization>/<event>",
    "/my-tickets/messages/push",
    "/oembed",
    "/s/<code>",
    "/sso/setup/<uuid:organization_id>/<secret>/tests/<uuid:test_id>",
}
"""What the stage has none of yet: a decision, an offer, a copy, a passkey, a linked account, a test;
and what stands in frames of other sites, or is a worker's alone.

See tests/site/account, tests/site/embeds, and tests/site/sso for the test."""
WIDTHS = (1280, 320)
TAKEN = one_in(16, list(SCENES), what="pages") if IS_WHOLE_RUN else list(SCENES)


def views_of(scene: str) -> Sequence[View]:
    """All widths and languages; or a wide one, or a narrow one with long words or mirrored."""
    if PROVE:
        return [View(width, "light", language) for width, language in product(WIDTHS, LANGUAGES)]
    chance = chance_for(scene)
    wide = View(1280, chance.choice(THEMES), chance.choice(LANGUAGES))
    narrow = View(320, chance.choice(THEMES), chance.choice(("de", "ar")))
    return [chance.choice((wide, narrow))]


@pytest.mark.parametrize("name", TAKEN)
def test_axe_finds_nothing_and_nothing_sticks_out(visit, places, name):
    scene, found = SCENES[name], []
    for view in views_of(name):
        visitor = visit(view, traced=False)
        places.enter(visitor, scene)
        for theme in THEMES if PROVE else (view.theme,):
            visitor.change_theme(theme)
            visitor.keep(name)
            faults = visitor.faults()
            found += [f"{visitor.view.name}: {each}" for each in faults]
        visitor.leave()
    assert not found, "\n".join(found)
    if PROVE:
        shown = f"{len(THEMES)} themes x {len(LANGUAGES)} languages x {len(WIDTHS)} widths"
        record_result(f"accessibility and overflow of {name}", shown)


def test_no_page_of_the_site_is_left_out(stage, places):
    rules = [each for each in stage.do("page_rules") if not NO_PAGES.search(each)]
    pages = Map([Rule(each, endpoint=each, strict_slashes=False) for each in rules]).bind("here")
    met = set()
    for scene in SCENES.values():
        path = scene.path.format(**places.words).partition("?")[0]
        with suppress(NotFound):
            met.add(pages.match(path)[0])
    assert set(rules) - met == ONLY_WITHOUT_A_WINDOW


@pytest.mark.parametrize("language", LANGUAGES if PROVE else ("ar", "de"))
def test_a_page_says_which_language_it_is_in_and_runs_its_way(visit, language):
    visitor = visit(View(1280, "light", language), traced=False)
    visitor.open("/events")
    root = visitor.page.locator("html")
    assert root.get_attribute("lang") == language
    direction = root.evaluate("node => getComputedStyle(node).direction")
    assert direction == ("rtl" if language == "ar" else "ltr")
