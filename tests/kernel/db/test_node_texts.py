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
            "WITH x AS (INSERT INTO a (organization_id, id) SELECT %(organization_id)s, 1) SELECT 2",
            f"WITH x AS (INSERT INTO a (organization_id, id) SELECT home.home_id, 1 FROM {HOME} ) SELECT 2",
        ),
    ],
)
def test_what_is_inserted_reads_its_organization_where_it_is_written(text: str, sent: str) -> None:
    assert for_nodes(text) == sent


def test_values_and_questions_stay_as_they_are() -> None:
    for text in (
        "INSERT INTO a (organization_id, id) VALUES (%(organization_id)s, %(id)s) RETURNING id",
        "SELECT id FROM a WHERE organization_id = %(organization_id)s FOR UPDATE SKIP LOCKED",
    ):
        assert for_nodes(text) == text
