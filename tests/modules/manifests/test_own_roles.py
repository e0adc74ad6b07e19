"""Roles of an organization's own in manifests: made before the members who have them, once."""

import pytest
import yaml

from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.manifest_files.errors import BadManifest
from turnout.modules.identity import api as identity
from turnout.modules.manifests import api as manifests
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")
JOB = SystemContext(job="test.manifests")
DESK = {"key": "desk", "name": "Desk", "permissions": ["orders.read", "checkin.scan"]}


@pytest.fixture
def slug():
    return f"made-{new_id().hex[-12:]}"


@pytest.fixture
def read(tmp_path, slug):
    def reading(**parts):
        document = {"organization": {"slug": slug, "name": "Made"}, **parts}
        path = tmp_path / f"{slug}.yaml"
        path.write_text(yaml.safe_dump(document), encoding="utf-8")
        return manifests.read(tmp_path)

    return reading


def members(slug, role="desk"):
    return [
        {"email": f"owner@{slug}.example", "role": "owner"},
        {"email": f"desk@{slug}.example", "role": role},
    ]


def rights(slug, name):
    organization = organizations.find_by_slug(slug)
    person = identity.find_user(f"{name}@{slug}.example")
    ctx = organizations.membership_of(organization.id, person.id)
    return ctx.permissions


def test_a_role_is_made_before_its_members_and_nothing_is_left_to_do(slug, read):
    wanted = read(roles=[DESK], members=members(slug))

    steps = manifests.apply(JOB, wanted)

    assert [step.part for step in steps] == ["organization", "role", "member", "member"]
    assert rights(slug, "desk") == {"orders.read", "checkin.scan"}
    assert manifests.apply(JOB, wanted) == []


def test_a_role_that_reads_otherwise_is_changed_and_one_that_is_not_named_stays(slug, read):
    manifests.apply(JOB, read(roles=[DESK], members=members(slug)))

    steps = manifests.apply(JOB, read(roles=[DESK | {"permissions": ["orders.read"]}]))

    assert [(step.part, step.key, tuple(step.after)) for step in steps] == [
        ("role", "desk", ("permissions",))
    ]
    assert rights(slug, "desk") == {"orders.read"}
    assert manifests.apply(JOB, read(members=members(slug))) == []


def test_what_is_exported_plans_to_nothing(slug, read):
    manifests.apply(
        JOB, read(roles=[DESK | {"description": "At the door."}], members=members(slug))
    )

    exported = manifests.export(JOB, slug)

    assert exported.document()["roles"] == [
        {
            "key": "desk",
            "name": "Desk",
            "description": "At the door.",
            "permissions": ["checkin.scan", "orders.read"],
        }
    ]
    assert manifests.plan(JOB, [exported]) == []
    assert [each.role for each in exported.members] == ["desk", "owner"]


def test_a_role_that_nobody_has_made_is_refused_before_anything_is_done(slug, read):
    with pytest.raises(BadManifest) as refused:
        manifests.apply(JOB, read(members=members(slug, "captain")))
    assert refused.value.errors[0].pointer.endswith(f"#/members/desk@{slug}.example/role")
    assert organizations.find_by_slug(slug) is None


@pytest.mark.parametrize(
    ("role", "pointer"),
    [
        (DESK | {"permissions": ["no.such"]}, "#/roles/desk/permissions/0"),
        (DESK | {"permissions": ["organizations.own"]}, "#/roles/desk/permissions/0"),
        (DESK | {"key": "staff"}, "#/roles/staff/key"),
    ],
)
def test_a_role_that_cannot_be_is_refused_by_its_place(read, role, pointer):
    with pytest.raises(BadManifest) as refused:
        manifests.apply(JOB, read(roles=[role]))
    assert refused.value.errors[0].pointer.endswith(pointer)


def test_a_role_is_named_once(read):
    with pytest.raises(BadManifest):
        read(roles=[DESK, DESK])
