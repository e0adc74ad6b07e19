"""What permissions are called on pages: what each allows, and the group in which it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from turnout.kernel.security.permissions import declared
from turnout.site.l10n.i18n import _, marked


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionGroup:
    label: str
    permissions: tuple[tuple[str, str], ...]
    """Each permission with what it allows."""


GROUPS: Final = (
    (marked("Events"), ("events", "event-approvals", "event-plans", "shifts", "venues", "files")),
    (
        marked("Tickets and check-in"),
        (
            "catalog",
            "price_rules",
            "member_lists",
            "fraud_rules",
            "blocked_addresses",
            "discounts",
            "sales_partners",
            "embeds",
            "short-links",
            "inventory",
            "tickets",
            "checkin",
            "checkin-devices",
            "badges",
            "print-stations",
        ),
    ),
    (
        marked("Orders and emails"),
        (
            *("orders", "order-notes", "order-tags"),
            *(
                "notifications",
                "announcements",
                "message-templates",
                "suppressions",
                "sending-domains",
                "jobs",
            ),
        ),
    ),
    (marked("Money"), ("payments", "connections", "invoices", "accounting")),
    (marked("People and rights"), ("members", "roles", "second-factor-policies", "api-tokens")),
    (
        marked("Agencies and partners"),
        ("clients", "template-shares", "figure-shares", "saved-reports", "report-links"),
    ),
    (
        marked("Sign-in and security"),
        (
            *("sso", "scim", "security-events", "audit", "audit-streams"),
            *("retention", "processing-records", "data-requests"),
        ),
    ),
    (marked("Organization"), ()),
)
"""By the first part of a permission's name; the last takes the rest."""
ALLOWS: Final = {
    "accounting.configure": marked("Set under which accounts the books are exported"),
    "accounting.export": marked("Export the books"),
    "accounting.import": marked("Bring statements of the bank and say what their lines are for"),
    "accounting.read": marked("See payouts, findings and the accounts of the books"),
    "accounting.reconcile": marked("Reconcile orders with payments and ledger"),
    "api-tokens.create": marked("Make API tokens of their own"),
    "api-tokens.manage": marked("See and revoke everyone's API tokens, manage service accounts"),
    "audit-streams.manage": marked("Stream the audit log and security events to a log server"),
    "audit.read": marked("Read the audit log"),
    "badges.edit": marked("Create and change badge layouts"),
    "badges.print": marked("Print badges"),
    "badges.read": marked("See badge layouts and prints"),
    "print-stations.manage": marked("Set up print stations and their printers"),
    "blocked_addresses.edit": marked("Block addresses and unblock them"),
    "blocked_addresses.read": marked("See blocked addresses"),
    "catalog.edit": marked("Create and change ticket types"),
    "catalog.read": marked("See all ticket types"),
    "checkin-devices.manage": marked("Add and remove check-in devices"),
    "checkin.manage": marked("Set up check-in lists"),
    "checkin.override": marked("Let people in against a rule, with a reason"),
    "checkin.scan": marked("Check people in"),
    "checkin.undo": marked("Take a check-in back"),
    "clients.manage": marked("Offer to act for other organizations"),
    "connections.edit": marked("Set up payment providers and other services"),
    "connections.read": marked("See payment providers and other services, and how they are"),
    "fraud_rules.edit": marked("Create and change fraud rules"),
    "fraud_rules.read": marked("See fraud rules and what they stopped"),
    "member_lists.edit": marked("Create and change member lists"),
    "member_lists.read": marked("See member lists and their numbers"),
    "price_rules.edit": marked("Create and change price rules"),
    "price_rules.read": marked("See price rules and what they do"),
    "announcements.read": marked("See announcements and what became of them"),
    "announcements.send": marked("Write announcements and send them to attendees"),
    "discounts.edit": marked("Create and change discounts"),
    "discounts.read": marked("See discounts and their codes"),
    "sending-domains.manage": marked("Send emails from own domains, and remove them"),
    "sending-domains.read": marked("See the domains that emails are sent from"),
    "domains.manage": marked("Prove domains, lead them to the pages, and remove them"),
    "domains.read": marked("See the organization's domains"),
    "embeds.edit": marked("Allow sites to embed the checkout"),
    "embeds.read": marked("See the sites that may embed the checkout"),
    "short-links.edit": marked("Make short links, and switch them off"),
    "short-links.read": marked("See short links and how often each was asked for"),
    "event-approvals.read": marked("See whether the platform approved an event"),
    "event-plans.manage": marked("Write the plans of events"),
    "event-plans.read": marked("See the plans of events"),
    "events.fields": marked("State the organization's own fields of events"),
    "events.publish": marked("Publish, cancel, postpone and archive events"),
    "events.purge": marked("Delete events for good"),
    "events.read": marked("See events, drafts included"),
    "events.read-published": marked("See published events, private ones too"),
    "events.write": marked("Create and change events"),
    "figure-shares.manage": marked("Share figures of events with members, and end that"),
    "figure-shares.read": marked("See the figures that were shared with them"),
    "saved-reports.manage": marked("Save reports, share them and have them sent"),
    "report-links.manage": marked(
        "Show saved reports to people without an account by a link, and revoke links"
    ),
    "saved-reports.shared": marked("See the reports that were shared with them"),
    "files.read": marked("See and download files"),
    "files.write": marked("Upload and delete files"),
    "inventory.edit": marked("Set capacities"),
    "inventory.read": marked("See capacities and what is taken"),
    "invoices.configure": marked("Set what invoices say of the seller"),
    "invoices.issue": marked("Issue invoices and say who is billed"),
    "invoices.read": marked("See invoices and credit notes"),
    "members.manage": marked("Invite, change and remove members"),
    "jobs.read": marked("See their own jobs and cancel them"),
    "jobs.read-all": marked("See and cancel jobs that others started"),
    "members.read": marked("See the members"),
    "message-templates.edit": marked("Write, publish and withdraw message templates"),
    "message-templates.read": marked("See message templates"),
    "notifications.read": marked("See which emails were sent"),
    "notifications.send": marked("Send emails again"),
    "order-notes.write": marked("Write notes on orders and attendees, and tag them"),
    "order-tags.manage": marked("Create, rename and delete tags, and delete notes of others"),
    "text_messages.read": marked("See which text messages were sent to whom"),
    "leads.edit": marked("Let sponsors collect leads and hand out their links"),
    "orders.approve": marked("Accept or decline orders that wait for the organizer"),
    "orders.buyer-terms": marked(
        "Say what buyers may do by themselves: pass tickets on, change names, cancel"
    ),
    "orders.edit": marked("Change and cancel orders"),
    "orders.give-away": marked("Give tickets away"),
    "orders.read": marked("See orders and attendees"),
    "orders.record-payments": marked("Record money for orders that they received"),
    "orders.refund": marked("Refund orders"),
    "orders.terms": marked("Say in which parts and until when buyers may pay"),
    "organizations.close": marked("Close the organization, reopen it, and have it deleted"),
    "organizations.export": marked("Export the organization as a file"),
    "organizations.export-data": marked("Export the organization with its orders and attendees"),
    "organizations.manage": marked("Change the organization's profile, texts and look"),
    "organizations.own": marked("Decide about owners and agencies"),
    "organizations.read": marked("See the organization"),
    "ownership-claims.manage": marked("Make the link by which a client claims itself"),
    "payments.answer-disputes": marked("Answer disputes with evidence, or accept them"),
    "payments.collect": marked("Collect authorized payments or let them go"),
    "payments.read": marked("See payments and the ledger"),
    "payments.replay": marked("Have messages of payment providers read again"),
    "payments.review": marked("Approve or refuse payments that are under review"),
    "data-requests.read": marked("See what people ask about their data"),
    "data-requests.manage": marked("Answer what people ask about their data"),
    "processing-records.read": marked("See what personal data is processed for"),
    "quotas.read": marked("See what the plan allows and how much is used"),
    "retention.manage": marked("Decide how long personal data is kept"),
    "retention.read": marked("See how long personal data is kept, and what went"),
    "roles.manage": marked("Make and change the organization's own roles"),
    "roles.read": marked("See which roles there are"),
    "sales_partners.edit": marked("Create and change sales partners"),
    "sales_partners.read": marked("See sales partners"),
    "saved-views.share": marked("Share saved views, and delete shared ones of others"),
    "scim.manage": marked("Set up the organization's directory and its tokens"),
    "second-factor-policies.manage": marked("Decide which roles ask for a second factor"),
    "second-factor-policies.read": marked("See which roles ask for a second factor"),
    "security-events.read": marked("Read the security events"),
    "shifts.manage": marked("Plan gates and shifts"),
    "shifts.read": marked("See the shifts of events, and their own"),
    "sso.manage": marked("Set up the organization's own sign-in"),
    "suppressions.edit": marked("Put addresses on the suppression list and take them off"),
    "suppressions.export": marked("Download the suppression list"),
    "suppressions.read": marked("See the suppression list"),
    "support-access.grant": marked("Let support in for a time, and show it out"),
    "support-access.read": marked("See whether support may come in, and when it did"),
    "template-shares.manage": marked("Share an agency's templates of events with its clients"),
    "tickets.keys": marked("Read the public keys of tickets"),
    "verifications.manage": marked("Apply for the verification badge"),
    "verifications.read": marked("See what proves who the organization is"),
    "venues.read": marked("See venues and rooms"),
    "venues.write": marked("Add and change venues and rooms"),
    "waiting_room.edit": marked("Run the waiting room of an event"),
    "waiting_room.read": marked("See the waiting room of an event"),
    "waitlist.edit": marked("Offer places and set up waitlists"),
    "waitlist.read": marked("See who waits for tickets"),
}


def allows(permission: str) -> str:
    """What a permission allows, as a sentence of the page; an unknown one is named as it is."""
    return _(ALLOWS[permission]) if permission in ALLOWS else permission


def grouped(permissions: Iterable[str]) -> tuple[PermissionGroup, ...]:
    """Permissions in their groups, in the order in which they are declared; none is empty."""
    wanted = set(permissions)
    known = [each.key for each in declared() if each.key in wanted]
    placed = {stem for _label, stems in GROUPS for stem in stems}
    found = []
    for label, stems in GROUPS:
        here = [key for key in known if _belongs(key.partition(".")[0], stems, placed)]
        if here:
            shown = tuple((key, allows(key)) for key in here)
            found.append(PermissionGroup(label=_(label), permissions=shown))
    return tuple(found)


def _belongs(stem: str, stems: tuple[str, ...], placed: set[str]) -> bool:
    return stem in stems if stems else stem not in placed
