"""Which screen reaches which operation of organizers, agencies and operators: a Markdown page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from turnout_dev.reference import console_screens, site_screens
from turnout_dev.reference.operations import Operation, operations

MOST_SCREENS: Final = 3
HEADER: Final = ("method", "path", "operation", "what", "screens")
LEAD: Final = (
    "Every operation of the [API](api.md) that an organizer, an agency or an operator of the"
    " platform may call, with the screens that reach it. The console calls operations by its typed"
    " client: a view reaches those that it and what it imports call. The site's pages of accounts"
    " and organizations call the services that routes call: a page reaches an operation if it calls"
    " every service that the operation's route calls. Both are found in the code. Pages of visitors"
    " and buyers, and the checkout, do not count. What buyers may do, by their order's secret, and"
    " the team as well stands here with the team's screens only."
)
MACHINES: Final[Mapping[str, str]] = {
    "exportAttendees": "a table, streamed, with columns that never change; people use exports",
    "exportCheckinScans": "a table, streamed, with columns that never change; people use exports",
    "exportChosenOrders": "a table, streamed, with columns that never change; people use exports",
    "exportOrders": "a table, streamed, with columns that never change; people use exports",
    "listEventTicketKeys": "scanners verify codes by these keys without a network",
}
"""Operation → why only programs call it."""
ELSEWHERE: Final[Mapping[str, tuple[str, str]]] = {
    "downloadSamlServiceMetadata": (
        "`/account/organizations/{organization_id}/sso/{identity_provider_id}`",
        "a link to the same metadata, which is public",
    ),
    "getClosure": (
        "`/account/organizations/{organization_id}/closure`",
        "the page also shows that there is none",
    ),
    "getEventTicketType": (
        "`/console/{organization}/events/{event}/tickets`",
        "the list has every field",
    ),
    "getTicketTax": (
        "`/console/{organization}/events/{event}/tickets`",
        "each ticket type of the list says it",
    ),
    "listEventAttendees": (
        "`/console/{organization}/events/{event}/attendees`",
        "by `searchAttendees`",
    ),
    "listEventSessions": (
        "`/console/{organization}/events/{event}/programme`",
        "by the whole programme",
    ),
    "listEventSpeakers": (
        "`/console/{organization}/events/{event}/speakers`",
        "by the whole programme",
    ),
    "listEventTracks": (
        "`/console/{organization}/events/{event}/programme`",
        "by the whole programme",
    ),
    "listOrders": ("`/console/{organization}/orders`", "by `searchOrders`"),
    "previewEventRegistrationForm": (
        "`/console/{organization}/events/{event}/form`",
        "the browser draws it",
    ),
    "searchSessions": ("`/console/{organization}`", "⌘K, on every page of the console"),
    "searchSpeakers": ("`/console/{organization}`", "⌘K, on every page of the console"),
}
"""Operation → the screen that shows the same by another way, and which way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    operation: Operation
    screens: tuple[str, ...]
    machine: str = ""

    @property
    def is_gap(self) -> bool:
        return not self.screens and not self.machine


def covered() -> tuple[Covered, ...]:
    """Each operation with its screens, by module and path."""
    console = console_screens.screens()
    found = []
    for each in operations():
        screen, way = ELSEWHERE.get(each.id, ("", ""))
        screens = (
            *console.get((each.method, console_screens.bare(each.path)), ()),
            *site_screens.screens_of(each),
            *((f"{screen} ({way})",) if screen else ()),
        )
        found.append(Covered(operation=each, screens=screens, machine=MACHINES.get(each.id, "")))
    return tuple(found)


def page(note: str) -> str:
    """The page: figures, gaps by module, and a table of each module's operations."""
    found = covered()
    return "\n".join(["# Coverage", "", note, LEAD, "", *_figures(found), *_tables(found), ""])


def _figures(found: Iterable[Covered]) -> Iterator[str]:
    found = tuple(found)
    gaps = [each for each in found if each.is_gap]
    counted = [each for each in found if not each.machine]
    share = 100 * len(gaps) / len(counted)
    yield from ("| | operations | of operators |", "| --- | --- | --- |")
    for name, some in (
        ("all", found),
        ("with a screen", [each for each in found if each.screens]),
        ("for machines", [each for each in found if each.machine]),
        ("gaps", gaps),
    ):
        of_operators = sum(each.operation.is_of_operators for each in some)
        yield f"| {name} | {len(tuple(some))} | {of_operators} |"
    yield from ("", f"{share:.1f} % of the {len(counted)} that are for people are gaps.", "")
    yield from ("## Gaps", "", "| module | gaps | operations |", "| --- | --- | --- |")
    for module, count in Counter(each.operation.module for each in gaps).items():
        names = ", ".join(f"`{each.operation.id}`" for each in gaps if _of(each) == module)
        yield f"| [{module}](#{module}) | {count} | {names} |"


def _tables(found: Iterable[Covered]) -> Iterator[str]:
    for module, some in groupby(found, _of):
        yield from ("", f"## {module}", "", _row(HEADER), _row(("---",) * len(HEADER)))
        for each in some:
            one = each.operation
            cells = (one.method, f"`{one.path}`", f"`{one.id}`", one.summary, _screens(each))
            yield _row(cells)


def _of(each: Covered) -> str:
    return each.operation.module


def _screens(each: Covered) -> str:
    if each.is_gap:
        return "**gap**"
    more = len(each.screens) - MOST_SCREENS
    shown = [*each.screens[:MOST_SCREENS], *((f"{more} more",) if more > 0 else ())]
    return ", ".join([*shown, *((f"for machines: {each.machine}",) if each.machine else ())])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
