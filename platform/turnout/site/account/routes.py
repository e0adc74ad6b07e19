"""The addresses at which people sign in and look after their account."""

from flask import Flask

from turnout.site.account.appeals import AppealPages
from turnout.site.account.avatars import AvatarPages
from turnout.site.account.calendars import CalendarPages
from turnout.site.account.company_sign_in import CompanySignInPages
from turnout.site.account.data_requests import OwnDataRequestPages
from turnout.site.account.erasure import ErasurePages
from turnout.site.account.handovers import HandoverPages
from turnout.site.account.interests import InterestPages
from turnout.site.account.invitations import InvitationPages
from turnout.site.account.mail_links import EmailChangePages, LinkPages, UnsubscribePages
from turnout.site.account.notifications import NotificationPages
from turnout.site.account.overview import OverviewPages
from turnout.site.account.ownership_claims import OwnershipClaimPages
from turnout.site.account.passkeys import PasskeyPages
from turnout.site.account.personal_data import PersonalDataPages
from turnout.site.account.profile import AccountPages, ProfilePages
from turnout.site.account.second_factors import SecondFactorPages, SecondStepPages
from turnout.site.account.shifts import ShiftPages
from turnout.site.account.sign_in import SignInPages
from turnout.site.account.social_logins import SocialSignInPages
from turnout.site.forms.pages import Personal
from turnout.site.layout.page_access import BOTH, LOOK, SEND, Rules, add_pages
from turnout.site.rendering.renderer import Renderer


def add_to(app: Flask, renderer: Renderer) -> None:
    personal = Personal(renderer)
    signing, links = SignInPages(personal), LinkPages(personal)
    unsubscribing = UnsubscribePages(personal)
    invitations, account = InvitationPages(personal), AccountPages(personal)
    profile, factors = ProfilePages(personal), SecondFactorPages(personal)
    social, passkeys = SocialSignInPages(personal), PasskeyPages(personal)
    rules: Rules = (
        ("/sign-in", signing.sign_in, BOTH),
        ("/sign-in/passkey", signing.passkey, BOTH),
        ("/sign-in/second-step", SecondStepPages(personal).second_step, BOTH),
        ("/sign-in/with/<provider>", social.begin, LOOK),
        ("/sign-in/with/<provider>/return", social.finish, LOOK),
        ("/sign-up", signing.sign_up, BOTH),
        ("/sign-out", signing.sign_out, SEND),
        ("/forgot-password", signing.forgot_password, BOTH),
        ("/reset-password/<token>", links.reset_password, BOTH),
        ("/verify-email", signing.resend_verification, BOTH),
        ("/verify-email/<token>", links.verify_email, BOTH),
        ("/invite/<secret>", invitations.invitation, BOTH),
        ("/account", account.account, LOOK),
        ("/unsubscribe/<token>", unsubscribing.unsubscribe, BOTH),
        ("/account/profile", profile.profile, BOTH),
        ("/account/email", profile.email, BOTH),
        *_email_changes(EmailChangePages(personal)),
        ("/not-me/<token>", links.deny_sign_in, BOTH),
        ("/account/password", profile.password, BOTH),
        ("/account/confirm", factors.confirm, BOTH),
        ("/account/second-factors", factors.factors, LOOK),
        ("/account/second-factors/required", factors.required_factor, LOOK),
        ("/account/second-factors/authenticator", factors.authenticator, BOTH),
        ("/account/second-factors/authenticator/remove", factors.remove_authenticator, BOTH),
        ("/account/second-factors/recovery-codes", factors.recovery_codes, BOTH),
        ("/account/sign-in-methods", social.methods, LOOK),
        ("/account/sign-in-methods/link/<uuid:pending_id>", social.link, BOTH),
        ("/account/sign-in-methods/<uuid:login_id>/unlink", social.unlink, BOTH),
        ("/account/second-factors/passkeys/add", passkeys.add_passkey, BOTH),
        ("/account/second-factors/passkeys/<uuid:passkey_id>", passkeys.rename_passkey, BOTH),
        (
            "/account/second-factors/passkeys/<uuid:passkey_id>/remove",
            passkeys.remove_passkey,
            BOTH,
        ),
        ("/account/logins/<uuid:login_id>/sign-out", account.end_login, SEND),
        ("/account/sign-out-everywhere", account.end_all_logins, SEND),
    )
    add_pages(app, rules)
    _add_company_sign_in(app, CompanySignInPages(personal))


