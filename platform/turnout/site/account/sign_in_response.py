"""What an answer carries once somebody has signed in: their login and their language."""

from flask import Response

from turnout.modules.identity import api as identity
from turnout.site.forms import csrf
from turnout.site.l10n.negotiation import prefer
from turnout.site.layout.current_user import find_signed_in, with_cookies


def entered(response: Response, signed_in: identity.SignedIn) -> Response:
    """The answer with the login's cookies; no form that was handed out before is good again."""
    viewer = find_signed_in(signed_in.refresh_token)
    if viewer is not None:
        prefer(response, identity.show_me(viewer).locale)
    return csrf.renew(with_cookies(response, identity.cookies_of(signed_in)))
