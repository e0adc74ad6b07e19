"""Links to a provider's dashboard, as they cross the module's border."""

from dataclasses import dataclass
from typing import Annotated

from turnout.kernel.http.answers import one_of
from turnout_sdk.payments import ProviderPage


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLink:
    """Where a provider shows one object, for members who have an account there."""

    page: Annotated[str, one_of(ProviderPage)]
    object_id: Annotated[str, "What the provider calls it"]
    url: Annotated[str, "An https address at the provider, in the mode of the connection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLinks:
    """The pages about a payment; none where the provider has none, or nothing was heard yet."""

    provider: Annotated[str, "Its name; empty without links"]
    items: list[ProviderLink]
