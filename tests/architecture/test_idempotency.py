"""Every POST that moves stock or money honours `Idempotency-Key`, or says here why it need not."""

import re
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from flask import Flask

from turnout.kernel.http import openapi
from turnout.kernel.http.headers import IDEMPOTENCY_KEY

Paths: TypeAlias = dict[str, dict[str, Any]]
WEB = Path(__file__).parents[2] / "platform/web/src"
CALL = re.compile(r"\.POST\(\s*(\"[^\"]+\"|`[^`]+`|\w+)\s*,")
CONSTANT = re.compile(r"const (\w+) =\s*(\"[^\"]+\"|`[^`]+`)")
MODULES = Path(__file__).parents[2] / "platform/turnout/modules"
KEPT_BY = ("inventory", "orders", "payments")
CALLS_THEM = re.compile(rf"turnout\.modules\.({'|'.join(KEPT_BY)})\b(?!\.sql_fragments)")
"""Whoever composes their fragments only reads."""
HEARD_BY_THEM = frozenset({"catalog", "events", "participation", "discounts"})
"""Modules below those, whose routes change what is sold."""
WITHOUT_KEY = {
    "announcements.cancelAnnouncement": "is done or was done",
    "announcements.countAnnouncementAudience": "reads",
    "announcements.createEventAnnouncement": "keeps a draft",
    "announcements.pauseAnnouncement": "is done or was done",
    "announcements.resumeAnnouncement": "is done or was done",
    "message_templates.createMessageTemplate": "there is one for each message, language and event",
    "message_templates.previewMessageTemplate": "reads",
    "message_templates.publishMessageTemplate": "`If-Match` guards it",
    "message_templates.testMessageTemplate": "sends a mail to whoever asks",
    "message_templates.withdrawMessageTemplate": "is done or was done",
    "attendance_certificates.reinstateCertificate": "is done or was done",
    "attendance_certificates.revokeCertificate": "is done or was done",
    "data_requests.createMyDataRequest": "keeps what somebody asks; at most ten are open",
    "data_requests.extendDataRequest": "is done once",
    "data_requests.grantDataRequest": "is done or was done",
    "data_requests.refuseDataRequest": "is done or was done",
    "data_requests.withdrawMyDataRequest": "is done or was done",
    "leads.createEventLeadSponsorMember": "a link is shown once; seats bound how many there are",
    "leads.revokeLeadMember": "is done or was done",
    "inbox.markAllMyMessagesRead": "is done or was done",
    "inbox.markMyMessageRead": "is done or was done",
    "inbox.markAllTeamMessagesRead": "is done or was done",
    "inbox.markTeamMessageRead": "is done or was done",
    "inbox.openTeamInboxStream": "opens a stream to read",
    "text_messages.estimateTextMessage": "measures a text; nothing is kept",
    "text_messages.receiveTextDeliveries": "each receipt and reply counts once by the provider's name for it",
    "calendars.connectMyCalendar": "begins a consent at the provider; nothing is sold by it",
    "join_links.renewJoinLink": "each ends the link before",
    "join_links.renewJoinLinkOfHeldTicket": "each ends the link before",
    "leads.scanLead": "scans have ids of their own",
    "leads.uploadLeadScans": "scans have ids of their own",
    "announcements.scheduleAnnouncement": "is done or was done; nobody gets its mail twice",
    "announcements.testAnnouncement": "sends a mail to whoever asks",
    "announcements.withdrawAnnouncement": "is done or was done",
    "attendee_imports.createAttendeeImport": "keeps a table; running it brings people in",
    "attendee_imports.checkAttendeeImport": "says what running would do",
    "badges.createBadgeLayout": "keeps a drawing under a name that is there once",
    "badges.previewBadgeLayout": "draws and keeps nothing",
    "catalog.createEventShopPreview": "makes a link to look by",
    "catalog.moveEventTicketType": "changes an order of display",
    "closures.createClosure": "ends an organization; what was sold stays as it is",
    "dashboards.openEventDashboardStream": "opens a stream to read",
    "dashboards.openOrganizationDashboardStream": "opens a stream to read",
    "discounts.checkDiscountCodes": "says what codes would take off",
    "discounts.createDiscount": "makes a code, which is there once",
    "events.createEventAccessCode": "makes a code that opens an event",
    "events.createEventInvitation": "invites addresses, each once",
    "events.purgeEvent": "deletes an event of which nothing was sold",
    "events.resendEventInvitation": "sends a mail",
    "events.submitEvent": "asks colleagues to look",
    "notifications.createOrderResendTicket": "sends a mail, at most every five minutes",
    "operators.createOperatorToken": "an operator's own rights",
    "operators.createPlatformOperator": "an operator's rights",
    "operators.endPlatformOperator": "an operator's rights",
    "operators.endUserLogins": "ends logins",
    "operators.liftOrganizationSuspension": "is done or was done",
    "operators.liftUserSuspension": "is done or was done",
    "operators.suspendOrganization": "is done or was done",
    "operators.suspendUser": "is done or was done",
    "operators.unlockUser": "is done or was done",
    "order_moves.previewOrderMove": "is rolled back",
    "order_moves.previewOrderEventMove": "is rolled back",
    "order_notes.createOrderTag": "names a tag",
    "order_notes.writeOrderNote": "keeps a text",
    "order_search.exportChosenOrders": "reads",
    "order_search.saveView": "keeps a view of a list",
    "orders.createEventPaymentPlan": "offers a plan; nobody pays by that",
    "orders.createOrderFile": "keeps a file",
    "participation.createEventAgenda": "begins a guest's agenda",
    "participation.renewAgendaFeed": "gives a calendar a new address",
    "participation.renewEventAgendaFeed": "gives a calendar a new address",
    "payments.receivePaymentWebhook": "is a provider's, which signs it; kept once by its own id",
    "refund_previews.previewRefund": "is rolled back",
    "sales_channels.createEventChannelSetting": "keeps places once: a channel has one setting",
    "sales_channels.returnAllotment": "is done or was done",
    "transfers.createHeldTicketTransfer": "offers a ticket, of which one offer is open",
    "saved_reports.createSavedReport": "a second one of the same name is refused",
    "saved_reports.createSavedReportSchedule": "sends figures; moves neither stock nor money",
    "saved_reports.createSavedReportShare": "a member has one share of a report",
    "transfers.createOrderTicketTransfer": "offers a ticket, of which one offer is open",
    "transfers.declineTransfer": "leaves the ticket where it is",
    "waiting_room.joinWaitingRoom": "holds nothing; who sends the token of a place keeps that",
    "warehouse_feeds.createWarehouseFeed": "each has a folder of its own: a second is refused",
    "warehouse_feeds.runWarehouseFeed": "is due or was due",
    "waitlist.confirmWaitlistPlace": "is done or was done",
    "waitlist.joinWaitlist": "holds nothing; an address waits once for a ticket type",
    "session_waitlist.offerSessionWaitlistEntry": "offers once: who has an offer gets no second one",
    "waitlist.offerWaitlistEntry": "offers once: who has an offer gets no second one",
}


