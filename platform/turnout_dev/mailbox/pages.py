"""The mailbox in the browser: a list, a mail, its parts."""

import re
from datetime import UTC, datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from turnout_dev.mailbox.message import Mail, parse
from turnout_dev.mailbox.store import Listed, Store

PAGE = 50
KILOBYTE = 1000
pages = Blueprint("pages", __name__)


def store() -> Store:
    found: Store = current_app.extensions["mailbox"]
    return found


def mail(number: int) -> tuple[Listed, Mail, bytes]:
    found = store().find(number)
    if found is None:
        abort(404)
    listed, raw = found
    return listed, parse(raw), raw


@pages.get("/")
def inbox() -> str:
    to, subject = request.args.get("to", ""), request.args.get("subject", "")
    before = request.args.get("before", type=int)
    found = store().list_messages(to=to, subject=subject, limit=PAGE + 1, before=before)
    return render_template(
        "list.html",
        messages=found[:PAGE],
        older=found[PAGE - 1].id if len(found) > PAGE else None,
        newest=before is None,
        total=store().count(to=to, subject=subject),
        everything=store().count(),
        to=to,
        subject=subject,
    )


@pages.get("/messages/<int:number>")
def show(number: int) -> str:
    listed, content, raw = mail(number)
    copies = store().copies(listed.message_id) if listed.message_id else []
    view = request.args.get("view") or ("html" if content.html else "text")
    return render_template(
        "message.html", listed=listed, mail=content, copies=copies, view=view, raw=_readable(raw)
    )


@pages.get("/messages/<int:number>/html")
def html(number: int) -> Response:
    """Serve the HTML part by itself: without scripts, without a way out but links to new tabs."""
    _, content, _ = mail(number)
    if content.html is None:
        abort(404)
    body = re.sub(
        r"cid:([^\"'\s)>]+)", lambda found: _embedded(number, content, found), content.html
    )
    answer = Response(f'<base target="_blank">{body}', mimetype="text/html")
    here = request.host_url.rstrip("/")
    answer.headers["Content-Security-Policy"] = (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
        f"style-src 'unsafe-inline'; img-src data: {here}; font-src data:; "
        "frame-ancestors 'self'"
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@pages.get("/messages/<int:number>/attachments/<int:index>")
def attachment(number: int, index: int) -> Response:
    return part(number, index, download=request.args.get("look") is None)


@pages.post("/clear")
def clear() -> AnyResponse:
    store().clear()
    return redirect(url_for("pages.inbox"), code=303)


def part(number: int, index: int, *, download: bool) -> Response:
    """Hand out a part of a mail; what a browser could run is only ever downloaded."""
    _, content, _ = mail(number)
    if index >= len(content.attachments):
        abort(404)
    found = content.attachments[index]
    inline = not download and found.can_be_shown
    answer = Response(found.content, mimetype=found.content_type)
    answer.headers.set(
        "Content-Disposition", "inline" if inline else "attachment", filename=found.filename
    )
    answer.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    return answer


@pages.app_template_filter("size")
def size(number: int) -> str:
    if number < KILOBYTE:
        return f"{number} B"
    kilobytes = number / KILOBYTE
    return f"{kilobytes:.0f} kB" if kilobytes < KILOBYTE else f"{kilobytes / KILOBYTE:.1f} MB"


@pages.app_template_filter("moment")
def moment(at: datetime) -> str:
    local = at.astimezone()
    today = datetime.now(UTC).astimezone().date()
    return local.strftime("%H:%M:%S" if local.date() == today else "%d %b %H:%M")


def _embedded(number: int, content: Mail, found: re.Match[str]) -> str:
    for candidate in content.attachments:
        if candidate.content_id == found[1]:
            path = url_for("pages.attachment", number=number, index=candidate.index, look=1)
            return f"{request.host_url.rstrip('/')}{path}"
    return found[0]


def _readable(raw: bytes) -> str:
    """Show the source as far as a person would read it."""
    limit = 200_000
    text = raw[:limit].decode("utf-8", "replace")
    return text if len(raw) <= limit else f"{text}\n… ({size(len(raw))} in all)"
