"""Shapes of payment options, a started payment and its next action."""

from marshmallow import Schema, fields, validate

from turnout.modules.orders.attendee_shapes import name_field

FLOWS = ("redirect", "embedded", "instructions")


class PaymentFields(Schema):
    connection_id = fields.UUID(
        load_default=None, allow_none=True,
        metadata={"description": "As listed by payment-methods; without it the first that fits."},
    )  # fmt: skip
    method = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, 60),
        metadata={"description": "As listed by payment-methods; without it the first that fits."},
    )  # fmt: skip
    country = fields.String(
        load_default=None, allow_none=True, validate=validate.Regexp(r"^[A-Z]{2}$(?!\n)"),
        metadata={"description": "The buyer's, ISO 3166; some methods are for some countries."},
    )  # fmt: skip
    plan_id = fields.UUID(
        allow_none=True,
        metadata={"description": "A payment plan, or null for none; as chosen before without it."},
    )
    everything = fields.Boolean(
        load_default=False,
        metadata={"description": "Pay all that is left, not the part that is due by the plan."},
    )
    return_path = fields.String(
        load_default=None,
        allow_none=True,
        validate=[
            validate.Length(max=500),
            validate.Regexp(
                r"^/(?![/\\])[^\\\s]*$(?!\n)", error="Give a path on this site that starts with /."
            ),
        ],
        metadata={"description": "Where the buyer comes back to; the order's page without it."},
    )


class CountryArguments(Schema):
    country = fields.String(load_default=None, validate=validate.Regexp(r"^[A-Z]{2}$(?!\n)"))


class InstructionSchema(Schema):
    label = fields.String()
    value = fields.String()


class NextActionSchema(Schema):
    flow = fields.String(validate=validate.OneOf(FLOWS))
    redirect_url = fields.String(allow_none=True)
    client_token = fields.String(
        allow_none=True, metadata={"description": "For the provider's own fields on your page."}
    )
    client_options = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={
            "description": "Public values that those fields want beside the token. `module` is "
            "the script of this site that draws them, where there is one."
        },
    )
    instructions = fields.List(
        fields.Nested(InstructionSchema),
        metadata={"description": "Show them in this order."},
    )
    expires_at = fields.DateTime(allow_none=True)


class PaymentStartedSchema(Schema):
    order_id = fields.UUID()
    payment_id = fields.UUID()
    state = fields.String()
    amount_minor = fields.Integer()
    currency = fields.String()
    redirect_url = fields.String(allow_none=True)
    next_action = fields.Nested(NextActionSchema, allow_none=True)


class PaymentMethodSchema(Schema):
    connection_id = fields.UUID()
    method = fields.String()
    title = fields.String()
    flow = fields.String(validate=validate.OneOf(FLOWS))
    mode = fields.String(metadata={"description": "`test` moves no money."})
    longest_pending_seconds = fields.Integer()
    module = fields.String(
        allow_none=True,
        metadata={
            "description": "Of an `embedded` way: the script of this site that draws its fields."
        },
    )


class PartSchema(Schema):
    amount_minor = fields.Integer()
    due_at = fields.DateTime()
    is_paid = fields.Boolean()


class PlanOfferSchema(Schema):
    plan_id = fields.UUID()
    name = fields.String()
    keeps_deposit = fields.Boolean(
        metadata={"description": "An order that becomes overdue loses its first part."}
    )
    grace_days = fields.Integer()
    is_in_force = fields.Boolean()
    parts = fields.List(fields.Nested(PartSchema))


class WaysToPaySchema(Schema):
    currency = fields.String()
    due_minor = fields.Integer()
    left_minor = fields.Integer()
    items = fields.List(fields.Nested(PaymentMethodSchema))
    plans = fields.List(fields.Nested(PlanOfferSchema))
    plan_id = fields.UUID(allow_none=True)
    under_way = fields.Nested(PaymentStartedSchema, allow_none=True)
    last_attempt_failed = fields.Boolean()


class DecisionFields(Schema):
    reason = name_field(load_default="")
