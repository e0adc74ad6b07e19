"""What a buyer does next: goes to Stripe's page, or types into Stripe's fields on ours."""

from turnout_sdk.payments import Flow, NextAction
from turnout_stripe.observations import Json, moment
from turnout_stripe.settings import Settings


def page_of(session: Json) -> NextAction:
    return NextAction(
        flow=Flow.REDIRECT,
        redirect_url=session["url"],
        expires_at=moment(session["expires_at"]),
    )


def fields_of(intent: Json, settings: Settings) -> NextAction:
    """Hand over the client secret, and the keys that Stripe means for browsers."""
    shown = {"publishable_key": settings.publishable_key, "account": settings.connected_account}
    return NextAction(
        flow=Flow.EMBEDDED,
        client_token=intent["client_secret"],
        client_options={name: value for name, value in shown.items() if value},
    )
