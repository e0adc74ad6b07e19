"""A request about one's data, asked of one's own organization, for tests in a browser."""

from tests.factories.people import MadeOrganization, person_context
from turnout.modules.data_requests import api as data_requests
from turnout.modules.data_requests.api import DataRequestKind, NewDataRequest, RectifiedField


def owned_data_request(organization: MadeOrganization, name: str) -> dict[str, str]:
    """The correction of a name, as long as names get; it waits for an answer."""
    new = NewDataRequest(
        kind=DataRequestKind.RECTIFICATION,
        field=RectifiedField.NAME,
        wanted=name,
        said=f"My name is {name}, and nothing else.",
    )
    ctx = person_context(organization.owner)
    asked = data_requests.create_request(ctx, organization.id, new)
    return {"owned_data_request": str(asked.request.id)}
