"""The tool that looks at pages sees what is wrong with them: each fault is planted once."""

import json
import platform
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from tests.conftest import ROOT
from turnout_dev.browser_checks import chromium, findings, lighthouse, viewports
from turnout_dev.browser_checks.layout import layout_faults
from turnout_dev.browser_checks.lighthouse import Asked
from turnout_dev.browser_checks.sign_in import passphrase_of
from turnout_dev.browser_checks.viewports import View
from turnout_dev.stack.errors import StackError

SOUND = """<!doctype html><html lang="en"><title>Sound</title>
<main><h1>Sound</h1><p>Text.</p><button>Go</button></main></html>"""

LAID_OUT = SOUND.replace("<button>", "<button style='min-height:44px'>")


@pytest.fixture
def show(browser):
    """Put markup into a window of 320 px."""
    context = browser.new_context(viewport={"width": 320, "height": 600})
    page = context.new_page()

    def put(html):
        page.set_content(html)
        return page

    yield put
    context.close()


def test_a_sound_page_has_no_findings(show):
    page = show(SOUND)
    assert findings.axe_violations(page) == []
    assert findings.sideways_overflow(page) == []


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ("<button></button>", "button-name"),
        ("<p style='color:#bbb;background:#fff'>Faint</p>", "color-contrast"),
        ("<img src='data:,'>", "image-alt"),
        ("<input>", "label"),
        ("<h4>Too deep</h4>", "heading-order"),
    ],
)
def test_a_planted_violation_is_told_with_its_place(show, planted, rule):
    page = show(SOUND.replace("</main>", f"{planted}</main>"))
    found = findings.axe_violations(page)
    assert any(each.startswith(f"axe {rule} ") and "html" not in each[:5] for each in found), found
    assert findings.axe_violations(page, without="main > :last-child") == []


def test_what_sticks_out_is_named_and_what_may_scroll_is_not(show):
    wide = "<div class='wide' style='width:500px'>Long</div>"
    page = show(SOUND.replace("</main>", f"{wide}</main>"))
    told = findings.sideways_overflow(page)
    assert told[0].endswith("in a window of 320 px")
    assert any("div.wide" in each for each in told)
    page = show(SOUND.replace("</main>", f"<div style='overflow-x:auto'>{wide}</div></main>"))
    assert findings.sideways_overflow(page) == []


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        (
            "<p style='width:60px;overflow:hidden;white-space:nowrap'>Cut off here</p>",
            "cut off at 60",
        ),
        (
            "<div class='box' style='border:1px solid;width:60px'><p>Unbreakable</p></div>",
            "out of div",
        ),
        ("<button style='height:30px'>Low</button>", "30.0 px high: button"),
        (
            "<header class='site-head' style='position:fixed;top:0;height:40px'></header>",
            "between the",
        ),
    ],
)
def test_a_fault_of_the_layout_is_told(show, planted, told):
    page = show(LAID_OUT.replace("</main>", f"{planted}</main>"))
    [found] = layout_faults(page)
    assert told in found
    assert layout_faults(page, without="main") == []


@pytest.mark.parametrize(
    "planted",
    [
        "<p style='width:60px;overflow:hidden;text-overflow:ellipsis'>Unbreakable</p>",
        "<div style='border:1px solid;width:60px;overflow-x:auto'>Unbreakable</div>",
        "<div style='border:1px solid;width:60px' aria-hidden='true'>Unbreakable</div>",
        (
            "<style>.away{position:absolute;width:1px;overflow:hidden;clip-path:inset(50%)}</style>"
            "<p class='away'>For screen readers</p>"
        ),
        "<div style='border:1px solid;width:60px;overflow-wrap:anywhere'>Unbreakable</div>",
    ],
)
def test_what_is_cut_on_purpose_or_scrolls_is_no_fault_of_the_layout(show, planted):
    assert layout_faults(show(LAID_OUT.replace("</main>", f"{planted}</main>"))) == []


def test_complaints_of_a_page_are_collected(show):
    page = show(SOUND)
    complaints = viewports.collect_complaints(page)
    page.evaluate("console.error('broken'); setTimeout(() => { throw new Error('uncaught') })")
    page.wait_for_function("true")
    page.wait_for_timeout(50)
    assert [each.split(" (")[0] for each in complaints] == ["error: broken", "uncaught: uncaught"]


def test_a_picture_is_taken_for_every_combination(stack, tmp_path):
    words = [
        sys.executable,
        "-m",
        "turnout_dev.browser_checks",
        "/sign-in",
        "--address",
        stack.address,
        "--out",
        str(tmp_path),
    ]
    words += ["--width", "320", "1280", "--theme", "dark", "--axe"]
    words += ["--fill", "Email=ada@people.example", "--press", "Tab"]
    outcome = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(
        f"sign-in-{View(width, 'dark').name}.png" for width in (320, 1280)
    )


