"""The figures of all organizations that a person may enter, clients included, on one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Response, request

from turnout.modules.overviews import api as overviews
from turnout.site.forms.pages import Personal
from turnout.site.l10n.formats import money, number, role_name
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout_sdk.money import Money

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
PATH: Final = f"{ACCOUNT}/overview"
LONGEST_TEXT: Final = 100
ATTENTION: Final = {
    "orders_to_decide": marked("Orders to decide"),
    "drafts_soon": marked("Drafts that begin within two weeks"),
    "nothing_on_sale": marked("Events with nothing on sale"),
    "nearly_sold_out": marked("Events that are nearly sold out"),
}
KEPT_OUT: Final = {
    "own_sso": marked("Sign in with your agency’s own provider first."),
    "refused": marked("This organization lets no agency in."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    name: str
    url: str
    role: str
    is_client: bool
    note: str
    """Why there are no figures, as a sentence."""
    figures: tuple[FigureView, ...]
    attention: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    organizations: tuple[OrganizationView, ...]
    sums: tuple[FigureView, ...]
    text: str
    needs_attention: bool


class OverviewPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(GUESTS)
    def overview(self) -> Response:
        """What is counted of each, at most half a minute old; four statements for all of them."""
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PATH))
        wanted = overviews.OverviewFilter(
            text=request.args.get("q", "")[:LONGEST_TEXT].replace("\x00", "").strip(),
            needs_attention=request.args.get("attention") == "yes",
        )
        found = overviews.get_overview(viewer, wanted)
        view = OverviewPage(
            organizations=tuple(map(_organization_view, found.organizations)),
            sums=tuple(
                _counts(
                    found.upcoming_events,
                    sold=found.sold,
                    capacity=found.capacity,
                    open_orders=found.open_orders,
                    revenue=found.revenue,
                )
            ),
            text=wanted.text,
            needs_attention=wanted.needs_attention,
        )
        return self._personal.page("overview.html", view, title=_("Overview"))


def _organization_view(each: overviews.OrganizationFigures) -> OrganizationView:
    figures = each.figures
    return OrganizationView(
        name=each.name,
        url=f"{ACCOUNT}/organizations/{each.organization_id}",
        role=role_name(each.role),
        is_client=each.agency_id is not None,
        note=_note(each),
        figures=tuple(
            _counts(
                figures.upcoming_events,
                sold=figures.sold,
                capacity=figures.capacity,
                open_orders=figures.open_orders,
                revenue=figures.revenue,
            )
        )
        if figures
        else (),
        attention=tuple(
            FigureView(label=_(says), value=number(count))
            for name, says in ATTENTION.items()
            if (count := getattr(figures.attention, name))
        )
        if figures
        else (),
    )


def _note(each: overviews.OrganizationFigures) -> str:
    if each.state != "active":
        return _("Suspended") if each.state == "suspended" else _("Closed")
    if each.agency_sign_in:
        return _(KEPT_OUT[each.agency_sign_in])
    if each.needs_second_factor:
        return _("Asks for a second factor first.")
    return "" if each.figures else _("Your role shows no figures here.")


def _counts(
    events: int,
    *,
    sold: int,
    capacity: int,
    open_orders: int | None,
    revenue: list[overviews.Money] | None,
) -> Iterator[FigureView]:
    """The counts with their names; those that the person may not see are left out."""
    yield FigureView(label=_("Events ahead"), value=number(events))
    of_all = _("%(used)s of %(limit)s", used=number(sold), limit=number(capacity))
    yield FigureView(label=_("Sold"), value=of_all)
    if open_orders is not None:
        yield FigureView(label=_("Open orders"), value=number(open_orders))
    if revenue:
        sums = (money(Money(each.amount_minor, each.currency)) for each in revenue)
        yield FigureView(label=_("Revenue"), value=" · ".join(sums))
