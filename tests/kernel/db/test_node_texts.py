"""Statements as nodes take them: what is inserted there."""

import pytest

from turnout.kernel.db.node_texts import HOME, for_nodes


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (
            "INSERT INTO a (organization_id, id) SELECT %(organization_id)s, n.id FROM n",
            f"INSERT INTO a (organization_id, id) SELECT home.home_id, n.id FROM {HOME} CROSS JOIN n",
        ),
        (
            "INSERT INTO a(organization_id,id)SELECT %(organization_id)s,f((SELECT 1 FROM b)) FROM c,d",
            (
                f"INSERT INTO a(organization_id,id)SELECT home.home_id,f((SELECT 1 FROM b)) FROM {HOME}"
                " CROSS JOIN c,d"
            ),
        ),
        (
            (
                "INSERT INTO a (organization_id, t) SELECT %(organization_id)s, ' FROM (' WHERE true"
                " RETURNING id"
            ),
            (
                f"INSERT INTO a AS written (organization_id, t) SELECT home.home_id, ' FROM ('  FROM {HOME}"
                " WHERE true RETURNING id"
            ),
        ),
        (
            "INSERT INTO a AS b (organization_id, id) SELECT %(organization_id)s, n.id FROM n",
            f"INSERT INTO a AS b (organization_id, id) SELECT home.home_id, n.id FROM {HOME} CROSS JOIN n",
        ),
        (
            "WITH x AS (INSERT INTO a (organization_id, id) SELECT %(organization_id)s, 1) SELECT 2",
            f"WITH x AS (INSERT INTO a (organization_id, id) SELECT home.home_id, 1 FROM {HOME} ) SELECT 2",
        ),
    ],
)
def test_what_is_inserted_reads_its_organization_where_it_is_written(text: str, sent: str) -> None:
    assert for_nodes(text) == sent


OURS = "organization_id = %(organization_id)s"


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (
            (
                "SELECT EXISTS (SELECT 1 FROM b WHERE b.organization_id = a.organization_id) FROM a"
                f" WHERE a.{OURS}"
            ),
            (
                "SELECT EXISTS (SELECT 1 FROM b WHERE b.organization_id = a.organization_id AND"
                f" b.{OURS}) FROM a WHERE a.{OURS}"
            ),
        ),
        (
            (
                "SELECT (SELECT max(n) FROM c WHERE c.organization_id = b.organization_id) FROM a"
                f" JOIN b ON b.organization_id = a.organization_id WHERE a.{OURS}"
            ),
            (
                "SELECT (SELECT max(n) FROM c WHERE c.organization_id = b.organization_id AND"
                f" c.{OURS}) FROM a JOIN b ON b.organization_id = a.organization_id AND b.{OURS}"
                f" WHERE a.{OURS}"
            ),
        ),
        (
            (
                "SELECT (SELECT n FROM b WHERE organization_id = a.organization_id) FROM a"
                f" WHERE a.{OURS}"
            ),
            (
                "SELECT (SELECT n FROM b WHERE organization_id = a.organization_id AND"
                f" {OURS}) FROM a WHERE a.{OURS}"
            ),
        ),
    ],
)
def test_a_subquery_says_whose_rows_it_means(text: str, sent: str) -> None:
    assert for_nodes(text) == sent


def test_rows_without_columns_get_one() -> None:
    """Nodes hand each other rows by their columns."""
    assert for_nodes("SELECT count(*) FROM (SELECT FROM a) found") == (
        "SELECT count(*) FROM (SELECT 1 FROM a) found"
    )
    assert for_nodes("SELECT FROM a WHERE EXISTS (SELECT\n FROM b)") == (
        "SELECT FROM a WHERE EXISTS (SELECT 1\n FROM b)"
    )


def test_rows_are_found_again_by_their_id() -> None:
    """Every shard has the same places."""
    assert for_nodes("SELECT 1 FROM a WHERE a.ctid = ANY(ARRAY(SELECT b.ctid FROM a b))") == (
        "SELECT 1 FROM a WHERE a.id = ANY(ARRAY(SELECT b.id FROM a b))"
    )


def test_rows_of_other_organizations_are_left_alone() -> None:
    """Roles `r` of an agency's member, and the rule `r` of its client, whose link is asked for."""
    text = (
        "WITH m AS (SELECT 1 FROM memberships m WHERE EXISTS (SELECT 1 FROM roles r WHERE"
        " r.organization_id = m.organization_id AND EXISTS (SELECT 1 FROM rights q WHERE"
        " q.organization_id = r.organization_id))) SELECT (SELECT 1 FROM rules r WHERE"
        f" r.organization_id = l.organization_id) FROM links l WHERE l.{OURS}"
    )
    assert for_nodes(text) == text.replace(
        "r.organization_id = l.organization_id",
        f"r.organization_id = l.organization_id AND r.{OURS}",
    )


def test_values_and_questions_stay_as_they_are() -> None:
    for text in (
        "INSERT INTO a (organization_id, id) VALUES (%(organization_id)s, %(id)s) RETURNING id",
        "SELECT id FROM a WHERE organization_id = %(organization_id)s FOR UPDATE SKIP LOCKED",
    ):
        assert for_nodes(text) == text
