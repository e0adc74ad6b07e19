"""The mailbox's HTTP application: pages and JSON, for this machine's browser only."""

from urllib.parse import urlsplit

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
