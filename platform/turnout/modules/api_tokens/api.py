"""The front door of API tokens."""

from turnout.modules.api_tokens.queries import names_of
from turnout.modules.api_tokens.service.accounts import create_account
from turnout.modules.api_tokens.service.authentication import authenticator, forget_known_of_person
from turnout.modules.api_tokens.service.tokens import (
    create_token,
    end_tokens_of_person,
    revoke_token,
)
from turnout.modules.api_tokens.types import NewApiToken, NewServiceAccount
