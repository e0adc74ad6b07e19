"""What the operator says of an OpenSearch server, and how it is signed in to."""

from typing import Self

from pydantic import Field, model_validator

from turnout_sdk.dsl_engine import ServerSettings

REGION = r"^([a-z]{2}(-[a-z]+)+-[0-9])?$"


class OpenSearchSettings(ServerSettings):
    """A user and password, or the region of a domain of Amazon that lets the pod's role in."""

    region: str = Field(
        default="", title="Region, where Amazon's service lets the role of the pod in",
        pattern=REGION,
    )  # fmt: skip

    @model_validator(mode="after")
    def _signs_in_one_way(self) -> Self:
        if self.region and (self.username or self.password.get_secret_value()):
            raise ValueError("a region signs in by the role of the pod, without a user")
        return self
