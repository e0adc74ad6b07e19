"""The list of 100,000 orders in a browser: every press is answered within 200 ms.

What is searched for is there within 300 ms of the last letter (p95). Times are judged in
`make prove` on a machine that does nothing else, and only written down on a busy one; the suite
takes 300 orders, and asks whether the list does what it says.
"""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.seeds import PROVE
from tests.factories.many_orders import FIRST
from tests.factories.people import PASSWORD
from tests.prove.counts import is_busy
from tests.prove.results import record_result

ORDERS, MOST = (100_000, len(FIRST)) if PROVE else (300, 8)
PROMISED_PAINT, PROMISED_SEARCH = 200, 300
"""In milliseconds."""
WORDS = ("p12", "rossi", "p19919@mail", "P77", "zebra", *(f"{name} w" for name in FIRST))
WATCH = """() => {
  window.interactions = [];
  window.answered = new Set();
  new PerformanceObserver((list) => {
    for (const { name, duration, interactionId } of list.getEntries())
      if (interactionId) window.interactions.push({ name, duration });
  }).observe({ type: "event", durationThreshold: 16 });
  new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
      const url = new URL(name);
      if (url.pathname.endsWith("/orders/search")) window.answered.add(url.searchParams.get("q"));
    }
  }).observe({ type: "resource" });
}"""
"""Each press or letter that took 16 ms or more until the next picture, as browsers report it."""
AFTER = """({ word, nobody }) => new Promise((done, failed) => {
  const began = performance.now();
  const isShown = () => {
    const list = document.querySelector("main");
    const rows = [...list.querySelectorAll("[role=rowheader]")].filter((row) => row.offsetParent);
    return window.answered.has(word) && (rows.length > 0 || list.innerText.includes(nobody));
  };
  const end = () => requestAnimationFrame(() => done(performance.now() - began));
  const look = () => {
    if (performance.now() - began < 60_000) requestAnimationFrame(isShown() ? end : look);
    else failed(new Error(`no list for ${word}: asked for ${[...window.answered]}`));
  };
  look();
})"""


@pytest.fixture(scope="module")
def event(stage):
    made = stage.open_event(title="Lantern Marathon", types={"Entry": {"capacity": 30}})
    stage.do("fill_orders", event_id=made.id, count=ORDERS)
    return made


def test_a_long_list_is_searched_sorted_and_scrolled_without_waiting(visit, event):
    visitor = visit()
    visitor.sign_in({"email": event.owner, "password": PASSWORD})
    visitor.open(f"/console/{event.organization}/orders")
    page, rows = visitor.page, visitor.page.get_by_role("rowheader")
    expect(rows.first).to_be_visible()
    was_busy = is_busy()
    page.evaluate(WATCH)
    search = page.get_by_role("searchbox")
    times = []
    for word in WORDS[:MOST]:
        search.fill("")
        expect(rows.first).to_be_visible()
        search.press_sequentially(word[:-1])
        search.press(word[-1])
        times.append(page.evaluate(AFTER, {"word": word, "nobody": "No order"}))
    search.fill("")
    for column in ("Buyer", "Total", "Placed"):
        visitor.page.get_by_role("columnheader").get_by_text(column).first.click()
        expect(rows.first).to_be_visible()
    for _ in range(12):
        page.mouse.wheel(0, 2_000)
        time.sleep(0.1)
    rows.last.scroll_into_view_if_needed()
    paints = [each["duration"] for each in page.evaluate("window.interactions")]
    p95 = sorted(times)[int(len(times) * 0.95) - 1]
    slowest = max(paints, default=0)
    shown = f"search p95 {p95:.0f} ms, slowest press until painted {slowest:.0f} ms"
    print(shown)  # noqa: T201  figures are what this proof is for
    record_result(f"list of {ORDERS} orders in a browser", shown)
    if PROVE and not was_busy:
        assert slowest < PROMISED_PAINT, paints
        assert p95 < PROMISED_SEARCH, times
