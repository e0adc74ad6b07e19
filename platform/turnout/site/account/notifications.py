"""Which messages one gets: switches by topic, and what was said to single organizers."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import Invalid, NotFound
from turnout.modules.consents.api import Channel, ConsentSource, ConsentTopic
from turnout.modules.identity import api as identity
from turnout.modules.inbox.api import InboxAudience
from turnout.modules.notification_preferences import api as preferences
from turnout.modules.notification_preferences.api import (
    NotificationState,
    NotificationTopic,
    TopicPreference,
)
from turnout.modules.push_messages import api as push_messages
from turnout.modules.quiet_hours import api as quiet_hours
from turnout.modules.quiet_hours.api import QuietHours
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages, refused_page
from turnout.site.l10n.formats import full_moment, zone
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, page

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
PATH: Final = f"{ACCOUNT}/notifications"
FORM: Final = "notifications"
SAID: Final = {
    NotificationTopic.NEW_EVENTS: marked("New events of organizers that you follow"),
    NotificationTopic.EVENT_CHANGES: marked(
        "Changes of events that you saved, and of sessions that you picked or have a place in"
    ),
    NotificationTopic.INVITATIONS: marked("Invitations to events, from any organizer"),
    NotificationTopic.ORDERS: marked("Your orders and tickets"),
    NotificationTopic.SECURITY: marked("The security of your account"),
}
"""The sentences beside the switches: whoever changes what one says, changes `WORDING`."""
OF_ORGANIZER: Final = {
    ConsentTopic.NEW_EVENTS: marked("New events"),
    ConsentTopic.EVENT_CHANGES: marked("Changes of %(event)s"),
    ConsentTopic.INVITATIONS: marked("Invitations to events"),
}


BY_CHANNEL: Final = {
    Channel.SMS: marked("As text messages, where you left your number for them"),
    Channel.PUSH: marked("As notifications of browsers that you chose"),
    Channel.IN_APP: marked("As messages in “My tickets”"),
}
"""What stands beside a switch of announcements and reminders, for channels besides email."""
QUIET: Final = "quiet"
TOLD: Final = {
    InboxAudience.TEAM: marked("the console’s inbox"),
    InboxAudience.ATTENDEE: marked("messages of “My tickets”"),
}
"""What a browser is told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    name: str
    label: str
    is_on: bool
    is_fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionView:
    value: str
    organization: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    value: str
    name: str
    told: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationsPage:
    topics: tuple[TopicView, ...]
    announced: tuple[TopicView, ...]
    """Announcements and reminders by the channels besides email."""
    quiet_hours: QuietHours
    devices: tuple[DeviceView, ...]
    """Browsers that are told of new messages."""
    subscriptions: tuple[SubscriptionView, ...]
    saved: bool
    error: str
    form_token: str


class NotificationPages(FormPages):
    @page(GUESTS)
    def notifications(self) -> Response:
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PATH))
        if request.method != "POST":
            count_request()
            return self._page(viewer)
        try:
            count_request("write")
            csrf.require_own(FORM)
            _change(viewer)
        except (csrf.Stale, Invalid, NotFound):
            again = refused_page(csrf.Stale())
            return again.mark(self._page(viewer, error=again.view.error, status=again.status))
        return csrf.renew(go_to(f"{PATH}?saved=1"))

    def _page(self, viewer: PersonContext, *, error: str = "", status: int = 200) -> Response:
        found = preferences.get_preferences(viewer)
        view = NotificationsPage(
            topics=tuple(
                _topic(each, _(SAID[NotificationTopic(each.topic)]))
                for each in found.topics
                if each.channel == Channel.EMAIL
            ),
            announced=tuple(
                _topic(each, _(BY_CHANNEL[Channel(each.channel)]))
                for each in found.topics
                if each.channel != Channel.EMAIL
            ),
            quiet_hours=quiet_hours.get_quiet_hours(viewer),
            devices=_devices(viewer),
            subscriptions=tuple(map(_subscription, found.subscriptions)),
            saved="saved" in request.args and not error,
            error=error,
            form_token=csrf.token_of(FORM),
        )
        return self._personal.page(
            "notifications.html", view, title=_("Notifications"), status=status
        )


def _devices(viewer: PersonContext) -> tuple[DeviceView, ...]:
    there = zone(identity.get_me(viewer).time_zone)
    return tuple(
        DeviceView(
            value=str(each.id),
            name=each.label,
            told=", ".join(_(TOLD[InboxAudience(said)]) for said in each.audiences),
            since=full_moment(each.created_at.astimezone(there)),
        )
        for each in push_messages.list_subscriptions(viewer).items
    )


def _remove_device(viewer: PersonContext) -> None:
    """Invalid for what no button of ours says, NotFound for one that is gone."""
    try:
        device_id = UUID(typed("device"))
    except ValueError:
        raise Invalid from None
    push_messages.unsubscribe(viewer, device_id)


def _topic(each: TopicPreference, label: str) -> TopicView:
    return TopicView(
        name=_name(each),
        label=label,
        is_on=each.state != NotificationState.OFF,
        is_fixed=each.state == NotificationState.ALWAYS,
    )


def _name(each: TopicPreference) -> str:
    """What the switch is called in the form."""
    return each.topic if each.channel == Channel.EMAIL else f"{each.topic}-{each.channel}"


def _change(viewer: PersonContext) -> None:
    if typed("subscription"):
        _change_one(viewer)
        return
    if typed("device"):
        _remove_device(viewer)
        return
    _change_topics(viewer)
    _change_quiet_hours(viewer)


def _change_quiet_hours(viewer: PersonContext) -> None:
    """As the fields say; a form without them, of a page that was open for long, changes nothing."""
    starts, ends = typed("quiet_starts"), typed("quiet_ends")
    if not starts and not ends:
        return
    before = quiet_hours.get_quiet_hours(viewer)
    hours = QuietHours(is_on=typed(QUIET) == "yes", starts=starts[:5], ends=ends[:5])
    if hours != before:
        quiet_hours.set_quiet_hours(viewer, hours)


def _subscription(each: preferences.SubscriptionPreference) -> SubscriptionView:
    value = " ".join((str(each.organization_id), each.topic, str(each.event_id or "")))
    label = _(OF_ORGANIZER[ConsentTopic(each.topic)], event=each.event_title or "–")
    if each.topic == ConsentTopic.EVENT_CHANGES and each.event_id is None:
        label = _("News of all events")
    return SubscriptionView(
        value=value.strip(), organization=each.organization_name, label=label, is_on=each.is_on
    )


def _change_topics(viewer: PersonContext) -> None:
    """Each switch that stands otherwise than before is kept, with where and when."""
    for each in preferences.get_preferences(viewer).topics:
        is_on = typed(_name(each)) == "yes"
        if each.state != NotificationState.ALWAYS and is_on != (each.state == NotificationState.ON):
            preferences.change_topic(
                viewer,
                NotificationTopic(each.topic),
                channel=Channel(each.channel),
                is_on=is_on,
                source=ConsentSource.PREFERENCES,
            )


def _change_one(viewer: PersonContext) -> None:
    """What a button beside an organizer says; Invalid for what no button of ours says."""
    try:
        organization_id, topic, *event = typed("subscription").split()
        said = preferences.SubscriptionUpdate(
            topic=ConsentTopic(topic),
            event_id=UUID(event[0]) if event else None,
            is_on=typed("is_on") == "yes",
            source=ConsentSource.PREFERENCES,
        )
        target = UUID(organization_id)
    except ValueError:
        raise Invalid from None
    preferences.change_subscription(viewer, target, said)
