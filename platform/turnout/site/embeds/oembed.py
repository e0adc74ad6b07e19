"""oEmbed 1.0: what sites put into their pages for an address of an event or an organization.

What is given is the element of embeds around a link: it becomes the checkout where the organizer
allowed the site, and stays a link elsewhere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import msgspec
from flask import Response, request
from markupsafe import Markup

from turnout.kernel import runtime
from turnout.kernel.errors import FieldError, Invalid, NotFound
from turnout.modules.discovery import api as discovery
from turnout.modules.embeds import api as embeds
from turnout.site.events.cards import organization_card
from turnout.site.events.page import ShownEvent
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import OrganizationCard

PROVIDER: Final = "Turnout"
WIDTH, HEIGHT = 600, 480
PICTURE_WIDTH, PICTURE_HEIGHT = 1200, 630
CACHE_SECONDS: Final = 3600
LONGEST_SIZE: Final = 5
KINDS: Final = {"json": "application/json", "xml": "text/xml"}
SCRIPT: Final = "/embed/v1/turnout.js"
CHECKOUT: Final = "checkout"
CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What XML has no way to write."""
Shown = Callable[[str, str], ShownEvent | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embeddable:
    """What an address stands for."""

    title: str
    url: str
    home: OrganizationCard
    element: str
    picture: str = ""


class OEmbedPages:
    def __init__(self, shown: Shown) -> None:
        self._shown = shown

    @page("what is public may be shown elsewhere")
    def oembed(self) -> Response:
        """Answer as the specification says: 404 for other addresses, 501 for other formats."""
        count_request()
        kind = KINDS.get(request.args.get("format", "json"))
        if kind is None:
            raise embeds.EmbedFormatNotOffered
        width, height = _most("maxwidth"), _most("maxheight")
        told = document(self._found(request.args.get("url", "")), width=width, height=height)
        body = msgspec.json.encode(told) if kind == KINDS["json"] else xml_of(told)
        answer = Response(body, content_type=f"{kind}; charset=utf-8")
        answer.headers["Cache-Control"] = "public, max-age=300"
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    def _found(self, address: str) -> Embeddable:
        if not address:
            raise Invalid(FieldError("#url", "Name the address of an event or an organization."))
        host, names = _parts_of(address)
        if len(names) == 1:
            return _of_organization(names[0], host=host)
        if len(names) > 1 and names[2:] in ([], [CHECKOUT]):
            return _of_event(self._shown(names[0], names[1]), host=host)
        raise NotFound


def _of_organization(name: str, *, host: str) -> Embeddable:
    found = discovery.find_organization(name)
    if found is None:
        raise NotFound
    home = organization_card(found)
    _require_ours(home, host)
    return Embeddable(
        title=home.name,
        url=f"{home.origin}/{home.slug}",
        home=home,
        element=f'turnout-events organization="{home.slug}"',
    )


def _of_event(found: ShownEvent | None, *, host: str) -> Embeddable:
    if found is None or found.is_private:
        raise NotFound
    view = found.view
    _require_ours(view.organization, host)
    return Embeddable(
        title=view.title,
        url=view.canonical_url,
        home=view.organization,
        element=f'turnout-checkout event="{view.url[1:]}"',
        picture=view.image_url,
    )


def _require_ours(home: OrganizationCard, host: str) -> None:
    """NotFound unless the address is the platform's, or at the organization's own host."""
    ours = {urlsplit(each).netloc for each in (home.origin, _platform())}
    if host not in ours:
        raise NotFound


def _parts_of(address: str) -> tuple[str, list[str]]:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise NotFound from None
    if parts.scheme not in {"http", "https"}:
        raise NotFound
    return parts.netloc.lower(), [each for each in parts.path.split("/") if each]


def _platform() -> str:
    return runtime.current().settings.origin_of("")


def _most(name: str) -> int | None:
    asked = request.args.get(name, "")
    if not asked:
        return None
    if not (
        asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_SIZE and int(asked) > 0
    ):
        raise Invalid(FieldError(f"#{name}", "Write a number of pixels.", "not-a-number"))
    return int(asked)


def document(
    found: Embeddable, *, width: int | None = None, height: int | None = None
) -> dict[str, str | int]:
    """What is told of it, in at most so many pixels; a picture only where it fits."""
    told: dict[str, str | int] = {
        "type": "rich",
        "version": "1.0",
        "title": found.title,
        "author_name": found.home.name,
        "author_url": f"{found.home.origin}/{found.home.slug}",
        "provider_name": PROVIDER,
        "provider_url": _platform(),
        "cache_age": CACHE_SECONDS,
        "html": _html(found),
        "width": min(WIDTH, width or WIDTH),
        "height": min(HEIGHT, height or HEIGHT),
    }
    is_small = (width or PICTURE_WIDTH) < PICTURE_WIDTH or (
        height or PICTURE_HEIGHT
    ) < PICTURE_HEIGHT
    if found.picture and not is_small:
        told |= {
            "thumbnail_url": found.picture,
            "thumbnail_width": PICTURE_WIDTH,
            "thumbnail_height": PICTURE_HEIGHT,
        }
    return told


def _html(found: Embeddable) -> str:
    name = found.element.partition(" ")[0]
    link = Markup('<a href="{}">{}</a>').format(found.url, found.title)
    script = Markup('<script async src="{}{}"></script>').format(_platform(), SCRIPT)
    return f"<{found.element}>{link}</{name}>{script}"


def xml_of(told: dict[str, str | int]) -> bytes:
    root = ET.Element("oembed")
    for name, value in told.items():
        ET.SubElement(root, name).text = CONTROLS.sub("", str(value))
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    body: str = ET.tostring(root, encoding="unicode")
    return f"{head}{body}".encode()
