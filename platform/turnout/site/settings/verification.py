"""The verification badge on pages: what proves the organization, applying, taking it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.identity import api as identity
from turnout.modules.verifications import api as verifications
from turnout.modules.verifications.api import VerificationProof, VerificationStatus
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Field, FormPage
from turnout.site.settings.entry import GUESTS, Frame, enter

READ: Final = "verifications.read"
MANAGE: Final = "verifications.manage"
VERIFICATION: Final = "/verification"
FILES: Final = "documents"
MOST_BYTES: Final = verifications.MOST_DOCUMENTS * verifications.MAX_DOCUMENT_BYTES + 20_000
PROOFS: Final = {
    VerificationProof.DOMAIN: (
        marked("Domain"),
        marked("A domain of yours is proven by its DNS record."),
    ),
    VerificationProof.DOCUMENTS: (
        marked("Documents"),
        marked("Our moderators have checked documents, such as an extract of a register."),
    ),
    VerificationProof.PAYMENT_ACCOUNT: (
        marked("Payment account"),
        marked("A live connection to a payment provider names your account there."),
    ),
}
WHICH_FILES: Final = marked("Add up to three files: PDF, PNG or JPEG, each of at most 5 MB.")
WORDS: Final = {
    "/documents": WHICH_FILES,
    "/note": marked("Say what has changed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    label: str
    hint: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationPage:
    frame: Frame
    is_verified: bool
    says: str
    """How it stands with the badge, as a sentence."""
    proofs: tuple[ProofView, ...]
    verified_at: datetime | None
    withdrawn_reason: str
    application: str
    """How it stands with the last application, as a sentence."""
    application_reason: str
    is_waiting: bool
    may_apply: bool


class VerificationPages(FormPages):
    @page(GUESTS)
    def verification(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, READ)
        if isinstance(entered, Response):
            return entered
        found = verifications.get_verification(entered.ctx)
        zone = ZoneInfo(identity.get_me(entered.viewer).time_zone)
        is_waiting = _is_waiting(found)
        view = VerificationPage(
            frame=entered.frame(VERIFICATION),
            is_verified=found.is_verified,
            says=_standing(found),
            proofs=tuple(
                ProofView(label=_(label), hint=_(hint), holds=proof in found.proofs)
                for proof, (label, hint) in PROOFS.items()
            ),
            verified_at=found.verified_at and found.verified_at.astimezone(zone),
            withdrawn_reason=found.withdrawn_reason,
            application=_application(found),
            application_reason=found.application.reason if found.application else "",
            is_waiting=is_waiting,
            may_apply=entered.may(MANAGE),
        )
        return self.shown("settings_verification.html", view, _("Verification"))

    @page(GUESTS)
    def application(self, organization_id: UUID) -> Response:
        """Bring documents, or ask for a badge that was withdrawn."""
        request.max_content_length = MOST_BYTES
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        is_withdrawn = verifications.get_verification(entered.ctx).withdrawn_at is not None
        view = FormPage(
            title=_("Apply for the badge"),
            text=_(
                "Only our moderators open these files. We delete them some days after the decision."
            ),
            button=_("Send the application"),
            fields=(
                Field(
                    name=FILES,
                    label=_("Documents"),
                    kind="file",
                    autocomplete="off",
                    hint=_(WHICH_FILES),
                    accepts=".pdf,.png,.jpg,.jpeg",
                    is_several=True,
                    is_optional=is_withdrawn,
                ),
                Field(
                    name="note",
                    label=_("Note for the moderators"),
                    kind="lines",
                    autocomplete="off",
                    value=typed("note", longest=verifications.LONGEST_NOTE),
                    longest=verifications.LONGEST_NOTE,
                    is_optional=not is_withdrawn,
                ),
            ),
            links=(entered.link_back(VERIFICATION),),
        )

        def applied() -> Response:
            note = typed("note", longest=verifications.LONGEST_NOTE)
            try:
                verifications.apply(entered.ctx, _documents(), note=note)
            except verifications.DocumentTooLarge:
                raise Invalid(FieldError("/documents", WHICH_FILES, fields.SAME)) from None
            except Invalid as error:
                raise fields.in_words(error, WORDS) from None
            return csrf.renew(entered.back(VERIFICATION, "applied"))

        return self.decided("apply-for-verification", view, applied)

    @page(GUESTS)
    def withdrawn_application(self, organization_id: UUID) -> Response:
        entered = enter(organization_id, MANAGE)
        if isinstance(entered, Response):
            return entered
        view = FormPage(
            title=_("Take back the application?"),
            text=_("Our moderators no longer see it. You can apply again."),
            button=_("Take back"),
            links=(entered.link_back(VERIFICATION),),
        )

        def withdrawn() -> Response:
            verifications.withdraw_application(entered.ctx)
            return csrf.renew(entered.back(VERIFICATION, "application-withdrawn"))

        return self.decided("withdraw-verification-application", view, withdrawn)


def _documents() -> list[verifications.NewDocument]:
    given = []
    for each in request.files.getlist(FILES):
        with each.stream as stream:
            data = stream.read(verifications.MAX_DOCUMENT_BYTES + 1)
        if each.filename:
            given.append(verifications.NewDocument(name=each.filename, data=data))
    return given


def _is_waiting(found: VerificationStatus) -> bool:
    return found.application is not None and found.application.state == "waiting"


def _standing(found: VerificationStatus) -> str:
    if found.withdrawn_at is not None:
        return _("Our moderators took the badge back. It returns when they approve an application.")
    if found.is_verified:
        return _("Your public pages show the badge while what it rests on holds.")
    if found.proofs_needed > 1:
        return _("The badge takes %(number)s of these proofs.", number=found.proofs_needed)
    return _("One of these proofs is enough for the badge.")


def _application(found: VerificationStatus) -> str:
    if found.application is None:
        return ""
    match found.application.state:
        case "waiting":
            return _("Your application waits for our moderators.")
        case "approved":
            return _("Your last application was approved.")
        case "declined":
            return _("Your last application was declined.")
    return ""
