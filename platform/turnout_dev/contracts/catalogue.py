"""What the database itself must hold: row-level security, keys, roles, audit.

Every check asks PostgreSQL's catalogue of a migrated database; none reads our models.
"""

from collections.abc import Collection
from typing import Any, LiteralString

import psycopg

from turnout_dev.contracts.sources import Breach

Connection = psycopg.Connection[Any]

APPLICATION_ROLES = ("turnout_app", "turnout_operator")
EVERY_CHANGE = 4 | 8 | 16
"""INSERT, DELETE and UPDATE as pg_trigger.tgtype says them."""


def tenant_tables(owner: Connection) -> list[int]:
    """List the tables that carry `organization_id`, as PostgreSQL numbers them."""
    found = owner.execute(
        """
        select c.oid from pg_class c
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
        where c.relkind in ('r', 'p') and not a.attisdropped
        """
    ).fetchall()
    return [oid for (oid,) in found]


def tables_without_row_security(owner: Connection) -> list[Breach]:
    """Find tenant tables that do not enable, force and define row-level security."""
    found = owner.execute(
        """
        select t.relname, t.relrowsecurity and t.relforcerowsecurity,
               coalesce(bool_or(pg_get_expr(p.polqual, t.oid) like '%%turnout.organization%%'
                                and p.polcmd in ('*', 'r')), false),
               coalesce(bool_or(coalesce(pg_get_expr(p.polwithcheck, t.oid),
                                         pg_get_expr(p.polqual, t.oid))
                                like '%%turnout.organization%%'
                                and p.polcmd in ('*', 'a')), false)
        from pg_class t left join pg_policy p on p.polrelid = t.oid
        where t.oid = any(%s) group by t.oid, t.relname order by t.relname
        """,
        [tenant_tables(owner)],
    ).fetchall()
    says = (
        "row-level security is not enabled and forced",
        "no policy binds what is read to turnout.organization",
        "no policy binds what is written to turnout.organization",
    )
    return [
        Breach(table, text)
        for table, *holds in found
        for text, held in zip(says, holds, strict=True)
        if not held
    ]


def policies_open_to_the_application(owner: Connection) -> list[Breach]:
    """Find policies of tenant tables that let `turnout_app` pass without any setting.

    Published rows of the read model are the one thing everybody may select.
    """
    return _breaches(
        owner,
        """
        select t.relname, p.polname from pg_class t join pg_policy p on p.polrelid = t.oid
        where t.oid = any(%s)
          and coalesce(pg_get_expr(p.polqual, t.oid), pg_get_expr(p.polwithcheck, t.oid))
              not like '%%current_setting%%'
          and not p.polroles <@ (select array_agg(oid) from pg_roles
                                 where rolname in ('turnout_operator', 'turnout_owner'))
          and not (t.relname like 'discovery\\_%%' and p.polcmd = 'r')
        order by 1, 2
        """,
        "policy {1} asks for no context",
        tenant_tables(owner),
    )


def person_policies_that_write(owner: Connection) -> list[Breach]:
    """Find policies that let a person do more than read across organizations."""
    return _breaches(
        owner,
        """
        select c.relname, p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
        where p.polcmd <> 'r'
          and exists (select from pg_attribute a
                      where a.attrelid = c.oid and a.attname = 'organization_id')
          and concat(pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid))
              like '%turnout.user''%'
        order by 1, 2
        """,
        "policy {1} lets a person write",
    )


def indexes_not_led_by_organization(owner: Connection) -> list[Breach]:
    """Find indexes of tenant tables whose first column is not `organization_id`.

    Where `turnout_operator` claims work of all organizations, a plain index may lead otherwise;
    a key may not.
    """
    return _breaches(
        owner,
        """
        select t.relname, i.relname
        from pg_class t
        join pg_attribute a on a.attrelid = t.oid and a.attname = 'organization_id'
        join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
        where t.oid = any(%s) and x.indkey[0] <> a.attnum
          and (x.indisunique or not exists (
              select from pg_policy p where p.polrelid = t.oid and p.polroles
                  = array[(select oid from pg_roles where rolname = 'turnout_operator')]))
        union all
        select t.relname, 'its missing primary key' from pg_class t
        where t.oid = any(%s)
          and not exists (select from pg_index x where x.indrelid = t.oid and x.indisprimary)
        order by 1, 2
        """,
        "{1} does not begin with organization_id",
        *[tenant_tables(owner)] * 2,
    )


