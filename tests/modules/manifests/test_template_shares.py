"""An agency's manifest says which clients make events of its templates; what is applied is exported."""

import pytest

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.ids import new_id
from turnout.manifest_files.errors import BadManifest
from turnout.modules.manifests import api as manifests
from turnout.modules.organizations import api as organizations
from turnout.modules.template_shares import api as template_shares

pytestmark = pytest.mark.usefixtures("running")
CTX = SystemContext(job="tests.manifests")
TEMPLATE = {
    "slug": "gala",
    "title": "Gala",
    "starts": "2031-05-01T19:00",
    "hours": 4,
    "template": True,
}


def folder(**share):
    """An agency with a template and its client, as two files."""
    agency, client = f"agency-{new_id().hex}", f"client-{new_id().hex}"
    owner = [{"email": f"{agency}@people.example", "role": "owner"}]
    shares = [{"template": "gala", **({"clients": [client]} if share.get("listed") else {})}]
    documents = (
        {
            "organization": {"slug": agency, "name": "Lantern", "kind": "agency"},
            "members": owner,
            "events": [TEMPLATE],
            "template_shares": shares,
        },
        {
            "organization": {"slug": client, "name": "Harbour"},
            "members": owner,
            "agency": {"slug": share.get("through", agency)},
        },
    )
    return [manifests.Manifest.of(each, place=each["organization"]["slug"]) for each in documents]


@pytest.mark.parametrize("listed", [True, False])
def test_a_folder_shares_a_template_with_clients_that_it_makes_itself(listed):
    wanted = folder(listed=listed)
    manifests.apply(CTX, wanted)
    assert manifests.plan(CTX, wanted) == []
    agency, client = (organizations.find_by_slug(each.profile.slug) for each in wanted)
    [share] = template_shares.list_shares(system_in(agency.id, "tests"))
    assert (share.slug, share.clients) == ("gala", [client.id] if listed else None)
    [seen] = template_shares.list_templates(system_in(client.id, "tests"))
    assert (seen.title, seen.agency_id) == ("Gala", agency.id)
    exported = manifests.export(CTX, wanted[0].profile.slug)
    assert exported.document()["template_shares"] == [
        each.document() for each in wanted[0].template_shares
    ]
    assert manifests.plan(CTX, [exported]) == []


def test_a_template_or_a_client_that_is_not_there_is_named():
    wanted = folder()
    [nobody] = folder(listed=True)[:1]
    with pytest.raises(BadManifest, match="No organization"):
        manifests.apply(CTX, [nobody])
    manifests.apply(CTX, wanted)
    document = {
        "organization": {"slug": wanted[0].profile.slug, "name": "Lantern", "kind": "agency"},
        "template_shares": [{"template": "ball"}],
    }
    with pytest.raises(BadManifest, match="No template"):
        manifests.apply(CTX, [manifests.Manifest.of(document)])
