"""Message templates as they cross the module's border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import one_of
from turnout.modules.message_templates.enums import BlockType, TemplateState


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateBlock:
    """A part of a mail: `text` and `url` may hold variables and conditions."""

    component: ClassVar[str] = "MessageTemplatesBlock"
    type: Annotated[str, one_of(BlockType)]
    text: str = ""
    url: Annotated[str, "Of a button or a link."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContent:
    """What a mail says: its subject, what stands beside it in a list of mails, and its blocks."""

    component: ClassVar[str] = "MessageTemplatesContent"
    subject: str
    preheader: str
    blocks: list[TemplateBlock] = field(default_factory=list)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "TemplateContent":
        return codec.convert(stored, cls)

    def texts(self) -> dict[str, str]:
        """Every text with the pointer to its field."""
        found = {"/content/subject": self.subject, "/content/preheader": self.preheader}
        for place, block in enumerate(self.blocks):
            found[f"/content/blocks/{place}/text"] = block.text
            found[f"/content/blocks/{place}/url"] = block.url
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageVariable:
    component: ClassVar[str] = "MessageTemplatesVariable"
    path: Annotated[str, "As a template names it, such as `order.number`."]
    sample: str
    is_list: Annotated[bool, "Walked with `for`."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageKind:
    """A mail that an organization may write itself."""

    component: ClassVar[str] = "MessageTemplatesMessage"
    message: str
    group: Annotated[str, "orders, tickets, waitlists or news"]
    purpose: Annotated[str, "What it is for and when it is sent."]
    blocks: list[str]
    required: Annotated[list[str], "Variables and blocks that the mail cannot be without."]
    variables: list[MessageVariable]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessageTemplate:
    message: str
    language: str
    event_id: UUID | None
    content: TemplateContent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTemplate:
    """An organization's own words for a mail, of all its events or of one."""

    component: ClassVar[str] = "MessageTemplate"
    id: UUID
    message: str
    language: str
    event_id: Annotated[UUID | None, "Null: for every event that has none of its own."]
    state: Annotated[str, one_of(TemplateState)]
    content: Annotated[TemplateContent, "The draft."]
    published_number: Annotated[int | None, "The version that mails are made of."]
    is_changed: Annotated[bool, "Whether the draft differs from what is published."]
    published_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, **row: Any) -> "MessageTemplate":
        return cls(
            **row | {"content": TemplateContent.of(row["content"])},
            state=TemplateState.PUBLISHED if row["published_number"] else TemplateState.DRAFT,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    component: ClassVar[str] = "MessageTemplatesDiffLine"
    sign: Annotated[str, one_of(["same", "added", "removed"]), "Seen from the draft."]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateVersion:
    """A version that was published, and how the draft differs from it."""

    component: ClassVar[str] = "MessageTemplatesVersion"
    number: int
    content: TemplateContent
    published_at: datetime
    published_by: Annotated[str, "The actor, as the audit log names them."]
    diff: list[DiffLine] = field(default_factory=list)

    @classmethod
    def of(cls, **row: Any) -> "TemplateVersion":
        return cls(**row | {"content": TemplateContent.of(row["content"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRequest:
    message: str
    language: str
    event_id: UUID | None
    order_id: UUID | None
    content: TemplateContent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePreview:
    """A mail as its reader would get it; links of an order lead nowhere."""

    component: ClassVar[str] = "MessageTemplatesPreview"
    subject: str
    preheader: str
    html: Annotated[str, "With its pictures within."]
    text: str
    content: Annotated[TemplateContent, "What it was made of."]
