"""Every page of the site: one list for accessibility, overflow, content policy and pictures."""

from dataclasses import dataclass

COMPOUND = "Rechtsschutzversicherungsgesellschaften"
LONG_TITLE = f"Jahreshauptversammlung der {COMPOUND} und Freunde des Donaudampfschiffs"
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


@dataclass(frozen=True, slots=True)
class Scene:
    """A page as it is met: `{words}` of its path are filled in by what was prepared."""

    path: str
    is_signed_in: bool = False
    is_operator: bool = False
    status: int = 200


SCENES: dict[str, Scene] = {
    "landing": Scene("/"),
    "directory": Scene("/events"),
    "directory-map": Scene("/events?view=map"),
    "directory-empty": Scene("/events?q=nothing-is-called-this"),
    "organization": Scene("/{organization}"),
    "event": Scene("{event}"),
    "event-grid": Scene("{event}?view=grid"),
    "event-plain": Scene("{plain}"),
    "event-in-dollars": Scene("{plain}?currency=USD"),
    "event-private": Scene("{private}/access"),
    "event-follow": Scene("{event}/follow", is_signed_in=True),
    "overview": Scene("/account/overview", is_signed_in=True),
    "shifts": Scene("/account/shifts", is_signed_in=True),
    "event-report": Scene("{event}/report"),
    "organization-report": Scene("/{organization}/report", is_signed_in=True),
    "organization-follow": Scene("/{organization}/follow", is_signed_in=True),
    "session": Scene("{session}"),
    "session-sign-up": Scene("{workshop}/sign-up", is_signed_in=True),
    "session-sign-up-of-a-guest": Scene("{workshop}/sign-up"),
    "session-with-places": Scene("{workshop}"),
    "session-files": Scene("{workshop}/files", is_signed_in=True),
    "session-files-of-a-guest": Scene("{workshop}/files"),
    "saved-searches": Scene("{saved_searches}"),
    "saved-search-ending": Scene("{saved_searches}/unsubscribe"),
    "directory-save": Scene("/events/save?q=night&place=Paris&within=25"),
    "directory-corrected": Scene("/events?q=quite+nihgt"),
    "speakers": Scene("{event}/speakers"),
    "speaker": Scene("{speaker}"),
    "series": Scene("{series}"),
    "terms": Scene("/{organization}/terms"),
    "terms-former": Scene("/{organization}/terms?version=1"),
    "privacy": Scene("/{organization}/privacy"),
    "imprint": Scene("/{organization}/imprint"),
    "preview": Scene("{preview}"),
    "preview-of-the-team": Scene("{preview_of_the_team}", is_signed_in=True),
    "preview-refused": Scene("{preview}?at=soon", status=422),
    "speaker-own": Scene("{speaker_own}"),
    "sponsor-own": Scene("{sponsor_own}"),
    "checkout": Scene("{event}/checkout"),
    "checkout-in-yen": Scene("{plain}/checkout?currency=JPY"),
    "order-confirmed": Scene("{confirmed}"),
    "order-unpaid": Scene("{unpaid}"),
    "order-cancelled": Scene("{cancelled}"),
    "order-to-cancel": Scene("{confirmed}/cancel"),
    "order-sessions": Scene("{confirmed}/sessions"),
    "order-session-files": Scene("{confirmed}/session-files"),
    "order-text-messages": Scene("{confirmed}/text-messages"),
    "held-sessions": Scene("{held}/sessions"),
    "held-session-files": Scene("{held}/session-files"),
    "ticket": Scene("{confirmed}/tickets/{ticket}"),
    "ticket-attendee": Scene("{confirmed}/tickets/{ticket}/attendee"),
    "ticket-to-offer": Scene("{confirmed}/tickets/{ticket}/offer"),
    "ticket-sponsors": Scene("{confirmed}/tickets/{ticket}/sponsors"),
    "ticket-offered": Scene("{offered}"),
    "held": Scene("{held}"),
    "held-code": Scene("{held}/code"),
    "held-attendee": Scene("{held}/attendee"),
    "held-to-offer": Scene("{held}/offer"),
    "held-sponsors": Scene("{held}/sponsors"),
    "join-open": Scene("{join_open}"),
    "join-early": Scene("{join_early}"),
    "join-ended": Scene("{join_open}x", status=410),
    "my-tickets": Scene("/my-tickets", is_signed_in=True),
    "my-tickets-links": Scene("/my-tickets/links"),
    "my-tickets-messages": Scene("/my-tickets/messages", is_signed_in=True),
    "my-tickets-messages-unread": Scene("/my-tickets/messages?unread=1", is_signed_in=True),
    "sign-in": Scene("/sign-in"),
    "sign-up": Scene("/sign-up"),
    "forgot-password": Scene("/forgot-password"),
    "reset-password": Scene("/reset-password/is-over"),
    "not-me": Scene("/not-me/is-over"),
    "email-approve": Scene("/account/email/approve/is-over"),
    "email-stop": Scene("/account/email/stop/is-over"),
    "email-undo": Scene("/account/email/undo/is-over"),
    "verify-email": Scene("/verify-email"),
    "verify-email-link": Scene("/verify-email/is-over"),
    "invitation": Scene("/invite/is-over", status=404),
    "account": Scene("/account", is_signed_in=True),
    "account-profile": Scene("/account/profile", is_signed_in=True),
    "account-picture": Scene("/account/picture", is_signed_in=True),
    "account-saved-searches": Scene("/account/saved-searches", is_signed_in=True),
    "account-interests": Scene("/account/interests", is_signed_in=True),
    "account-notifications": Scene("/account/notifications", is_signed_in=True),
    "account-for-you": Scene("/account/for-you", is_signed_in=True),
    "account-email": Scene("/account/email", is_signed_in=True),
    "account-email-link": Scene("/account/email/is-over", is_signed_in=True),
    "account-password": Scene("/account/password", is_signed_in=True),
    "account-confirm": Scene("/account/confirm", is_signed_in=True),
    "second-factors": Scene("/account/second-factors", is_signed_in=True),
    "authenticator": Scene("/account/second-factors/authenticator", is_signed_in=True),
    "authenticator-remove": Scene(
        "/account/second-factors/authenticator/remove", is_signed_in=True
    ),
    "passkey-add": Scene("/account/second-factors/passkeys/add", is_signed_in=True),
    "passkey-sign-in": Scene("/sign-in/passkey"),
    "sign-in-methods": Scene("/account/sign-in-methods", is_signed_in=True),
    "calendars": Scene("/account/calendars", is_signed_in=True),
    "recovery-codes": Scene("/account/second-factors/recovery-codes", is_signed_in=True),
    "organization-new": Scene("/account/organizations/new", is_signed_in=True),
    "console": Scene("/console", is_signed_in=True),
    "console-nothing-here": Scene("/console/{owned_slug}/nothing", is_signed_in=True),
    "console-events": Scene("/console/{owned_slug}/events", is_signed_in=True),
    "console-events-none": Scene("/console/{owned_slug}/events?q=nothing", is_signed_in=True),
    "console-event-new": Scene("/console/{owned_slug}/events/new", is_signed_in=True),
    "console-event": Scene("/console/{owned_slug}/events/{owned_event}", is_signed_in=True),
    "console-dashboard": Scene("/console/{owned_slug}/dashboard", is_signed_in=True),
    "console-event-dashboard": Scene(
        "/console/{owned_slug}/events/{owned_event}/dashboard", is_signed_in=True
    ),
    "console-inbox": Scene("/console/{owned_slug}/inbox", is_signed_in=True),
    "console-orders": Scene("/console/{owned_slug}/orders", is_signed_in=True),
    "console-orders-none": Scene("/console/{owned_slug}/orders?q=nothing", is_signed_in=True),
    "console-order-offered": Scene(
        "/console/{owned_slug}/orders/{offered_order}", is_signed_in=True
    ),
    "console-order-unpaid": Scene("/console/{owned_slug}/orders/{unpaid_order}", is_signed_in=True),
    "console-give-away": Scene("/console/{owned_slug}/orders/give-away", is_signed_in=True),
    "console-box-office": Scene("/console/{owned_slug}/orders/box-office", is_signed_in=True),
    "console-event-box-office": Scene(
        "/console/{owned_slug}/events/{owned_event}/orders/box-office", is_signed_in=True
    ),
    "console-event-orders": Scene(
        "/console/{owned_slug}/events/{owned_event}/orders", is_signed_in=True
    ),
    "console-attendees": Scene("/console/{owned_slug}/attendees", is_signed_in=True),
    "console-payments": Scene("/console/{owned_slug}/money", is_signed_in=True),
    "console-payments-none": Scene("/console/{owned_slug}/money?q=nothing", is_signed_in=True),
    "console-payouts": Scene("/console/{owned_slug}/money/payouts", is_signed_in=True),
    "console-reconciliation": Scene(
        "/console/{owned_slug}/money/reconciliation", is_signed_in=True
    ),
    "console-invoices": Scene("/console/{owned_slug}/money/invoices", is_signed_in=True),
    "console-reports": Scene("/console/{owned_slug}/money/reports", is_signed_in=True),
    "console-taxes": Scene("/console/{owned_slug}/settings/taxes", is_signed_in=True),
    "console-statements": Scene("/console/{owned_slug}/money/statements", is_signed_in=True),
    "console-disputes": Scene("/console/{owned_slug}/money/disputes", is_signed_in=True),
    "console-dispute": Scene("/console/{owned_slug}/money/disputes/{dispute}", is_signed_in=True),
    "console-jobs": Scene("/console/{owned_slug}/jobs", is_signed_in=True),
    "console-venues": Scene("/console/{owned_slug}/settings/venues", is_signed_in=True),
    "console-branding": Scene("/console/{owned_slug}/settings/branding", is_signed_in=True),
    "console-legal": Scene("/console/{owned_slug}/settings/legal", is_signed_in=True),
    "console-legal-text": Scene("/console/{owned_slug}/settings/legal/terms", is_signed_in=True),
    "console-legal-compare": Scene(
        "/console/{owned_slug}/settings/legal/terms/compare", is_signed_in=True
    ),
    "console-membership": Scene("/console/{owned_slug}/settings/membership", is_signed_in=True),
    "console-help": Scene("/console/{owned_slug}/help", is_signed_in=True),
    "console-help-page": Scene("/console/{owned_slug}/help/work-with-orders", is_signed_in=True),
    "console-tour": Scene("/console/{owned_slug}/events?tour=1", is_signed_in=True),
    "console-clients": Scene("/console/{owned_slug}/clients", is_signed_in=True),
    "console-shared-figures": Scene(
        "/console/{owned_slug}/events/{owned_event}/shared-figures", is_signed_in=True
    ),
    "console-agencies": Scene("/console/{owned_slug}/settings/agencies", is_signed_in=True),
    "console-handover": Scene("/console/{owned_slug}/settings/handover", is_signed_in=True),
    "platform-organizations": Scene("/console/-/platform/organizations", is_operator=True),
    "platform-organization": Scene(
        "/console/-/platform/organizations/{operated_organization}", is_operator=True
    ),
    "platform-users": Scene("/console/-/platform/users?q=people", is_operator=True),
    "platform-user": Scene("/console/-/platform/users/{operated_user}", is_operator=True),
    "platform-merge": Scene("/console/-/platform/users/{operated_user}/merge", is_operator=True),
    "platform-merges": Scene("/console/-/platform/merges", is_operator=True),
    "platform-erasures": Scene("/console/-/platform/erasures", is_operator=True),
    "platform-payments": Scene("/console/-/platform/payments?ref=none", is_operator=True),
    "platform-support": Scene("/console/-/platform/support", is_operator=True),
    "platform-operators": Scene("/console/-/platform/operators", is_operator=True),
    "platform-tokens": Scene("/console/-/platform/tokens", is_operator=True),
    "platform-approvals": Scene("/console/-/platform/approvals", is_operator=True),
    "platform-badges": Scene("/console/-/platform/badges", is_operator=True),
    "platform-reports": Scene("/console/-/platform/reports?state=all", is_operator=True),
    "platform-report": Scene("/console/-/platform/reports/{operated_report}", is_operator=True),
    "platform-audit": Scene("/console/-/platform/audit", is_operator=True),
    "platform-health": Scene("/console/-/platform/health", is_operator=True),
    "platform-statistics": Scene("/console/-/platform/statistics?currency=EUR", is_operator=True),
    "platform-security": Scene("/console/-/platform/security", is_operator=True),
    "platform-streams": Scene("/console/-/platform/streams", is_operator=True),
    "console-series": Scene("/console/{owned_slug}/series", is_signed_in=True),
    "console-series-one": Scene("/console/{owned_slug}/series/{owned_series}", is_signed_in=True),
    "console-event-applications": Scene(
        "/console/{owned_slug}/events/{owned_event}/applications", is_signed_in=True
    ),
    "console-event-checkin": Scene(
        "/console/{owned_slug}/events/{owned_event}/checkin", is_signed_in=True
    ),
    "console-event-checkin-devices": Scene(
        "/console/{owned_slug}/events/{owned_event}/checkin/devices", is_signed_in=True
    ),
    "console-event-checkin-scans": Scene(
        "/console/{owned_slug}/events/{owned_event}/checkin/scans", is_signed_in=True
    ),
    "console-sales-reports": Scene(
        "/console/{owned_slug}/sales-reports?period=all", is_signed_in=True
    ),
    "console-event-sales-report": Scene(
        "/console/{owned_slug}/events/{owned_event}/sales-report?by=ticket_type", is_signed_in=True
    ),
    "console-event-funnel": Scene(
        "/console/{owned_slug}/events/{owned_event}/funnel", is_signed_in=True
    ),
    "console-event-engagement": Scene(
        "/console/{owned_slug}/events/{owned_event}/engagement", is_signed_in=True
    ),
    "console-event-attendance": Scene(
        "/console/{owned_slug}/events/{owned_event}/checkin/attendance", is_signed_in=True
    ),
    "console-event-certificates": Scene(
        "/console/{owned_slug}/events/{owned_event}/checkin/certificates", is_signed_in=True
    ),
    "console-event-leads": Scene(
        "/console/{owned_slug}/events/{owned_event}/sponsors/leads", is_signed_in=True
    ),
    "leads": Scene("/leads"),
    "report-link": Scene("{report_link}"),
    "report-link-unknown": Scene("{report_link}x", status=404),
    "certificate-check": Scene("/{organization}/certificates"),
    "certificate-unknown": Scene("/{organization}/certificates/0000-0000-0000", status=404),
    "console-event-entrance-screen": Scene(
        "/console/{owned_slug}/events/{owned_event}/checkin/screen", is_signed_in=True
    ),
    "door": Scene("/door"),
    "door-invited": Scene(
        "/door#0190b1de-0000-7000-8000-000000000001.turnout_join_WfuX20CSFaECHFuWQT1nQNX9paD1"
    ),
    "console-event-shifts": Scene(
        "/console/{owned_slug}/events/{owned_event}/shifts", is_signed_in=True
    ),
    "console-event-plan": Scene(
        "/console/{owned_slug}/events/{owned_event}/plan", is_signed_in=True
    ),
    "console-messages": Scene("/console/{owned_slug}/messages", is_signed_in=True),
    "console-text-messages": Scene("/console/{owned_slug}/messages/texts", is_signed_in=True),
    "console-event-text-messages": Scene(
        "/console/{owned_slug}/events/{owned_event}/messages/texts", is_signed_in=True
    ),
    "console-event-messages": Scene(
        "/console/{owned_slug}/events/{owned_event}/messages", is_signed_in=True
    ),
    "console-event-repeat": Scene(
        "/console/{owned_slug}/events/{owned_event}/repeat", is_signed_in=True
    ),
    "console-event-details": Scene(
        "/console/{owned_slug}/events/{owned_event}/details", is_signed_in=True
    ),
    "console-event-visitors": Scene(
        "/console/{owned_slug}/events/{owned_event}/visitors", is_signed_in=True
    ),
    "console-event-tickets": Scene(
        "/console/{owned_slug}/events/{owned_event}/tickets", is_signed_in=True
    ),
    "console-event-prices": Scene(
        "/console/{owned_slug}/events/{owned_event}/prices", is_signed_in=True
    ),
    "waitlist-join": Scene("{waitlist_join}"),
    "waitlist-place": Scene("{waitlist_place}", is_signed_in=True),
    "console-event-session-waitlist": Scene(
        "/console/{owned_slug}/events/{owned_event}/session-waitlist", is_signed_in=True
    ),
    "console-event-waitlist": Scene(
        "/console/{owned_slug}/events/{owned_event}/waitlist", is_signed_in=True
    ),
    "console-event-announcements": Scene(
        "/console/{owned_slug}/events/{owned_event}/announcements", is_signed_in=True
    ),
    "console-event-reminders": Scene(
        "/console/{owned_slug}/events/{owned_event}/reminders", is_signed_in=True
    ),
    "console-event-reminder-new": Scene(
        "/console/{owned_slug}/events/{owned_event}/reminders/new", is_signed_in=True
    ),
    "console-event-reminder": Scene(
        "/console/{owned_slug}/events/{owned_event}/reminders/{owned_reminder}", is_signed_in=True
    ),
    "console-event-announcement-new": Scene(
        "/console/{owned_slug}/events/{owned_event}/announcements/new", is_signed_in=True
    ),
    "console-event-announcement": Scene(
        "/console/{owned_slug}/events/{owned_event}/announcements/{owned_announcement}",
        is_signed_in=True,
    ),
    "console-event-announcement-sent": Scene(
        "/console/{owned_slug}/events/{owned_event}/announcements/{owned_sent_announcement}",
        is_signed_in=True,
    ),
    "waiting-room": Scene("{waiting_room}"),
    "console-event-waiting-room": Scene(
        "/console/{owned_slug}/events/{owned_event}/waiting-room", is_signed_in=True
    ),
    "console-event-fraud-rules": Scene(
        "/console/{owned_slug}/events/{owned_event}/fraud-rules", is_signed_in=True
    ),
    "console-event-reviews": Scene(
        "/console/{owned_slug}/events/{owned_event}/reviews", is_signed_in=True
    ),
    "console-event-discounts": Scene(
        "/console/{owned_slug}/events/{owned_event}/discounts", is_signed_in=True
    ),
    "console-event-channels": Scene(
        "/console/{owned_slug}/events/{owned_event}/channels", is_signed_in=True
    ),
    "console-message-templates": Scene(
        "/console/{owned_slug}/message-templates", is_signed_in=True
    ),
    "console-event-message-templates": Scene(
        "/console/{owned_slug}/events/{owned_event}/message-templates", is_signed_in=True
    ),
    "console-message-template": Scene(
        "/console/{owned_slug}/message-templates/{owned_message_template}", is_signed_in=True
    ),
    "console-deliverability": Scene("/console/{owned_slug}/deliverability", is_signed_in=True),
    "console-suppressions": Scene("/console/{owned_slug}/suppressions", is_signed_in=True),
    "console-sending-domains": Scene("/console/{owned_slug}/sending-domains", is_signed_in=True),
    "console-blocked-addresses": Scene(
        "/console/{owned_slug}/blocked-addresses", is_signed_in=True
    ),
    "console-bulk-edit": Scene(
        "/console/{owned_slug}/events/{owned_event}/tickets/bulk-edit", is_signed_in=True
    ),
    "console-currencies": Scene(
        "/console/{owned_slug}/events/{owned_event}/tickets/currencies", is_signed_in=True
    ),
    "console-member-lists": Scene("/console/{owned_slug}/member-lists", is_signed_in=True),
    "console-member-list": Scene(
        "/console/{owned_slug}/member-lists/{owned_member_list}", is_signed_in=True
    ),
    "console-sales-partners": Scene("/console/{owned_slug}/sales-partners", is_signed_in=True),
    "console-embeds": Scene("/console/{owned_slug}/embeds", is_signed_in=True),
    "console-shared-report": Scene(
        "/console/{owned_slug}/shared-reports/{owned_report_share}", is_signed_in=True
    ),
    "console-short-links": Scene("/console/{owned_slug}/short-links", is_signed_in=True),
    "console-discounts": Scene("/console/{owned_slug}/discounts", is_signed_in=True),
    "console-discount-codes": Scene(
        "/console/{owned_slug}/discounts/{owned_discount}/codes", is_signed_in=True
    ),
    "console-discount-report": Scene(
        "/console/{owned_slug}/discounts/{owned_discount}/report", is_signed_in=True
    ),
    "console-event-badges": Scene(
        "/console/{owned_slug}/events/{owned_event}/badges", is_signed_in=True
    ),
    "console-event-badge-designer": Scene(
        "/console/{owned_slug}/events/{owned_event}/badges/{owned_badge_layout}",
        is_signed_in=True,
    ),
    "console-event-badge-prints": Scene(
        "/console/{owned_slug}/events/{owned_event}/badges/prints", is_signed_in=True
    ),
    "console-event-print-stations": Scene(
        "/console/{owned_slug}/events/{owned_event}/badges/stations", is_signed_in=True
    ),
    "console-event-form": Scene(
        "/console/{owned_slug}/events/{owned_event}/form", is_signed_in=True
    ),
    "console-event-programme": Scene(
        "/console/{owned_slug}/events/{owned_event}/programme", is_signed_in=True
    ),
    "console-event-session": Scene(
        "/console/{owned_slug}/events/{owned_session_event}/programme?session={owned_session}",
        is_signed_in=True,
    ),
    "console-event-session-files": Scene(
        "/console/{owned_slug}/events/{owned_session_event}/programme/sessions/{owned_session}/files",
        is_signed_in=True,
    ),
    "console-event-speakers": Scene(
        "/console/{owned_slug}/events/{owned_event}/speakers", is_signed_in=True
    ),
    "console-event-attendees-import": Scene(
        "/console/{owned_slug}/events/{owned_event}/attendees/import", is_signed_in=True
    ),
    "console-event-programme-import": Scene(
        "/console/{owned_slug}/events/{owned_event}/programme/import", is_signed_in=True
    ),
    "console-event-access": Scene(
        "/console/{owned_slug}/events/{owned_event}/access", is_signed_in=True
    ),
    "console-event-terms": Scene(
        "/console/{owned_slug}/events/{owned_event}/terms", is_signed_in=True
    ),
    "console-terms": Scene("/console/{owned_slug}/settings/terms", is_signed_in=True),
    "console-connections": Scene("/console/{owned_slug}/settings/connections", is_signed_in=True),
    "console-connections-new": Scene(
        "/console/{owned_slug}/settings/connections/new", is_signed_in=True
    ),
    "console-connection-new": Scene(
        "/console/{owned_slug}/settings/connections/new/payments/sandbox", is_signed_in=True
    ),
    "console-connection-wallet": Scene(
        "/console/{owned_slug}/settings/connections/new/wallet/apple-wallet", is_signed_in=True
    ),
    "console-connection": Scene(
        "/console/{owned_slug}/settings/connections/{connection}", is_signed_in=True
    ),
    "console-warehouse-feeds": Scene(
        "/console/{owned_slug}/settings/warehouse-feeds", is_signed_in=True
    ),
    "console-tokens": Scene("/console/{owned_slug}/settings/tokens", is_signed_in=True),
    "console-token-new": Scene("/console/{owned_slug}/settings/tokens?new=me", is_signed_in=True),
    "console-tokens-of-all": Scene(
        "/console/{owned_slug}/settings/tokens?show=all", is_signed_in=True
    ),
    "console-service-accounts": Scene(
        "/console/{owned_slug}/settings/tokens/accounts", is_signed_in=True
    ),
    "console-audit": Scene("/console/{owned_slug}/settings/audit", is_signed_in=True),
    "console-audit-none": Scene(
        "/console/{owned_slug}/settings/audit?table=nothing", is_signed_in=True
    ),
    "console-security-events": Scene(
        "/console/{owned_slug}/settings/audit/security", is_signed_in=True
    ),
    "console-audit-streams": Scene(
        "/console/{owned_slug}/settings/audit/streams", is_signed_in=True
    ),
    "console-event-sponsors": Scene(
        "/console/{owned_slug}/events/{owned_event}/sponsors", is_signed_in=True
    ),
    "console-event-files": Scene(
        "/console/{owned_slug}/events/{owned_event}/files", is_signed_in=True
    ),
    "console-event-fields": Scene("/console/{owned_slug}/settings/event-fields", is_signed_in=True),
    "console-files": Scene("/console/{owned_slug}/files", is_signed_in=True),
    "claim-new": Scene("/account/claims/new", is_signed_in=True),
    "settings": Scene("/account/organizations/{owned}", is_signed_in=True),
    "settings-profile": Scene("/account/organizations/{owned}/profile", is_signed_in=True),
    "settings-business-profile": Scene(
        "/account/organizations/{owned}/business-profile", is_signed_in=True
    ),
    "settings-members": Scene("/account/organizations/{owned}/members", is_signed_in=True),
    "settings-invite": Scene("/account/organizations/{owned}/members/invite", is_signed_in=True),
    "settings-member": Scene("/account/organizations/{owned}/members/{member}", is_signed_in=True),
    "settings-member-remove": Scene(
        "/account/organizations/{owned}/members/{member}/remove", is_signed_in=True
    ),
    "settings-invitation-resend": Scene(
        "/account/organizations/{owned}/members/invitations/{invitation}/resend", is_signed_in=True
    ),
    "settings-invitation-revoke": Scene(
        "/account/organizations/{owned}/members/invitations/{invitation}/revoke", is_signed_in=True
    ),
    "settings-processing-record": Scene(
        "/account/organizations/{owned}/processing-record", is_signed_in=True
    ),
    "settings-data-requests": Scene(
        "/account/organizations/{owned}/data-requests", is_signed_in=True
    ),
    "settings-data-request": Scene(
        "/account/organizations/{owned}/data-requests/{owned_data_request}", is_signed_in=True
    ),
    "settings-data-request-refuse": Scene(
        "/account/organizations/{owned}/data-requests/{owned_data_request}/refuse",
        is_signed_in=True,
    ),
    "settings-retention": Scene("/account/organizations/{owned}/retention", is_signed_in=True),
    "settings-retention-add": Scene(
        "/account/organizations/{owned}/retention/add", is_signed_in=True
    ),
    "settings-retention-field": Scene(
        "/account/organizations/{owned}/retention/records/door-notes", is_signed_in=True
    ),
    "settings-retention-people": Scene(
        "/account/organizations/{owned}/retention/people", is_signed_in=True
    ),
    "settings-roles": Scene("/account/organizations/{owned}/roles", is_signed_in=True),
    "settings-role-add": Scene("/account/organizations/{owned}/roles/add", is_signed_in=True),
    "settings-role": Scene("/account/organizations/{owned}/roles/{own_role}", is_signed_in=True),
    "settings-role-delete": Scene(
        "/account/organizations/{owned}/roles/{own_role}/delete", is_signed_in=True
    ),
    "settings-second-factors": Scene(
        "/account/organizations/{owned}/roles/second-factors", is_signed_in=True
    ),
    "second-factors-required": Scene(
        "/account/second-factors/required?next=/account", is_signed_in=True
    ),
    "settings-templates": Scene("/account/organizations/{agency}/templates", is_signed_in=True),
    "settings-template-end": Scene(
        "/account/organizations/{agency}/templates/{template}/end", is_signed_in=True
    ),
    "settings-domains": Scene("/account/organizations/{owned}/domains", is_signed_in=True),
    "settings-domain-add": Scene("/account/organizations/{owned}/domains/add", is_signed_in=True),
    "settings-domain": Scene("/account/organizations/{owned}/domains/{domain}", is_signed_in=True),
    "settings-domain-check": Scene(
        "/account/organizations/{owned}/domains/{domain}/check", is_signed_in=True
    ),
    "settings-domain-remove": Scene(
        "/account/organizations/{owned}/domains/{domain}/remove", is_signed_in=True
    ),
    "settings-support": Scene("/account/organizations/{owned}/support", is_signed_in=True),
    "settings-support-grant": Scene(
        "/account/organizations/{owned}/support/grant", is_signed_in=True
    ),
    "settings-support-end": Scene("/account/organizations/{owned}/support/end", is_signed_in=True),
    "settings-invite-many": Scene(
        "/account/organizations/{owned}/members/invite-many", is_signed_in=True
    ),
    "settings-events": Scene("/account/organizations/{owned}/events", is_signed_in=True),
    "settings-verification": Scene(
        "/account/organizations/{owned}/verification", is_signed_in=True
    ),
    "settings-verification-apply": Scene(
        "/account/organizations/{owned}/verification/apply", is_signed_in=True
    ),
    "settings-verification-withdraw": Scene(
        "/account/organizations/{owned}/verification/withdraw", is_signed_in=True
    ),
    "settings-plan": Scene("/account/organizations/{owned}/plan", is_signed_in=True),
    "account-close": Scene("/account/organizations/{owned}/closure", is_signed_in=True),
    "account-erase": Scene("/account/erasure", is_signed_in=True),
    "account-data-requests": Scene("/account/data-requests", is_signed_in=True),
    "account-data-correction": Scene("/account/data-requests/{owned}/correct", is_signed_in=True),
    "account-data-objection": Scene("/account/data-requests/{owned}/object", is_signed_in=True),
    "account-data-withdraw": Scene(
        "/account/data-requests/{owned_data_request}/withdraw", is_signed_in=True
    ),
    "account-copy": Scene("/account/personal-data", is_signed_in=True),
    "account-reopen": Scene("/account/organizations/{closing}/closure", is_signed_in=True),
    "identity-providers": Scene("/account/organizations/{owned}/sso", is_signed_in=True),
    "identity-provider": Scene(
        "/account/organizations/{owned}/sso/{identity_provider}", is_signed_in=True
    ),
    "identity-provider-link": Scene("/sso/setup/{owned}/{setup_link}"),
    "identity-provider-saml": Scene(
        "/account/organizations/{owned}/sso/{saml_provider}", is_signed_in=True
    ),
    "settings-directory": Scene("/account/organizations/{owned}/directory", is_signed_in=True),
    "identity-provider-saml-link": Scene("/sso/setup/{owned}/{saml_link}"),
    "closed-organization": Scene("/{shut}", status=410),
    "sign-in-second-step": Scene("/sign-in/second-step"),
    "unsubscribe": Scene("/unsubscribe/is-over", status=404),
    "api-docs": Scene("/api/docs"),
    "api-docs-group": Scene("/api/docs/venues"),
    "gallery": Scene("/system/gallery"),
    "not-found": Scene("/nobody-has-this-name", status=404),
}
