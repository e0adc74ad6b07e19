"""A partner's site: pages on a host of their own, with as strict a content policy as is told to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import BrowserContext, FrameLocator, Page

from turnout_sdk.testing.serving import Reply, Request, serving

PROBE: Final = "/probe"
"""A frame of it is what any third party is: it sets a cookie for frames, and hears what comes back."""
COOKIE: Final = "probe=1; Path=/; SameSite=None; Secure"
FORGED: Final = "/forger"
"""A frame that says, to the page around and to the frames beside it, what only the platform may."""
FORGER: Final = """<!doctype html><title>Forger</title><script src="/forgeries.js"></script>
<button>Forge</button><script src="/forge.js"></script>"""
FORGERIES: Final = """
window.forgeries = [
  { turnout: 1, type: "ready" }, { turnout: 1, type: "height", height: 49999 },
  { turnout: 1, type: "step", step: "payment" }, { turnout: 1, type: "open", event: "evil/evil" },
  { turnout: 1, type: "order-placed", event: "x", state: "confirmed", tickets: 99, totalMinor: 1,
    currency: "EUR" },
  { turnout: 1, type: "close" }, { turnout: 1, type: "hello" },
];
"""
FORGE: Final = """
document.querySelector("button").addEventListener("click", (event) => {
  for (const each of window.forgeries)
    for (const to of [parent, ...Array.from({ length: parent.length }, (_, at) => parent[at])])
      to.postMessage(each, "*");
  event.target.outerHTML = "<p>Forged</p>";
});
"""
STYLE: Final = """
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 Georgia, serif; }
header, footer { border: solid #b9c4cc; border-width: 0 0 1px; padding-block: 1rem; }
footer { border-width: 1px 0 0; margin-block-start: 4rem; }
turnout-checkout, turnout-events { --turnout-accent: #0b5e57; --turnout-radius: 2px;
  --turnout-dialog-width: 50rem; --turnout-min-height: 20rem; }
turnout-checkout::part(button) { letter-spacing: 2px; }
turnout-checkout::part(frame), turnout-events::part(frame) { outline: 4px solid rgb(11, 94, 87); }
"""
SCRIPT: Final = """
window.heard = [];
for (const name of ["ready", "step", "order-placed", "failed", "closed"])
  document.addEventListener(`turnout:${name}`, ({ detail }) => window.heard.push({ name, ...detail }));
"""
FILES: Final = {
    "/style.css": STYLE,
    "/script.js": FORGERIES + SCRIPT,
    "/forgeries.js": FORGERIES,
    "/forge.js": FORGE,
}
BLOCKED: Final = """(() => {
  if (window === window.top) return;
  for (const name of ["localStorage", "sessionStorage", "indexedDB"])
    Object.defineProperty(window, name, { get() { throw new DOMException("Denied", "SecurityError"); } });
})()"""
"""What frames meet in browsers whose people block third-party cookies: not even the name of a store."""


@dataclass(slots=True)
class PartnerSite:
    """`pages` are the bodies of its pages by their paths."""

    platform: str
    pages: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)
    """What came back to the probe, for each time that its frame was asked for."""
    address: str = ""

    @property
    def origin(self) -> str:
        """By the machine's number, which is another site than the platform's name."""
        return self.address

    @property
    def third(self) -> str:
        """The same pages under a name that is another site than the partner's."""
        return self.address.replace("127.0.0.1", "localhost")

    @property
    def stranger(self) -> str:
        """The same pages under a name that no organization allowed."""
        return self.address.replace("127.0.0.1", "stranger.localhost")

    def add_page(self, path: str, body: str, *, version: str = "v1") -> str:
        """A page with the platform's script; its address."""
        script = f'<script async src="{self.platform}/embed/{version}/turnout.js"></script>'
        self.pages[path] = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The Harbour Gazette</title><link rel="stylesheet" href="/style.css">
<script src="/script.js"></script>{script}</head><body>
<header><h1>The Harbour Gazette</h1></header><main><p>What is on this week.</p>{body}</main>
<footer>Printed daily.</footer></body></html>"""
        return f"{self.origin}{path}"

    def answer(self, asked: Request) -> Reply:
        if asked.path == PROBE:
            self.cookies.append(asked.headers.get("cookie", ""))
            return _page("<p>Probe</p>", {"Set-Cookie": COOKIE})
        if asked.path == FORGED:
            return _page(FORGER, {})
        if asked.path in FILES:
            kind = "text/css" if asked.path.endswith(".css") else "text/javascript"
            return Reply(body=FILES[asked.path].encode(), headers={"Content-Type": kind})
        if asked.path not in self.pages:
            return Reply(status=404)
        return _page(self.pages[asked.path], {"Content-Security-Policy": self.policy})

    @property
    def policy(self) -> str:
        """What the console tells partners to allow, and of their own no more than they need."""
        return (
            f"default-src 'none'; script-src 'self' {self.platform}; "
            f"frame-src {self.platform} {self.third}; style-src 'self'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            "require-trusted-types-for 'script'"
        )


def _page(body: str, headers: dict[str, str]) -> Reply:
    said = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", **headers}
    return Reply(body=body.encode(), headers=said)


@contextmanager
def partner_site(platform: str) -> Iterator[PartnerSite]:
    site = PartnerSite(platform)
    with serving(site.answer) as address:
        site.address = address
        yield site


def block_third_party_cookies(context: BrowserContext, page: Page) -> None:
    """As people set their browsers: frames of other sites get no cookies and no storage."""
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    refused = {
        "enableThirdPartyCookieRestriction": True,
        "disableThirdPartyCookieMetadata": True,
        "disableThirdPartyCookieHeuristics": True,
    }
    session.send("Network.setCookieControls", refused)
    context.add_init_script(BLOCKED)


def frame_of(page: Page, *, name: str = "Tickets") -> FrameLocator:
    """The platform's own page inside the partner's, by the title of its frame."""
    return page.frame_locator(f'iframe[title="{name}"]')


def heard_by(page: Page) -> list[dict[str, Any]]:
    """What the partner's own script was told, in order."""
    heard: list[dict[str, Any]] = page.evaluate("window.heard")
    return heard


def wait_heard(page: Page, name: str) -> dict[str, Any]:
    """What the partner's script is told by this name, once it is."""
    for _ in range(150):
        found = [each for each in heard_by(page) if each["name"] == name]
        if found:
            return found[-1]
        page.wait_for_timeout(100)
    raise AssertionError(f"{name} was not told: {heard_by(page)}")
