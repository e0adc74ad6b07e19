"""The mailbox's SMTP server and its HTTP application, for this machine only."""

from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask, Response, abort, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from turnout_dev.mailbox.interface import interface
from turnout_dev.mailbox.pages import pages
from turnout_dev.mailbox.store import Store

LOCAL_NAMES = {"127.0.0.1", "localhost", "::1", "[::1]"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; object-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def create_application(store: Store, host: str = "127.0.0.1") -> Flask:
    application = Flask(__name__)
    application.extensions["mailbox"] = store
    application.register_blueprint(pages)
    application.register_blueprint(interface)
    names = LOCAL_NAMES | {host}

    @application.before_request
    def refuse_strangers() -> None:
        """Mails hold sign-in links: no page of another site may read or change them."""
        if urlsplit(f"//{request.host}").hostname not in names:
            abort(403, "The mailbox answers under local names only.")
        origin = request.headers.get("Origin")
        if request.method not in {"GET", "HEAD"} and origin not in {None, request.host_url[:-1]}:
            abort(403, "This comes from another site.")

    @application.after_request
    def protect(answer: Response) -> Response:
        answer.headers.setdefault("Content-Security-Policy", POLICY)
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        if request.endpoint != "static":
            answer.headers["Cache-Control"] = "no-store"
        return answer

    @application.get("/healthz")
    def healthy() -> Response:
        return jsonify(status="ok", messages=store.count())

    @application.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> tuple[Response | str, int]:
        code = error.code or 500
        if request.path.startswith("/api/"):
            return jsonify(status=code, title=error.name, detail=error.description), code
        return render_template("refusal.html", error=error), code

    return application


SIZE_LIMIT_BYTES = 50_000_000


class Handler:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        content = envelope.content
        raw = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        number = self._store.add(envelope.mail_from or "", envelope.rcpt_tos, raw or b"")
        return f"250 Stored as {number}"


def controller(store: Store, host: str, port: int) -> Controller:
    """Make the server; `start()` serves from a thread of its own until `stop()`."""
    return Controller(
        Handler(store),
        hostname=host,
        port=port,
        data_size_limit=SIZE_LIMIT_BYTES,
        enable_SMTPUTF8=True,
        ready_timeout=10.0,
    )
