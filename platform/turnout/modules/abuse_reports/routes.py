"""HTTP of abuse reports: reporting a page, the moderators' queue, an owner's appeal."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OperatorContext, PersonContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import operates, personal, public
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.abuse_reports import policies
from turnout.modules.abuse_reports.schemas import (
    AppealAnswerSchema,
    AppealSchema,
    DecisionSchema,
    NewAbuseReportSchema,
    ReportSearchArguments,
)
from turnout.modules.abuse_reports.service import appeals, decisions, reports
from turnout.modules.abuse_reports.types import AbuseReport, ModerationDecision, NewAbuseReport

reporting = StrictBlueprint(
    "abuse-reports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/abuse-reports",
    description="Reporting a page to the platform's moderators",
)


@reporting.route("")
class Reports(MethodView):
    @public("whoever sees a page may report it", limited="report")
    @reporting.doc(operationId="reportAbuse")
    @reporting.arguments(NewAbuseReportSchema)
    @reporting.response(204)
    def post(self, ctx: PublicContext, new: NewAbuseReport) -> None:
        """Report an event or its organization; the organizer does not see who did."""
        reports.create_report(ctx, new)


queue = StrictBlueprint(
    "platform-abuse-reports",
    __name__,
    url_prefix="/api/v1/platform/abuse-reports",
    description="What visitors report, for the platform's moderators",
)


@queue.route("")
class Queue(MethodView):
    @operates(policies.READ)
    @queue.doc(operationId="listAbuseReports")
    @queue.arguments(ReportSearchArguments, location="query")
    @queue.response(200, page_of(AbuseReport))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[AbuseReport]:
        """List abuse reports, the oldest first."""
        request = page_request(asked["cursor"], asked["limit"])
        wanted = {"state": asked["state"], "tenant_id": asked["tenant_id"]}
        return decisions.list_reports(ctx, request, **wanted)


@queue.route("/<uuid:abuse_report_id>")
class OneReport(MethodView):
    @operates(policies.READ)
    @queue.doc(operationId="getAbuseReport")
    @queue.response(200, response(AbuseReport))
    def get(self, ctx: OperatorContext, abuse_report_id: UUID) -> AbuseReport:
        """Show a report, with how many others are open about the same."""
        return decisions.get_report(ctx, abuse_report_id)


@queue.route("/<uuid:abuse_report_id>/decision")
class Decisions(MethodView):
    @operates(policies.DECIDE, confirmed=True)
    @queue.doc(operationId="decideAbuseReport")
    @queue.arguments(DecisionSchema)
    @queue.response(200, response(AbuseReport))
    def post(
        self, ctx: OperatorContext, asked: dict[str, Any], abuse_report_id: UUID
    ) -> AbuseReport:
        """Decide a report: dismiss it, warn, unpublish the event, or suspend the organization."""
        return decisions.decide_report(ctx, abuse_report_id, **asked)


@queue.route("/<uuid:abuse_report_id>/appeal-answer")
class AppealAnswers(MethodView):
    @operates(policies.DECIDE, confirmed=True)
    @queue.doc(operationId="answerModerationAppeal")
    @queue.arguments(AppealAnswerSchema)
    @queue.response(200, response(AbuseReport))
    def post(
        self, ctx: OperatorContext, asked: dict[str, Any], abuse_report_id: UUID
    ) -> AbuseReport:
        """Answer an owner's appeal: the decision stands, or is taken back."""
        return appeals.answer_appeal(ctx, abuse_report_id, **asked)


owners = StrictBlueprint(
    "moderation-decisions",
    __name__,
    url_prefix="/api/v1/me/moderation-decisions",
    description="What moderators decided about your organizations",
)


@owners.route("/<uuid:decision_id>")
class OneDecision(MethodView):
    @personal()
    @owners.doc(operationId="getModerationDecision")
    @owners.response(200, response(ModerationDecision))
    def get(self, ctx: PersonContext, decision_id: UUID) -> ModerationDecision:
        """Show a decision about an organization that you own."""
        return appeals.get_decision(ctx, decision_id)


@owners.route("/<uuid:decision_id>/appeal")
class Appeals(MethodView):
    @personal()
    @owners.doc(operationId="appealModerationDecision")
    @owners.arguments(AppealSchema)
    @owners.response(200, response(ModerationDecision))
    def post(
        self, ctx: PersonContext, asked: dict[str, str], decision_id: UUID
    ) -> ModerationDecision:
        """Say once what speaks against a decision."""
        return appeals.appeal(ctx, decision_id, note=asked["note"])


blueprints = (reporting, queue, owners)
