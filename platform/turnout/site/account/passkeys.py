"""A person's passkeys on their account: adding one, its name, removing it."""

import json
from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.passkeys import api as passkeys
from turnout.modules.second_factors import api as second_factors
from turnout.site.account.confirmed import (
    FACTORS,
    GUESTS,
    PASSKEYS,
    RECOVERY_CODES,
    back_to_factors,
    factor_required,
    ready_for,
)
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import REFUSALS, FormPages, refused, typed_credential, with_token
from turnout.site.l10n.formats import program_name
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import client, count_request, page, with_cookies
from turnout.site.layout.views import Field, FormPage, MessagePage

ADD: Final = f"{PASSKEYS}/add"
FORM: Final = "add-passkey"
LONGEST_NAME: Final = 60


class PasskeyPages(FormPages):
    @page(GUESTS)
    def add_passkey(self) -> Response:
        """A name and a button, by which a script has the browser make the passkey."""
        viewer = ready_for(ADD)
        if isinstance(viewer, Response):
            return viewer
        try:
            if request.method == "POST":
                return self._added(viewer)
            count_request()
            return self._to_add(viewer)
        except (
            passkeys.PasskeyExists,
            passkeys.TooManyPasskeys,
            passkeys.PasskeysNotAvailable,
        ) as no:
            view = MessagePage(
                title=_("This passkey cannot be added"),
                text=_(no.title),
                kind="problem",
                action=back_to_factors(),
            )
            return csrf.renew(self._personal.message(view, status=no.status))

    @page(GUESTS)
    def rename_passkey(self, passkey_id: UUID) -> Response:
        viewer = ready_for(f"{PASSKEYS}/{passkey_id}")
        if isinstance(viewer, Response):
            return viewer
        found = passkeys.get_passkey(viewer, passkey_id)
        view = FormPage(
            title=_("Rename the passkey"),
            button=_("Save"),
            fields=(_name(typed("name", longest=LONGEST_NAME) or found.name),),
            links=(back_to_factors(),),
        )

        def renamed() -> Response:
            passkeys.rename_passkey(viewer, passkey_id, _typed_name())
            return csrf.renew(go_to(f"{FACTORS}?saved=name"))

        return self.answered("rename-passkey", view, renamed, tries="write")

    @page(GUESTS)
    def remove_passkey(self, passkey_id: UUID) -> Response:
        viewer = ready_for(f"{PASSKEYS}/{passkey_id}/remove")
        if isinstance(viewer, Response):
            return viewer
        found = passkeys.get_passkey(viewer, passkey_id)
        view = FormPage(
            title=_("Remove the passkey?"),
            text=_(
                "%(name)s does not sign you in any more. Remove it from your device as well.",
                name=found.name,
            ),
            button=_("Remove it"),
            links=(back_to_factors(),),
        )

        def removed() -> Response:
            try:
                passkeys.remove_passkey(viewer, passkey_id)
            except second_factors.FactorRequired:
                return csrf.renew(self._personal.message(factor_required(), status=409))
            return csrf.renew(go_to(f"{FACTORS}?saved=removed"))

        return self.answered("remove-passkey", view, removed, tries="write")

    def _to_add(self, viewer: PersonContext) -> Response:
        return self._shown(*_form(viewer))

    def _added(self, viewer: PersonContext) -> Response:
        try:
            count_request("sign-in")
            csrf.require_own(FORM)
            new = passkeys.NewPasskey(
                name=_typed_name(), credential=typed_credential(passkeys.MadeCredentialSchema())
            )
            passkeys.add_passkey(viewer, new, browser=passkeys.PASSKEY_COOKIE.read(request.cookies))
        except REFUSALS as error:
            view, browser = _form(viewer)
            again = refused(view, error)
            return again.mark(self._shown(again.view, browser))
        has_codes = second_factors.get_second_factors(viewer).recovery_codes_left > 0
        return csrf.renew(go_to(f"{FACTORS}?saved=passkey" if has_codes else RECOVERY_CODES))

    def _shown(self, view: FormPage, browser: str) -> Response:
        response = self._personal.form(with_token(view, FORM))
        return with_cookies(response, (passkeys.PASSKEY_COOKIE.holding(browser),))


def _form(viewer: PersonContext) -> tuple[FormPage, str]:
    """The form with a challenge of its own, and the browser that it is good in."""
    browser = passkeys.PASSKEY_COOKIE.read_or_make(request.cookies)
    options = passkeys.begin_passkey(viewer, browser=browser)
    name = typed("name", longest=LONGEST_NAME) or program_name(client().agent)[:LONGEST_NAME]
    view = FormPage(
        title=_("Add a passkey"),
        text=_(
            "A passkey is kept by your phone, computer or security key and opens with your finger,"
            " your face or a PIN. It signs you in without a password."
        ),
        button=_("Continue"),
        fields=fields.focused((_name(name),)),
        links=(back_to_factors(),),
        creation=json.dumps(options.public_key),
    )
    return view, browser


def _name(value: str) -> Field:
    field = Field(
        name="name",
        label=_("Name of the passkey"),
        autocomplete="off",
        value=value,
        longest=LONGEST_NAME,
    )
    return replace(field, hint=_("To tell it from others, such as “Phone” or “Blue key”."))


def _typed_name() -> str:
    name = typed("name", longest=LONGEST_NAME).strip()
    if not name:
        raise Invalid(FieldError("/name", "Please enter a name.", "required"))
    return name
