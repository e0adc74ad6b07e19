"""Sessions of the staged events hand out files and links, some of them later or to ticket holders."""

from datetime import timedelta
from uuid import UUID

from tests.factories.people import MadeOrganization
from tests.factories.sales import make_event
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.programme import api as programme
from turnout.modules.programme.service import self_service
from turnout.modules.session_files import api as session_files

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
VIDEO = "https://video.example/talks/a-rather-long-address-of-a-recording"


def add_session(
    ctx: OrganizationContext, event_id: UUID, title: str, *speakers: UUID
) -> programme.Session:
    """A session at the beginning of the event."""
    with transaction(ctx) as tx:
        start = events.get_event(tx, event_id).starts_at
    assert start is not None
    new = programme.NewSession(
        title=title,
        starts_at=start,
        ends_at=start + timedelta(minutes=30),
        speaker_ids=speakers,
    )
    return programme.create_session(ctx, event_id, new)


def hand_out(ctx: OrganizationContext, event_id: UUID, session_id: UUID, name: str) -> None:
    """A file for everybody, one for ticket holders later, and a link once the session is over."""
    for new in (
        session_files.NewSessionFile(
            kind=session_files.SessionFileKind.SLIDES,
            audience=files.Audience.PUBLIC,
            file_id=_stored(ctx, f"{name}.pdf"),
            titles={"en": f"Slides: {name}"},
        ),
        session_files.NewSessionFile(
            kind=session_files.SessionFileKind.HANDOUT,
            audience=files.Audience.HOLDERS,
            file_id=_stored(ctx, f"handout {name}.pdf"),
            release=session_files.Release.SESSION_START,
        ),
        session_files.NewSessionFile(
            kind=session_files.SessionFileKind.RECORDING,
            audience=files.Audience.PUBLIC,
            url=VIDEO,
            titles={"en": "Recording"},
            release=session_files.Release.SESSION_END,
        ),
        session_files.NewSessionFile(
            kind=session_files.SessionFileKind.OTHER,
            audience=files.Audience.PUBLIC,
            url=VIDEO,
            titles={"en": f"Further reading: {name}"},
        ),
    ):
        session_files.create_session_file(ctx, event_id, session_id, new)


def submit(ctx: OrganizationContext, event_id: UUID, speaker_id: UUID, name: str) -> None:
    """What a speaker sent of a session of theirs, and nobody has approved yet."""
    session = add_session(ctx, event_id, f"A talk of {name}", speaker_id)
    link = self_service.make_speaker_link(ctx, event_id, speaker_id, days=3)
    session_files.submit_file(
        PublicContext(organization_id=ctx.organization_id),
        link.secret,
        session_files.NewSubmission(
            session_id=session.id,
            kind=session_files.SessionFileKind.SLIDES,
            title=f"Slides: {name}",
            name="slides.pdf",
            data=PDF + name.encode(),
        ),
    )


def _stored(ctx: OrganizationContext, name: str) -> UUID:
    return files.store(ctx, files.Upload(name=name, data=PDF + name.encode())).id


def owned_session(organization: MadeOrganization, name: str) -> dict[str, str]:
    """A session of an event of its own, with what it hands out; where the console has it."""
    shop = make_event(organization, title=f"Talks of {name}", visibility=events.Visibility.UNLISTED)
    ctx, event_id = shop.organizer, shop.event_id
    speaker = programme.create_speaker(ctx, event_id, programme.NewSpeaker(name=name))
    session = add_session(ctx, event_id, f"Session of {name}", speaker.id)
    hand_out(ctx, event_id, session.id, name)
    link = self_service.make_speaker_link(ctx, event_id, speaker.id, days=3)
    sent = session_files.NewSubmission(
        session_id=session.id,
        kind=session_files.SessionFileKind.HANDOUT,
        title="",
        name="from the speaker.pdf",
        data=PDF + b"sent",
    )
    ctx_of_speaker = PublicContext(organization_id=ctx.organization_id)
    session_files.submit_file(ctx_of_speaker, link.secret, sent)
    return {"owned_session": str(session.id), "owned_session_event": str(event_id)}
