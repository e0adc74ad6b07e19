"""What comes back when a buyer cancels, and until when, in sentences."""

from decimal import Decimal
from typing import Final

from babel.numbers import format_percent

from turnout.modules.discovery import api as discovery
from turnout.modules.orders import api as orders
from turnout.site.l10n import formats, i18n
from turnout.site.l10n.i18n import _, ngettext
from turnout_sdk.money import Money

EARLY: Final = 10_000
"""So many days before the start every term has its best share."""
DONATION: Final = "donation"


def terms_before_buying(event: discovery.PublishedEvent) -> tuple[str, ...]:
    """The refund terms as the event's page states them; empty for free events."""
    terms, currency = event.page.buyer_terms, event.summary.currency
    is_paid = any(each.price_minor or each.kind == DONATION for each in event.page.offers)
    if terms is None or currency is None or not is_paid:
        return ()
    said = terms_in_words(orders.ApplicableTerms(then=terms, now=terms), currency)
    return said or (_("Tickets are not refundable, unless the organizer decides otherwise."),)


def terms_in_words(standing: orders.ApplicableTerms, currency: str) -> tuple[str, ...]:
    """What comes back until when: of the terms of now and those of the purchase, the better."""
    every = (standing.then, standing.now)
    both = [each for each in every if each.share_bp(EARLY)] or [standing.now]
    full = max(each.share_bp(-1) for each in both)
    lines = _until(both, above=full)
    if full:
        lines.insert(0, _("%(share)s refund at any time before the event.", share=_share(full)))
    least = min(each.fee_minor if each.fee_currency == currency else 0 for each in both)
    if lines and least:
        fee = formats.money(Money(least, currency))
        lines.append(_("%(fee)s per ticket is not refunded.", fee=fee))
    return tuple(lines)


def _until(both: list[orders.BuyerTerms], *, above: int) -> list[str]:
    """The days on which the refunded share falls, the earliest first."""
    lines = []
    for day in sorted({tier.days_before for each in both for tier in each.tiers}):
        best = max(each.share_bp(day) for each in both)
        if best > above:
            lines.append(_tier(day, _share(best)))
            above = best
    return lines[::-1]


def _tier(day: int, share: str) -> str:
    if not day:
        return _("%(share)s refund until the day of the event.", share=share)
    return ngettext(
        "%(share)s refund until %(num)s day before the event.",
        "%(share)s refund until %(num)s days before the event.",
        day,
        share=share,
    )


def _share(share_bp: int) -> str:
    tag = i18n.language()
    return format_percent(
        Decimal(share_bp) / 10_000, format="#,##0.##%", locale=tag, numbering_system="latn"
    )
