"""What moderators decided about an organization, for its owner, who may appeal once."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import Response

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.request_info import request_id
from turnout.modules.abuse_reports import api as abuse_reports
from turnout.modules.abuse_reports.api import AbuseDecision, AppealOutcome, ModerationDecision
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import find_viewer, page
from turnout.site.layout.views import Field, FormPage, Link, MessagePage

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
TITLES: Final = {
    AbuseDecision.WARN: marked("A warning about %(name)s"),
    AbuseDecision.UNPUBLISH_EVENT: marked("%(name)s was taken down"),
    AbuseDecision.SUSPEND_ORGANIZATION: marked("%(name)s led to a suspension"),
}


class AppealPages(FormPages):
    @page(GUESTS)
    def decision(self, decision_id: UUID) -> Response:
        """The decision with its reason, and once a form to say what speaks against it."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(f"{ACCOUNT}/decisions/{decision_id}"))
        viewer = replace(viewer, request_id=request_id())
        found = abuse_reports.get_decision(viewer, decision_id)
        if found.appealed_at is not None:
            return self._personal.message(_appealed(found))
        view = FormPage(
            title=_title(found),
            text=_("The reason: %(reason)s", reason=found.decision_reason),
            button=_("Send appeal"),
            fields=(
                Field(
                    name="note",
                    label=_("What speaks against this decision?"),
                    kind="lines",
                    autocomplete="off",
                    longest=abuse_reports.LONGEST_NOTE,
                    hint=_("You can appeal once. A moderator reads it and answers by email."),
                ),
            ),
            links=(Link(label=_("Back to your account"), url=ACCOUNT),),
        )

        def sent() -> Response:
            note = typed("note", longest=abuse_reports.LONGEST_NOTE).strip()
            if not note:
                raise Invalid(FieldError("/note", "Say what speaks against this decision."))
            told = abuse_reports.appeal(viewer, decision_id, note=note)
            return csrf.renew(self._personal.message(_appealed(told)))

        return self.answered("appeal", view, sent, tries="write")


def _title(found: ModerationDecision) -> str:
    return _(TITLES[AbuseDecision(found.decision)], name=found.subject)


def _appealed(found: ModerationDecision) -> MessagePage:
    """That the appeal waits, or how it was answered."""
    texts = {
        None: _("We have your appeal. A moderator reads it and answers by email."),
        AppealOutcome.UPHELD: _(
            "We looked again, and our decision stands. %(reason)s", reason=found.appeal_answer
        ),
        AppealOutcome.REVERSED: _(
            "We looked again and took our decision back. %(reason)s", reason=found.appeal_answer
        ),
    }
    return MessagePage(
        title=_title(found),
        text=texts[AppealOutcome(found.appeal_outcome) if found.appeal_outcome else None],
        kind="problem" if found.appeal_outcome != AppealOutcome.REVERSED else "good",
        action=Link(label=_("Back to your account"), url=ACCOUNT),
    )
