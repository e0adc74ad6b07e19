"""The mails of saved searches: the link that confirms one, and what is new and matches."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.l10n.brand_colours import colours_of
from turnout.l10n.formats import (
    date_on_paper,
    moment,
    money_on_page,
    one_line,
    person_name,
    short_line,
    when_lines,
)
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_values import EventLine, SavedSearchLetter
from turnout.modules.discovery.api import EventSummary
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, Superseded
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import SearchCriteria
from turnout.modules.saved_searches import queries, rules, secrets
from turnout.modules.saved_searches.types import SavedSearch
from turnout_sdk.email import OutgoingMail
from turnout_sdk.money import Money

JOB: Final = SystemContext(job="saved_searches.compose")
PLATFORM: Final = "Turnout"
LONGEST: Final = 60
BETWEEN: Final = " – "


def compose_asked(mail: ClaimedMail) -> OutgoingMail:
    """The link by which an address confirms a search; Superseded once it did, or is too late."""
    search = _search(mail.source_id)
    if search.confirmed_at is not None:
        raise Superseded("The search is confirmed.")
    language = language_of(mail.locale)
    ends = search.asked_at + timedelta(days=rules.UNCONFIRMED_DAYS)
    letter = SavedSearchLetter(
        **_head(search, language), url=_page(search), until=moment(ends, language.locale)
    )
    return notifications.outgoing(mail, letter)


def compose_events(mail: ClaimedMail) -> OutgoingMail:
    """The new events, as they are now; Superseded where none is left, or nobody wants to know."""
    search = _search(mail.source_id)
    if search.is_paused or search.confirmed_at is None:
        raise Superseded("The search is paused.")
    found = public_search.list_events_of([UUID(each) for each in mail.details["event_ids"]])
    if not found:
        raise Superseded("None of the events is to be found any more.")
    language = language_of(mail.locale)
    more, home = int(mail.details["more"]), notifications.public_url()
    letter = SavedSearchLetter(
        **_head(search, language),
        url=home + rules.address_of(search.search),
        manage_url=_page(search),
        opt_out_url=home + secrets.unsubscribe_path(search.id),
        title=one_line(found[0].title),
        events=tuple(_line(each, language) for each in found),
        total=len(found) + more,
        more=more,
    )
    return notifications.outgoing(mail, letter, opt_out_url=letter.opt_out_url)


def _search(search_id: UUID) -> SavedSearch:
    with transaction(JOB) as tx:
        found = queries.find_search(tx, search_id)
    if found is None:
        raise Superseded("The search was ended.")
    return found


def _page(search: SavedSearch) -> str:
    return notifications.public_url() + secrets.page_path(search.id)


def _head(search: SavedSearch, language: Language) -> dict[str, Any]:
    criteria = search.search
    return {
        "platform": PLATFORM,
        "organization": "",
        "colours": colours_of(""),
        "name": "",
        "recipient": one_line(search.email),
        "can_reply": False,
        "cadence": search.cadence,
        "words": tuple(_words(criteria, language)),
        "kinds": tuple(criteria.kinds),
        "is_free": criteria.free_only,
        "most": _most(criteria, language),
        "ticket_kinds": tuple(criteria.ticket_kinds),
    }


def _most(criteria: SearchCriteria, language: Language) -> str:
    """The highest price; in whole units where no currency was chosen."""
    if criteria.most_minor is None:
        return ""
    if not criteria.currency:
        return str(criteria.most_minor // 100)
    return money_on_page(Money(criteria.most_minor, criteria.currency), str(language.locale))


def _words(criteria: SearchCriteria, language: Language) -> list[str]:
    """What is looked for, but for what needs words of ours.

    Whoever asked may be anybody: what they typed is short and becomes no link.
    """
    locale = language.locale
    around = f" ({criteria.within_km} km)" if criteria.within_km else ""
    point = ""
    if criteria.latitude is not None and criteria.longitude is not None:
        point = f"{criteria.latitude:.2f}, {criteria.longitude:.2f}{around}"
    days = [
        date_on_paper(each, locale) if each else ""
        for each in (criteria.starts_from, criteria.starts_until)
    ]
    spoken = (locale.languages.get(each.partition("-")[0], each) for each in criteria.languages)
    said = (
        f"“{criteria.text}”" if criteria.text else "",
        f"{criteria.place}{around}" if criteria.place else point,
        BETWEEN.join(days).strip() if any(days) else "",
        *criteria.categories,
        *criteria.tags,
        *spoken,
        criteria.speaker,
        f"“{criteria.ticket_name}”" if criteria.ticket_name else "",
    )
    return [short_line(person_name(each), LONGEST) for each in said if each]


def _line(event: EventSummary, language: Language) -> EventLine:
    home = runtime.current().settings.origin_of(event.organization.host)
    return EventLine(
        title=one_line(event.title),
        summary=one_line(event.summary),
        when=when_lines(event.starts_at, event.ends_at, event.time_zone, locale=language.locale),
        where=(one_line(event.place),) if event.place else (),
        url=f"{home}/{event.organization.slug}/{event.slug}",
    )
