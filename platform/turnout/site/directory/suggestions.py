"""What a visitor may mean while typing into the search."""

from turnout.modules.discovery import api as discovery
from turnout.site.directory.directory import address
from turnout.site.l10n.i18n import _

LEAST = 2
"""Letters before anything is suggested."""


def suggested(typed: str) -> list[dict[str, str]]:
    """Events lead to their pages, words to the search for them; one statement, none for too few."""
    if len(typed) < LEAST:
        return []
    names = {
        "event": _("Event"),
        "organization": _("Organizer"),
        "category": _("Category"),
        "city": _("City"),
    }
    return [
        {"kind": names[each.kind], "label": each.label, "url": _url(each)}
        for each in discovery.suggest(typed)
    ]


def _url(each: discovery.Suggestion) -> str:
    if each.kind in ("event", "organization"):
        return each.path
    return address([("place" if each.kind == "city" else each.kind, each.label)])
