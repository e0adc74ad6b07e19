"""Use cases of fraud rules: organizers make them, and see what they stopped."""

from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.kernel.values import attributes_of
from turnout.modules.events import api as events
from turnout.modules.fraud_rules import counters, policies, queries
from turnout.modules.fraud_rules.facts import FraudRuleChanged
from turnout.modules.fraud_rules.rules import require_valid
from turnout.modules.fraud_rules.types import Changes, FraudRule, FraudRuleState, NewFraudRule


def list_rules(ctx: OrganizationContext, event_id: UUID) -> list[FraudRule]:
    """All rules of an event with what they stopped in seven days."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        found = queries.list_rules(tx, event_id)
    return _with_figures(ctx.organization_id, found)


def get_rule(ctx: OrganizationContext, event_id: UUID, rule_id: UUID) -> FraudRule:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        found = queries.get_rule(tx, event_id, rule_id)
    return _with_figures(ctx.organization_id, [found])[0]


def _with_figures(organization_id: UUID, found: list[FraudRule]) -> list[FraudRule]:
    figures = counters.figures_of(organization_id, [each.id for each in found])
    if figures is None:
        return found
    return [
        replace(
            each,
            challenged=figures[each.id].get("challenged", 0),
            refused=figures[each.id].get("refused", 0),
        )
        for each in found
    ]


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
