"""Words are found through an index, as they are typed and as they were meant."""

from typing import Any

import pytest

from turnout.kernel.db.tx import transaction
from turnout.modules.public_search import queries
from turnout.modules.public_search.service import SEARCHING


@pytest.mark.usefixtures("running")
def test_typed_words_and_mistyped_ones_are_found_by_index() -> None:
    """As the directory asks: as the operator, whose policies keep no operator off an index."""
    words = ["zanzibar", "quay"]
    event = "SELECT FROM discovery_events e WHERE"
    with transaction(SEARCHING) as tx:
        tx.query("SELECT set_config('enable_seqscan', 'off', true)", {})
        text = queries.text_query(" ".join(words))
        values = {"text": text.values, "now": tx.now}
        found = explain(tx, f"{event} {queries.has_all(text)}", values)
        assert "ix_discovery_events_search" in found
        assert "Index Cond: (search @@ " in found
        assert "zanzib" in found, "the planner knows the stems that it looks for"
        loose = queries.has_some(text)
        assert "Tid Scan" in explain(tx, f"{event} {loose}", values)
        tx.query("SELECT set_config('enable_indexscan', 'off', true)", {})
        tx.query("SELECT set_config('enable_indexonlyscan', 'off', true)", {})
        alike = explain(tx, queries.ALIKE, {"words": ["zanzibra"]})
        assert "ix_discovery_words_alike" in alike
        assert "Index Cond: (word % " in alike


def explain(tx: Any, statement: str, values: dict[str, Any]) -> str:
    return "\n".join(row[0] for row in tx.query(f"EXPLAIN {statement}", values))
