"""Statements about business profiles."""

from typing import Final

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.business_profiles.types import BusinessProfile, NewBusinessProfile

COLUMNS: Final = "id, country, social_links, version"
FIND: Final = f"""
    SELECT {COLUMNS} FROM business_profiles WHERE organization_id = %(organization_id)s
"""
LOCK: Final = f"{FIND} FOR UPDATE"
PUT: Final = f"""
    INSERT INTO business_profiles (organization_id, id, country, social_links, version)
    VALUES (%(organization_id)s, %(id)s, %(country)s, %(social_links)s::jsonb, 1)
    ON CONFLICT (organization_id) DO UPDATE SET country = excluded.country,
        social_links = excluded.social_links, version = business_profiles.version + 1
    RETURNING {COLUMNS}
"""


def find_profile(tx: Transaction) -> BusinessProfile | None:
    return next(iter(tx.query(FIND, tx.here(), into=BusinessProfile.of)), None)


def lock_profile(tx: Transaction) -> BusinessProfile | None:
    return next(iter(tx.query(LOCK, tx.here(), into=BusinessProfile.of)), None)


def put_profile(tx: Transaction, new: NewBusinessProfile) -> BusinessProfile:
    """Write what the organization says, instead of what it said before."""
    links = as_json(dict(new.social_links))
    values = tx.here(id=new_id(), country=new.country, social_links=links)
    [profile] = tx.query(PUT, values, into=BusinessProfile.of)
    return profile
