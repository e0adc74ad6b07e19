"""No organization can take an address that the platform answers itself."""

from turnout.modules.organizations import api as organizations


def test_every_first_part_of_an_address_of_ours_is_kept_from_organizations(app):
    firsts = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    names = {first for first in firsts if first and "<" not in first}
    assert {"sign-in", "invite", "account", "verify-email", "api"} <= names
    assert [name for name in sorted(names) if not organizations.slug_errors(name)] == []
