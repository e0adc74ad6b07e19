"""Use cases of fraud rules: organizers make them, see what they stopped, and set deadlines."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.kernel.values import attributes_of
from turnout.modules.events import api as events
from turnout.modules.fraud_rules import counters, policies, queries
from turnout.modules.fraud_rules.facts import (
    FraudRuleChanged,
    PaymentRiskRuleChanged,
    ReviewSettingsChanged,
)
from turnout.modules.fraud_rules.rules import require_valid
from turnout.modules.fraud_rules.types import (
    Changes,
    FraudRule,
    FraudRuleState,
    NewFraudRule,
    NewPaymentRiskRule,
    PaymentRiskRule,
    ReviewSettings,
)

KEEP: Final = "fraud-rules.keep-figures"
FIGURES_AT_ONCE: Final = 500


def list_rules(ctx: OrganizationContext, event_id: UUID) -> list[FraudRule]:
    """All rules of an event with what they decided in thirty days."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return _with_figures(tx, event_id, queries.list_rules(tx, event_id))


def get_rule(ctx: OrganizationContext, event_id: UUID, rule_id: UUID) -> FraudRule:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return _with_figures(tx, event_id, [queries.get_rule(tx, event_id, rule_id)])[0]


def may_challenge(ctx: PublicContext, event_id: UUID) -> bool:
    """Whether an order of an event may be asked for a challenge: its page says so by its policy."""
    with transaction(ctx) as tx:
        return queries.may_challenge(tx, event_id)


def _with_figures(tx: Transaction, event_id: UUID, found: list[FraudRule]) -> list[FraudRule]:
    figures = queries.figures_of(tx, event_id, [each.id for each in found])
    return [
        replace(
            each,
            challenged=figures[each.id].get("challenged", 0),
            refused=figures[each.id].get("refused", 0),
            reviewed=figures[each.id].get("reviewed", 0),
            approved=figures[each.id].get("approved", 0),
            declined=figures[each.id].get("declined", 0),
        )
        for each in found
    ]


def keep_figures() -> int:
    """Keep what rules decided lately, of all organizations; how many figures there were."""
    found = counters.take_waiting(FIGURES_AT_ONCE)
    for place, each in enumerate(found):
        try:
            with transaction(system_in(each.organization_id, KEEP)) as tx:
                queries.keep_figures(tx, each)
        except BaseException:
            counters.put_back(found[place:])
            raise
    return len(found)


def create_rule(ctx: OrganizationContext, event_id: UUID, new: NewFraudRule) -> FraudRule:
    """Make a rule, which counts from now on; Invalid for one that another makes useless."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        queries.lock_rules(tx, event_id)
        others = queries.list_rules(tx, event_id)
        require_valid(new, others, is_new=True)
        rule_id = queries.insert_rule(tx, event_id, new)
        _publish(tx, event_id, rule_id)
        return queries.get_rule(tx, event_id, rule_id)


def update_rule(
    ctx: OrganizationContext,
    event_id: UUID,
    rule_id: UUID,
    changes: Changes,
    *,
    version: int | None,
) -> FraudRule:
    """Change, pause or resume a rule; what it counted so far stays counted."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        queries.lock_rules(tx, event_id)
        before = queries.get_rule(tx, event_id, rule_id)
        require_version(version, before.version)
        values = attributes_of(before) | dict(changes)
        if values["state"] == FraudRuleState.ACTIVE:
            others = [
                each
                for each in queries.list_rules(tx, event_id)
                if each.id != rule_id and each.state == FraudRuleState.ACTIVE
            ]
            require_valid(values, others, is_new=False)
        queries.update_rule(tx, rule_id, values)
        _publish(tx, event_id, rule_id)
        return queries.get_rule(tx, event_id, rule_id)


def delete_rule(
    ctx: OrganizationContext, event_id: UUID, rule_id: UUID, *, version: int | None
) -> None:
    """Delete a rule; orders that were placed stay."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        queries.lock_rules(tx, event_id)
        before = queries.get_rule(tx, event_id, rule_id)
        require_version(version, before.version)
        queries.delete_rule(tx, rule_id)
        _publish(tx, event_id, rule_id)


def _publish(tx: Transaction, event_id: UUID, rule_id: UUID) -> None:
    tx.publish(FraudRuleChanged(fraud_rule_id=rule_id, event_id=event_id))


def get_risk_rule(ctx: OrganizationContext, event_id: UUID) -> PaymentRiskRule:
    """The rule about what payment providers say of an event's orders, with its figures."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return _with_risk_figures(tx, event_id)


def set_risk_rule(
    ctx: OrganizationContext, event_id: UUID, new: NewPaymentRiskRule, *, version: int | None
) -> PaymentRiskRule:
    """Switch or change it; what is held stays held, and what was sold stays sold."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        queries.lock_rules(tx, event_id)
        require_version(version, queries.get_risk_rule(tx, event_id).version)
        queries.set_risk_rule(tx, event_id, new)
        tx.publish(PaymentRiskRuleChanged(event_id=event_id))
        return _with_risk_figures(tx, event_id)


def _with_risk_figures(tx: Transaction, event_id: UUID) -> PaymentRiskRule:
    reviewed, approved, declined = queries.count_risk_reviews(tx, event_id)
    rule = queries.get_risk_rule(tx, event_id)
    return replace(rule, reviewed=reviewed, approved=approved, declined=declined)


def get_review_settings(ctx: OrganizationContext, event_id: UUID) -> ReviewSettings:
    """Until when an event's orders under review are decided, and what happens then."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.get_review_settings(tx, event_id)


def set_review_settings(
    ctx: OrganizationContext, event_id: UUID, new: ReviewSettings, *, version: int | None
) -> ReviewSettings:
    """Set them; orders that wait already keep their deadline, and end as is said now."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        queries.lock_rules(tx, event_id)
        require_version(version, queries.get_review_settings(tx, event_id).version)
        queries.set_review_settings(tx, event_id, new)
        tx.publish(ReviewSettingsChanged(event_id=event_id))
        return queries.get_review_settings(tx, event_id)