def _add_company_sign_in(app: Flask, company: CompanySignInPages) -> None:
    rules: Rules = (
        ("", company.begin, LOOK),
        ("/return", company.finish, LOOK),
        ("/test/<ticket>", company.begin_test, LOOK),
        ("/acs", company.consume, SEND),
        ("/metadata", company.metadata, LOOK),
        ("/certificate.pem", company.certificate, LOOK),
        ("/slo", company.single_logout, BOTH),
        ("/signed-out", company.signed_out, LOOK),
    )
    below = "/sso/<uuid:organization_id>/<uuid:identity_provider_id>"
    add_pages(app, rules, below=below, named="company_")


def add_handovers_to(app: Flask, renderer: Renderer) -> None:
    """Add what people answer to offers and decisions about organizations, and what is theirs."""
    handovers, shifts = HandoverPages(Personal(renderer)), ShiftPages(Personal(renderer))
    claims = OwnershipClaimPages(Personal(renderer))
    erasures, data = ErasurePages(Personal(renderer)), PersonalDataPages(Personal(renderer))
    avatars, interests = AvatarPages(Personal(renderer)), InterestPages(Personal(renderer))
    rules: Rules = (
        ("/account/picture", avatars.picture, BOTH),
        ("/account/avatar.svg", avatars.own_avatar, LOOK),
        ("/account/interests", interests.interests, BOTH),
        *_calendars(CalendarPages(Personal(renderer))),
        ("/account/notifications", NotificationPages(Personal(renderer)).notifications, BOTH),
        ("/account/for-you", interests.for_you, LOOK),
        ("/account/erasure", erasures.erasure, BOTH),
        ("/account/personal-data", data.personal_data, BOTH),
        *_data_requests(OwnDataRequestPages(Personal(renderer))),
        ("/account/personal-data/file", data.personal_data_file, LOOK),
        ("/account/personal-data/delete", data.personal_data_end, BOTH),
        ("/account/handovers/<uuid:handover_id>", handovers.handover, BOTH),
        ("/account/handovers/<uuid:handover_id>/decline", handovers.decline_handover, BOTH),
        ("/account/claims/new", claims.start_claim, BOTH),
        ("/account/claims/<uuid:claim_id>", claims.claim, BOTH),
        ("/account/claims/<uuid:organization_id>/<secret>", claims.claim_by_link, BOTH),
        ("/account/overview", OverviewPages(Personal(renderer)).overview, LOOK),
        ("/account/shifts", shifts.shifts, LOOK),
        (
            "/account/organizations/<uuid:organization_id>/shifts.ics",
            shifts.shifts_calendar,
            LOOK,
        ),
        ("/account/decisions/<uuid:decision_id>", AppealPages(Personal(renderer)).decision, BOTH),
    )
    add_pages(app, rules)


def _email_changes(changes: EmailChangePages) -> Rules:
    """Where the mails about another address lead."""
    return (
        ("/account/email/<token>", changes.change_email, BOTH),
        ("/account/email/approve/<token>", changes.approve_email, BOTH),
        ("/account/email/stop/<token>", changes.stop_email, BOTH),
        ("/account/email/undo/<token>", changes.undo_email, BOTH),
    )


def _data_requests(asked: OwnDataRequestPages) -> Rules:
    below = "/account/data-requests"
    return (
        (below, asked.own_requests, LOOK),
        (f"{below}/<uuid:organization_id>/correct", asked.correction, BOTH),
        (f"{below}/<uuid:organization_id>/object", asked.objection, BOTH),
        (f"{below}/<uuid:data_request_id>/withdraw", asked.withdrawn_request, BOTH),
    )


def _calendars(calendars: CalendarPages) -> Rules:
    """Calendars elsewhere; the providers know the address at which they answer."""
    return (
        ("/account/calendars", calendars.calendars, LOOK),
        ("/account/calendars/return", calendars.finish_calendar, LOOK),
        ("/account/calendars/<key>/connect", calendars.connect_calendar, LOOK),
        ("/account/calendars/<key>/disconnect", calendars.disconnect_calendar, BOTH),
    )
