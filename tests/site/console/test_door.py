"""The scanner's page: the same for everybody, with a camera, kept offline, and installed as an app."""

import json
import re
from urllib.parse import urlsplit

import pytest

FILES = re.compile(r'id="door-files">(.+?)</script>')


@pytest.fixture
def door(browser):
    return browser.open("/door").answer


def test_the_page_is_for_everybody_and_nobody_in_between_keeps_it(browser, door):
    assert door.status_code == 200
    assert "data-door" in door.get_data(as_text=True)
    assert door.headers["Cache-Control"] == "no-store"
    assert door.headers["Referrer-Policy"] == "no-referrer"


def test_it_alone_may_use_the_camera_and_run_its_own_decoder(browser, door):
    policy = door.headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "connect-src 'self';" in policy
    assert "worker-src 'self'" in policy
    assert "frame-src blob:" in policy, "badges are printed out of a frame"
    assert door.headers["Permissions-Policy"].startswith("camera=(self), microphone=()")
    for path in ("/", "/sign-in"):
        other = browser.open(path).answer
        assert "camera=()" in other.headers["Permissions-Policy"]
        assert "wasm" not in other.headers["Content-Security-Policy"]


def test_it_names_every_built_file_that_it_may_need_without_a_connection(browser, door):
    files = json.loads(FILES.search(door.get_data(as_text=True))[1])
    if not files:
        pytest.skip("there is no build here")
    assert all(each.startswith("/assets/") for each in files)
    kinds = {urlsplit(each).path.rpartition(".")[2] for each in files}
    assert kinds >= {"js", "css", "wasm", "woff2"}
    first = browser.open(files[0]).answer
    assert first.status_code == 200
    first.close()


def test_its_worker_may_look_after_the_page_and_is_asked_for_anew(browser):
    worker = browser.open("/door/worker.js").answer
    if worker.status_code == 404:
        pytest.skip("there is no build here")
    assert worker.headers["Service-Worker-Allowed"] == "/door"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert worker.content_type.startswith("text/javascript")


def test_the_scanner_can_be_installed_in_ones_own_language(browser):
    manifest = browser.open("/door/manifest.webmanifest?lang=ar").answer
    assert manifest.content_type == "application/manifest+json"
    told = json.loads(manifest.get_data(as_text=True))
    assert (told["start_url"], told["scope"], told["display"]) == ("/door", "/door", "standalone")
    assert (told["lang"], told["dir"]) == ("ar", "rtl")
    assert told["theme_color"] == "#131619"
