"""The addresses at which members look after their organization."""

from flask import Flask

from turnout.site.forms.pages import Personal
from turnout.site.layout.page_access import BOTH, LOOK, Rules, add_pages
from turnout.site.rendering.renderer import Renderer
from turnout.site.settings.business_profile import BusinessProfilePages
from turnout.site.settings.closure import ClosurePages
from turnout.site.settings.data_requests import DataRequestPages
from turnout.site.settings.domains import DomainPages
from turnout.site.settings.events import EventListPages
from turnout.site.settings.invitation_batches import InvitationBatchPages
from turnout.site.settings.members import MemberPages
from turnout.site.settings.own_roles import OwnRolePages
from turnout.site.settings.plan import PlanPages
from turnout.site.settings.processing_record import ProcessingRecordPages
from turnout.site.settings.profile import ProfilePages
from turnout.site.settings.retention import RetentionPages
from turnout.site.settings.roles import RolePages
from turnout.site.settings.shared_templates import SharedTemplatePages
from turnout.site.settings.support import SupportPages
from turnout.site.settings.verification import VerificationPages

BELOW = "/account/organizations"


def add_to(app: Flask, renderer: Renderer) -> None:
    personal = Personal(renderer)
    profile, members = ProfilePages(personal), MemberPages(personal)
    domains, plan, closure = DomainPages(personal), PlanPages(personal), ClosurePages(personal)
    support, batches = SupportPages(personal), InvitationBatchPages(personal)
    roles, verification = RolePages(personal), VerificationPages(personal)
    own_roles, templates = OwnRolePages(personal), SharedTemplatePages(personal)
    add_pages(app, (("/new", profile.create_organization, BOTH),), below=BELOW)
    rules: Rules = (
        ("", profile.overview, LOOK),
        ("/profile", profile.change_organization, BOTH),
        ("/business-profile", BusinessProfilePages(personal).business_profile, BOTH),
        ("/events", EventListPages(personal).published_events, LOOK),
        ("/members", members.members, LOOK),
        ("/members/invite", members.invite_member, BOTH),
        ("/members/invite-many", batches.invitation_batch, BOTH),
        ("/support", support.support, LOOK),
        ("/support/grant", support.granted_support, BOTH),
        ("/support/end", support.ended_support, BOTH),
        ("/members/<uuid:member_id>", members.member, BOTH),
        ("/members/<uuid:member_id>/remove", members.removed_member, BOTH),
        ("/members/invitations/<uuid:invitation_id>/resend", members.invitation_again, BOTH),
        ("/members/invitations/<uuid:invitation_id>/revoke", members.revoked_invitation, BOTH),
        ("/roles", roles.roles, LOOK),
        ("/roles/add", own_roles.add_role, BOTH),
        ("/roles/<uuid:role_id>", own_roles.role, BOTH),
        ("/roles/<uuid:role_id>/delete", own_roles.deleted_role, BOTH),
        ("/roles/second-factors", roles.second_factor_policy, BOTH),
        ("/domains", domains.domains, LOOK),
        ("/domains/add", domains.add_domain, BOTH),
        ("/domains/<uuid:domain_id>", domains.led_domain, BOTH),
        ("/domains/<uuid:domain_id>/check", domains.checked_domain, BOTH),
        ("/domains/<uuid:domain_id>/remove", domains.removed_domain, BOTH),
        ("/templates", templates.shared_templates, LOOK),
        ("/templates/<uuid:template_id>/end", templates.ended_share, BOTH),
        ("/plan", plan.plan, LOOK),
        *_privacy(personal),
        ("/verification", verification.verification, LOOK),
        ("/verification/apply", verification.application, BOTH),
        ("/verification/withdraw", verification.withdrawn_application, BOTH),
        ("/closure", closure.closure, BOTH),
        ("/export.yaml", closure.export, LOOK),
        ("/export.zip", closure.export_data, LOOK),
        ("/deletion", closure.deletion, LOOK),
    )
    add_pages(app, rules, below=f"{BELOW}/<uuid:organization_id>", named="settings_")


def _privacy(personal: Personal) -> Rules:
    """What becomes of personal data: kept for how long, asked by whom, processed for what."""
    retention, record = RetentionPages(personal), ProcessingRecordPages(personal)
    asked, one = DataRequestPages(personal), "/data-requests/<uuid:data_request_id>"
    return (
        ("/retention", retention.retention, LOOK),
        ("/retention/add", retention.added_field, BOTH),
        ("/retention/<kind>", retention.retention_policy, BOTH),
        ("/retention/<kind>/<field>", retention.retention_policy, BOTH),
        ("/data-requests", asked.data_requests, LOOK),
        (one, asked.data_request, LOOK),
        (f"{one}/<decision>", asked.decided_request, BOTH),
        ("/processing-record", record.processing_record, LOOK),
        ("/processing-record.csv", record.record_table, LOOK),
        ("/processing-record.xlsx", record.record_workbook, LOOK),
    )