def references_across_tenants(owner: Connection) -> list[Breach]:
    """Find foreign keys between tenant tables that do not carry `organization_id` along."""
    return _breaches(
        owner,
        """
        select t.relname, k.conname from pg_constraint k
        join pg_class t on t.oid = k.conrelid
        join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'organization_id'
        join pg_attribute b on b.attrelid = k.confrelid and b.attname = 'organization_id'
        where k.contype = 'f' and t.oid = any(%s) and not exists (
            select from unnest(k.conkey, k.confkey) as pair(own, other)
            where pair.own = a.attnum and pair.other = b.attnum)
        order by 1, 2
        """,
        "{1} may point into another organization",
        tenant_tables(owner),
    )


def tables_without_audit(owner: Connection, exempt: Collection[str]) -> list[Breach]:
    """Find tables whose inserts, updates and deletes are not all seen by an audit trigger."""
    found = owner.execute(
        """
        select c.relname, coalesce(bit_or(g.tgtype::int), 0) & 28
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
        left join (pg_trigger g join pg_proc f on f.oid = g.tgfoid and f.prosecdef
                   and f.proname like 'turnout_audit%')
          on g.tgrelid = c.oid and not g.tgisinternal and g.tgenabled in ('O', 'A')
        where c.relkind in ('r', 'p') and not c.relispartition
        group by c.relname order by c.relname
        """
    ).fetchall()
    return [
        Breach(table, "not every change reaches the audit log")
        for table, seen in found
        if seen != EVERY_CHANGE and table not in exempt
    ]


def exemptions_of_nothing(owner: Connection, exempt: Collection[str]) -> list[Breach]:
    found = owner.execute("select relname from pg_class where relkind in ('r', 'p')").fetchall()
    return [
        Breach(table, "is exempt from audit but does not exist")
        for table in sorted(set(exempt) - {name for (name,) in found})
    ]


def roles_above_the_law(owner: Connection) -> list[Breach]:
    """Row-level security binds a role that owns nothing, is no superuser and cannot bypass it."""
    found = owner.execute(
        """
        select r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole,
               exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                       where n.nspname = 'public' and c.relowner = r.oid),
               exists (select from pg_roles o where (o.rolsuper or o.rolbypassrls
                       or o.rolname = 'turnout_owner') and pg_has_role(r.oid, o.oid, 'member'))
        from pg_roles r where r.rolname = any(%s)
        """,
        [list(APPLICATION_ROLES)],
    ).fetchall()
    says = (
        "is a superuser",
        "bypasses row security",
        "makes roles",
        "owns tables",
        "may become one who does",
    )
    breaches = [
        Breach(role, text)
        for role, *flags in found
        for text, flag in zip(says, flags, strict=True)
        if flag
    ]
    missing = set(APPLICATION_ROLES) - {role for role, *_ in found}
    return breaches + [Breach(role, "does not exist") for role in sorted(missing)]


def audit_open_to_writes(owner: Connection) -> list[Breach]:
    """Find ways into the audit log beside its trigger."""
    return _breaches(
        owner,
        """
        select c.relname, r.role, p.privilege from pg_class c
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public',
             unnest(%s::text[]) as r(role),
             unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as p(privilege)
        where c.relkind in ('r', 'p') and c.relname like 'audit%%'
          and has_table_privilege(r.role, c.oid, p.privilege)
        order by 1, 2, 3
        """,
        "{1} may {2}",
        ["turnout_app"],
    )


def doors_around_row_security(owner: Connection) -> list[Breach]:
    """Find views that run as their owner and definer functions without a fixed search path."""
    views = _breaches(
        owner,
        """
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and (c.relkind = 'm' or (c.relkind = 'v'
          and not coalesce('security_invoker=true' = any(c.reloptions), false)
          and not coalesce('security_invoker=on' = any(c.reloptions), false)))
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        """,
        "a view that does not ask as its caller",
    )
    return views + _breaches(
        owner,
        """
        select f.proname from pg_proc f join pg_namespace n on n.oid = f.pronamespace
        where n.nspname = 'public' and f.prosecdef and not exists (
            select from unnest(f.proconfig) as c(setting) where c.setting like 'search_path=%')
        """,
        "SECURITY DEFINER without a fixed search_path",
    )


def _breaches(owner: Connection, asked: LiteralString, says: str, *values: object) -> list[Breach]:
    """Ask; each row is a breach at what it begins with, and `says` is filled in from it."""
    return [Breach(row[0], says.format(*row)) for row in owner.execute(asked, values or None)]
