"""The mailbox for scripts: the same mails as JSON.

GET    /api/messages?to=&subject=&limit=&before=
GET    /api/messages/<id>
GET    /api/messages/<id>/raw
GET    /api/messages/<id>/attachments/<n>
DELETE /api/messages
"""

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from turnout_dev.mailbox.pages import mail, part, store
from turnout_dev.mailbox.store import Listed

LARGEST_PAGE = 1000
interface = Blueprint("interface", __name__, url_prefix="/api/messages")


@interface.get("")
def messages() -> Response:
    to, subject = request.args.get("to", ""), request.args.get("subject", "")
    limit = min(max(request.args.get("limit", 100, type=int), 1), LARGEST_PAGE)
    before = request.args.get("before", type=int)
    found = store().list_messages(to=to, subject=subject, limit=limit, before=before)
    total = store().count(to=to, subject=subject)
    return jsonify(total=total, messages=[_summary(listed) for listed in found])


@interface.get("/<int:number>")
def message(number: int) -> Response:
    listed, content, _ = mail(number)
    return jsonify(
        **_summary(listed),
        headers=[{"name": name, "value": value} for name, value in content.headers],
        text=content.text,
        html=content.html,
        parts=[
            {
                "index": found.index,
                "filename": found.filename,
                "content_type": found.content_type,
                "size_bytes": len(found.content),
                "url": url_for("interface.attachment", number=number, index=found.index),
            }
            for found in content.attachments
        ],
    )


@interface.get("/<int:number>/raw")
def raw(number: int) -> Response:
    _, _, source = mail(number)
    answer = Response(source, mimetype="message/rfc822")
    answer.headers.set("Content-Disposition", "attachment", filename=f"message-{number}.eml")
    return answer


@interface.get("/<int:number>/attachments/<int:index>")
def attachment(number: int, index: int) -> Response:
    return part(number, index, download=True)


@interface.delete("")
def clear() -> tuple[str, int]:
    store().clear()
    return "", 204


def _summary(listed: Listed) -> dict[str, Any]:
    return {
        "id": listed.id,
        "received_at": listed.received_at.isoformat(),
        "message_id": listed.message_id,
        "from": listed.sender,
        "to": list(listed.recipients),
        "subject": listed.subject,
        "attachments": listed.attachments,
        "size_bytes": listed.size_bytes,
        "copies": listed.copies,
    }