def test_the_packed_browser_runs_without_an_installed_one(monkeypatch):
    monkeypatch.setenv(chromium.SETTING, "package")
    program = chromium.find()
    assert program.path.is_relative_to(chromium.UNPACKED)
    assert chromium.version_of(program).startswith("Chromium ")


@pytest.mark.parametrize(
    ("wish", "machine", "is_installed_one"),
    [
        ("", ("Linux", "x86_64"), False),
        ("", ("Darwin", "arm64"), True),
        ("installed", ("Linux", "x86_64"), True),
        ("package", ("Linux", "x86_64"), False),
    ],
)
def test_an_installed_browser_changes_nothing_where_the_packed_one_runs(
    monkeypatch, wish, machine, is_installed_one
):
    monkeypatch.setenv(chromium.SETTING, wish)
    monkeypatch.setattr(platform, "system", lambda: machine[0])
    monkeypatch.setattr(platform, "machine", lambda: machine[1])
    monkeypatch.setattr(chromium, "NAMES", ("sh",))  # stands for a browser that is installed
    found = chromium.find().path
    assert found.is_relative_to(chromium.UNPACKED) is not is_installed_one
    assert (found.name == "sh") is is_installed_one


def test_without_any_browser_it_is_said_what_to_do(monkeypatch):
    monkeypatch.setenv(chromium.SETTING, "installed")
    monkeypatch.setattr(chromium, "NAMES", ())
    with pytest.raises(StackError, match="TURNOUT_DEV_CHROMIUM=<path>"):
        chromium.find()


def width_of_words(monkeypatch, kind, program):
    """How wide a sentence is on a page in the machine's own sans-serif."""
    monkeypatch.setattr(chromium, "find", lambda: program)
    with closing(viewports.launch(kind, {})) as opened:
        page = opened.new_page()
        page.set_content("<span style='font: 20px sans-serif'>Wide or narrow, it is there.</span>")
        return page.evaluate("document.querySelector('span').getBoundingClientRect().width")


def test_a_machine_without_fonts_is_given_those_of_the_package(browser, monkeypatch, tmp_path):
    """Without a single font Chromium's pages crash."""
    monkeypatch.setenv(chromium.SETTING, "package")
    program = chromium.find()
    (tmp_path / "fonts").symlink_to(chromium.UNPACKED / "fonts")
    fonts = chromium.write_fonts(tmp_path, machine=tmp_path / "there-is-none.conf")
    bare = replace(program, environment={**program.environment, "FONTCONFIG_FILE": str(fonts)})
    assert 200 < width_of_words(monkeypatch, browser.browser_type, bare) < 400


def test_a_browser_that_is_named_is_taken(monkeypatch):
    monkeypatch.setenv(chromium.SETTING, "/opt/some/chrome")
    assert str(chromium.find().path) == "/opt/some/chrome"


def report(**scores):
    given = dict.fromkeys(lighthouse.THRESHOLDS, 1.0) | scores
    return {
        "categories": {name: {"score": score} for name, score in given.items()},
        "audits": {name: {"numericValue": 0.01} for name in lighthouse.FIGURES},
    }


def test_the_median_counts_and_every_shortfall_is_named():
    runs = [report(performance=each) for each in (0.99, 0.94, 0.2, 0.94, 1.0)]
    runs[0]["audits"]["cumulative-layout-shift"]["numericValue"] = 0.9
    median = lighthouse.median_of("event", Asked("/a/b"), runs)
    assert median.scores["performance"] == 94
    assert median.shortfalls() == ["event: performance 94, at least 95"]
    assert json.dumps(lighthouse.told(median))
    assert "event" in lighthouse.table([median])


def test_a_score_that_could_not_be_worked_out_is_a_shortfall():
    median = lighthouse.median_of("landing", Asked("/"), [report(seo=None)])
    assert median.shortfalls() == ["landing: seo 0, at least 100"]


def test_a_page_behind_a_sign_in_is_judged_by_how_it_can_be_used():
    asked = Asked("/console/a/inbox", is_signed_in=True)
    runs = [report(seo=None, performance=0.5, accessibility=0.99)]
    runs[0]["audits"]["largest-contentful-paint"]["numericValue"] = 9_000
    runs[0]["audits"]["cumulative-layout-shift"]["numericValue"] = 0.9
    median = lighthouse.median_of("inbox", asked, runs)
    assert median.shortfalls() == [
        "inbox: accessibility 99, at least 100",
        "inbox: cumulative-layout-shift 0.9, below 0.1",
    ]


def test_the_demos_people_are_known_by_name(browser):
    with pytest.raises(StackError, match="none of the demo's people"):
        passphrase_of("nobody@people.example")
    assert passphrase_of("dana@meridian.example")
