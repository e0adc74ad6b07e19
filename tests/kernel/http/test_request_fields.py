"""Fields that several modules share refuse what nobody could read."""

import pytest
from marshmallow import Schema, ValidationError, fields

from turnout.kernel.http.request_fields import name_field, not_blank

SEEN = (
    "A", "7", "é", "李雷", "محمد", "देवी", "می\u200cخواهم", "\u200fعلي", "  Zoë  ", "👩\u200d👩\u200d👧", "-", "\u200bAda",
)  # fmt: skip
UNSEEN = (
    " ", "\t", "\u00a0", "\u200b", "\u200e \u200f", "\u2060", "\u00ad", "\u3164", "\u115f\u1160",
    "\u2800", "\ufeff", "\u2066\u2069", "\u200d" * 40,
)  # fmt: skip


class Form(Schema):
    title = fields.String(validate=not_blank(40))
    name = name_field(least=1)
    other = name_field()


@pytest.mark.parametrize("text", SEEN)
def test_a_text_with_anything_to_see_is_taken_as_it_is(text: str) -> None:
    said = {"title": text, "name": text, "other": text}
    assert Form().load(said) == said


@pytest.mark.parametrize("text", UNSEEN)
def test_a_text_of_which_nothing_is_seen_is_refused_where_one_is_needed(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Form().load({"title": text, "name": text})
    assert set(refused.value.messages_dict) == {"title", "name"}
    assert "Write at least one letter." in refused.value.messages_dict["title"]


def test_a_name_that_may_be_left_out_may_be_blank() -> None:
    assert Form().load({"other": "\u200b"}) == {"other": "\u200b"}