def moving_modules() -> set[str]:
    """Modules that can move stock or money: those that call the ones that keep it."""
    found = set(KEPT_BY) | HEARD_BY_THEM
    for path in MODULES.glob("*/**/*.py"):
        if CALLS_THEM.search(path.read_text(encoding="utf-8")):
            found.add(path.relative_to(MODULES).parts[0])
    return found


@pytest.fixture(scope="module")
def paths(app: Flask) -> Paths:
    """The document's operations by address and method."""
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    with app.test_request_context():
        found: Paths = openapi.described(app, api)["paths"]
    return found


@pytest.fixture(scope="module")
def posts(app: Flask, paths: Paths) -> dict[str, bool]:
    """Module and name of every POST of such a module, and whether it honours the key."""
    moving, found = moving_modules(), {}
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
        if "post" not in paths.get(address, {}):
            continue
        view = app.view_functions[rule.endpoint].view_class.post  # type: ignore[attr-defined]
        module = view.__module__.removeprefix("turnout.modules.").partition(".")[0]
        if module in moving:
            name = f"{module}.{paths[address]['post']['operationId']}"
            found[name] = honours(paths[address])
    return found


def honours(item: dict[str, Any]) -> bool:
    """Whether the POST of an address has the header among its parameters."""
    told = item.get("post", {}).get("parameters", ())
    return any(each.get("name") == IDEMPOTENCY_KEY for each in told)


def test_a_post_that_moves_stock_or_money_honours_the_key(posts: dict[str, bool]) -> None:
    forgetful = sorted({name for name, honours in posts.items() if not honours} - set(WITHOUT_KEY))
    assert not forgetful, (
        "put `@idempotent(…)` at the view, `idempotency.claim` and `complete` into its use case,"
        " and a case into tests/concurrency/repeated_requests.py; or, if it moves neither stock"
        f" nor money, say so in {Path(__file__).name}: {forgetful}"
    )


def test_no_exception_has_lost_its_reason(posts: dict[str, bool]) -> None:
    assert sorted(name for name in WITHOUT_KEY if posts.get(name, True)) == []


def test_there_are_posts_to_look_at(posts: dict[str, bool]) -> None:
    assert sum(posts.values()) > 40


def calls_of(text: str) -> list[tuple[str, str]]:
    """Each POST by the typed client in a file: its address in the document, and the call."""
    constants = {name: value[1:-1] for name, value in CONSTANT.findall(text)}

    def resolved(address: str) -> str:
        again = re.sub(r"\${(\w+)}", lambda found: constants.get(found[1], ""), address)
        return again if again == address else resolved(again)

    found = []
    for call in CALL.finditer(text):
        end, depth = call.start() + len(".POST("), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        said = call[1]
        address = said[1:-1] if said[0] in '"`' else constants.get(said, "")
        found.append((resolved(address), text[call.start() : end]))
    return found


def test_the_browser_sends_the_key_wherever_it_is_honoured(paths: Paths) -> None:
    keyed = {path for path, item in paths.items() if honours(item)}
    sent, without = set(), []
    for file in sorted(WEB.rglob("*.ts*")):
        if ".test." in file.name:
            continue
        for path, call in calls_of(file.read_text(encoding="utf-8")):
            if path in keyed:
                sent.add(path)
                if "once" not in call:
                    without.append(f"{file.relative_to(WEB)}: {path}")
    assert not without, f"pass `...once` along: {without}"
    assert len(sent) > 40
