"""What may be asked of a preview: what the refund itself takes."""

from turnout.modules.orders.schemas import NewRefundSchema


class RefundPreviewSchema(NewRefundSchema):
    component = "RefundPreviewFields"

    class Meta:
        exclude = ("preview_token",)
