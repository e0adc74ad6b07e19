// Invites people to a private event: each gets a mail with a link of their own.
import { useState, type ReactNode } from "react";
import { LANGUAGES, languageOf } from "../../../lib/language";
import { instantIn } from "../../../lib/zoned";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { EndField } from "./EndField";
import { guestsOf, MOST_AT_ONCE } from "./guests";
import { useInvite, type Invited } from "./queries";
import { useAccessTexts } from "./texts";

interface InviteForm {
  readonly guests: string;
  readonly language: string;
  readonly ends: string;
}

const SHOWN_LINES = 3;

export function InviteDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useAccessTexts();
  const notify = useNotify();
  const event = useEvent();
  const locale = useLocale();
  const invite = useInvite();
  const [empty] = useState<InviteForm>({ guests: "", language: languageOf(event.language), ends: "" });
  const problemsOf = ({ guests: typed }: InviteForm): ReadonlyMap<string, string> => {
    const { guests, unreadable } = guestsOf(typed);
    if (unreadable.length > 0) {
      return new Map([["guests", t("wrong.lines", { lines: unreadable.slice(0, SHOWN_LINES).join(" · ") })]]);
    }
    if (guests.length === 0) return new Map([["guests", t("wrong.guests")]]);
    return new Map(guests.length > MOST_AT_ONCE ? [["guests", t("wrong.many", { most: MOST_AT_ONCE })]] : []);
  };
  const editing = useEditing<InviteForm, Invited>({
    prefix: "invite",
    entity: null,
    empty,
    formOf: () => empty,
    problemsOf,
    fieldOf: (pointer) =>
      ({ guests: "guests", expires_at: "ends", locale: "language" })[pointer.split("/")[1] ?? ""] ?? null,
    current: () => Promise.reject(new Error("Invitations are made, never changed.")),
    write: ({ guests, language, ends }) =>
      invite.mutateAsync({
        guests: [...guestsOf(guests).guests],
        locale: language,
        expires_at: instantIn(ends, event.time_zone),
      }),
    onSaved: ({ invited, known }) => {
      notify(t(known.length === 0 ? "invited" : "invitedOrKnown", { number: invited.length, known: known.length }));
      onClose();
    },
  });
  const { form, errors, change } = editing;
  const names = new Intl.DisplayNames([locale], { type: "language" });
  return (
    <EntityPanel
      kind="dialog"
      title={t("invite.title")}
      editing={editing}
      submit={t("invite.send")}
      labelOf={(name) => t(`invite.${name}`)}
      onClose={onClose}
    >
      <Field
        id="invite-guests"
        label={t("invite.guests")}
        hint={t("invite.guestsHint")}
        rows={6}
        required
        maxLength={100_000}
        placeholder="Ada Lovelace <ada@example.org>"
        value={form.guests}
        onChange={(guests) => change({ guests })}
        error={errors.get("guests")}
      />
      <NativeSelect
        id="invite-language"
        label={t("invite.language")}
        required
        options={LANGUAGES.map((value) => ({ value, label: names.of(value) ?? value }))}
        value={form.language}
        onChange={(language) => change({ language })}
        error={errors.get("language")}
      />
      <EndField
        id="invite-ends"
        label={t("invite.ends")}
        value={form.ends}
        onChange={(ends) => change({ ends })}
        error={errors.get("ends")}
      />
    </EntityPanel>
  );
}
