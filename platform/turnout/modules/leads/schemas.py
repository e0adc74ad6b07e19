"""Requests about lead retrieval."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import (
    PageArguments,
    YesOrNo,
    locale_field,
    name_field,
    not_blank,
    whole,
)
from turnout.modules.leads import rules
from turnout.modules.leads.types import (
    ConsentChoice,
    LeadFilter,
    LeadScan,
    LeadSponsorUpdate,
    LeadUpdate,
    NewLeadSettings,
    Rating,
)

MOST_SEATS: Final = 100
MOST_DAYS: Final = 90
MOST_QUESTIONS: Final = 10
MOST_SCANS: Final = 50
LONGEST_CODE: Final = 200
LONGEST_KEY: Final = 100
LONGEST_TAG: Final = 40
LONGEST_STATEMENT: Final = 600


def _distinct(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(each.strip() for each in texts))


class LeadSettingsSchema(Schema):
    """All of it is said: nothing is shared that was left out by mistake."""

    component = "LeadSettingsFields"

    is_enabled = YesOrNo(required=True)
    shares_email = YesOrNo(required=True)
    company_question = fields.String(
        required=True, allow_none=True, validate=validate.Length(min=1, max=LONGEST_KEY)
    )
    question_keys = fields.List(
        fields.String(validate=validate.Length(min=1, max=LONGEST_KEY)),
        required=True,
        validate=validate.Length(max=MOST_QUESTIONS),
    )
    statement = fields.String(required=True, validate=validate.Length(max=LONGEST_STATEMENT))
    days_after_event = whole(0, MOST_DAYS, required=True)

    @post_load
    def to_settings(self, data: dict[str, Any], **_: Any) -> NewLeadSettings:
        keys = _distinct(data["question_keys"])
        said = {"statement": data["statement"].strip(), "question_keys": keys}
        return NewLeadSettings(**data | said)


class LeadSponsorSchema(Schema):
    component = "LeadSponsorFields"

    seats = whole(0, MOST_SEATS, required=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    tags = fields.List(
        fields.String(validate=not_blank(LONGEST_TAG)),
        required=True,
        validate=validate.Length(max=rules.MOST_TAGS),
    )

    @post_load
    def to_update(self, data: dict[str, Any], **_: Any) -> LeadSponsorUpdate:
        return LeadSponsorUpdate(**data | {"tags": _distinct(data["tags"])})


class NewLeadMemberSchema(Schema):
    component = "NewLeadMember"

    name = name_field(
        least=1, required=True, metadata={"description": "As the sponsor and the team call them."}
    )


class LeadMarks(Schema):
    """What a stand member marks a lead with."""

    rating = one_of(Rating, load_default=None, allow_none=True)
    tags = fields.List(
        fields.String(validate=validate.Length(max=LONGEST_TAG)),
        load_default=list,
        validate=validate.Length(max=rules.MOST_TAGS),
    )
    note = fields.String(load_default="", validate=validate.Length(max=rules.LONGEST_NOTE))


class LeadScanSchema(LeadMarks):
    component = "NewLeadScan"

    code = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_CODE),
        metadata={"description": "What the ticket's QR code says, or its short code."},
    )
    scan_id = fields.String(
        required=True,
        validate=validate.Regexp(r"^[A-Za-z0-9-]{8,64}$(?!\n)", error="8 to 64 letters or digits."),
        metadata={
            "description": "The page's own id of this scan: sent again, it counts once.",
            "example": "0190b1de-3c1f-7000-8000-00000000005c",
        },
    )
    scanned_at = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "When a page without a connection scanned it; else null."},
    )

    @post_load
    def to_scan(self, data: dict[str, Any], **_: Any) -> LeadScan:
        return LeadScan(**data | {"tags": tuple(data["tags"])})


class LeadUploadSchema(Schema):
    component = "LeadUpload"

    scans = fields.List(
        fields.Nested(LeadScanSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_SCANS),
    )


class LeadUpdateSchema(Schema):
    component = "LeadMarks"

    rating = one_of(Rating, required=True, allow_none=True)
    tags = fields.List(
        fields.String(validate=validate.Length(max=LONGEST_TAG)),
        required=True,
        validate=validate.Length(max=rules.MOST_TAGS),
    )
    note = fields.String(required=True, validate=validate.Length(max=rules.LONGEST_NOTE))

    @post_load
    def to_update(self, data: dict[str, Any], **_: Any) -> LeadUpdate:
        return LeadUpdate(**data)


class LeadArguments(PageArguments):
    q = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "A part of the name, the company, the email or the note."},
    )
    rating = one_of(Rating, load_default=None)

    @post_load
    def to_wanted(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        wanted = LeadFilter(text=data.pop("q").strip(), rating=data.pop("rating"))
        return {**data, "wanted": wanted}


class LeadConsentSchema(Schema):
    component = "LeadConsentChoice"

    is_given = YesOrNo(required=True)
    statement_version = whole(
        0,
        2**31,
        required=True,
        metadata={"description": "Of the statement that the holder was shown."},
    )
    language = locale_field(
        load_default=None,
        metadata={"description": "In which they were shown it; without one the event's."},
    )

    @post_load
    def to_choice(self, data: dict[str, Any], **_: Any) -> ConsentChoice:
        return ConsentChoice(**data)


class StatementArguments(Schema):
    language = locale_field(
        load_default=None,
        metadata={"description": "A BCP 47 tag; without one the event's language."},
    )
