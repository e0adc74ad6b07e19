"""One's picture: sent, taken away, and shown small at the head of every page."""

from dataclasses import dataclass
from typing import Final

from flask import Response, request
from markupsafe import escape

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import FieldError, Invalid, TurnoutError
from turnout.modules.files import api as files
from turnout.modules.identity import api as identity
from turnout.modules.profiles import api as profiles
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages, RefusedForm, refused, with_token
from turnout.site.l10n.formats import initials
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.layout.views import Field, FormPage, Link

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
PICTURE: Final = f"{ACCOUNT}/picture"
FORM: Final = "picture"
MOST_BYTES: Final = 5_010_000
"""A picture of five megabytes with the form around it."""
ACCEPTED: Final = "image/jpeg,image/png,image/webp,image/avif,image/gif"
UNFIT: Final = marked("We cannot use this picture. Choose a JPEG, PNG, WebP, AVIF or GIF.")
TOO_LARGE: Final = marked("Choose a picture of at most 5 MB.")
DRAWN: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64"'
    ' fill="#0b5e57"/><text x="32" y="33" fill="#fff" font-family="sans-serif" font-size="26"'
    ' font-weight="700" text-anchor="middle" dominant-baseline="central">{initials}</text></svg>'
)
NOBODY: Final = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePage:
    name: str
    avatar_url: str
    form: FormPage
    removal_token: str

    @property
    def is_wrong(self) -> bool:
        return self.form.is_wrong


class AvatarPages(FormPages):
    @page(GUESTS)
    def picture(self) -> Response:
        """Send a picture, or take it away; what is refused is said above the form."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PICTURE))
        if request.method != "POST":
            count_request()
            return self._page(viewer, _form())
        request.max_content_length = MOST_BYTES
        if (request.content_length or 0) > MOST_BYTES:
            too_large = Invalid(FieldError("/file", TOO_LARGE))
            return self._again(viewer, refused(_form(), too_large))
        try:
            count_request("write")
            csrf.require_own(FORM)
            self._change(viewer)
        except (csrf.Stale, Invalid) as error:
            return self._again(viewer, refused(_form(), error))
        except TurnoutError as error:  # of another type, damaged, or with too many pixels
            unfit = Invalid(FieldError("/file", UNFIT))
            again = refused(_form(), unfit)
            return self._again(viewer, RefusedForm(again.view, error.status))
        return csrf.renew(go_to(f"{ACCOUNT}?saved=picture"))

    @page("shows a person their own picture, and everybody else none")
    def own_avatar(self) -> Response:
        """Lead to one's own picture, or draw the initials of one's name."""
        count_request()
        viewer = find_viewer()
        person = identity.get_me(viewer) if viewer else None
        if person is not None and person.avatar_id is not None:
            answer = go_to(profiles.avatar_path(person.avatar_id))
        else:
            text = escape(initials(person.display_name) if person else NOBODY)
            answer = Response(DRAWN.format(initials=text), mimetype="image/svg+xml")
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["Cache-Control"] = "private, max-age=5"
        answer.headers["Vary"] = "Cookie"
        return answer

    def _change(self, viewer: PersonContext) -> None:
        if typed("remove"):
            profiles.delete_avatar(viewer)
            return
        offered = request.files.get("file")
        data = offered.stream.read() if offered else b""
        if offered is None or not data:
            raise Invalid(FieldError("/file", marked("Choose a picture first.")))
        sent = files.Upload(name="", data=data, declared_type=offered.mimetype or "")
        profiles.set_avatar(viewer, sent)

    def _again(self, viewer: PersonContext, again: RefusedForm) -> Response:
        return again.mark(self._page(viewer, again.view, status=again.status))

    def _page(self, viewer: PersonContext, form: FormPage, *, status: int = 200) -> Response:
        person = identity.get_me(viewer)
        view = PicturePage(
            name=person.display_name,
            avatar_url=profiles.avatar_path(person.avatar_id) if person.avatar_id else "",
            form=with_token(form, FORM),
            removal_token=csrf.token_of(FORM),
        )
        return self._personal.page("picture.html", view, title=_("Your picture"), status=status)


def _form() -> FormPage:
    return FormPage(
        title=_("Your picture"),
        button=_("Save the picture"),
        fields=(
            Field(
                name="file",
                label=_("Picture"),
                kind="file",
                autocomplete="off",
                accepts=ACCEPTED,
                hint=_("At most 5 MB. We cut it to a square and leave out where it was taken."),
            ),
        ),
        links=(Link(label=_("Back to your account"), url=ACCOUNT),),
    )
