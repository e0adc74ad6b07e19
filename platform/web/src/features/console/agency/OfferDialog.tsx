// Offers to act for another organization: which one, and with the rights of which role.
import { useState, type ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import { ROLES } from "./link-facts";
import { useOffer, type Link } from "./queries";
import { useAgencyTexts } from "./texts";

interface OfferForm {
  readonly client: string;
  readonly role: string;
}

const FIELDS: Readonly<Record<string, keyof OfferForm>> = { "/client_slug": "client", "/role": "role" };

export function OfferDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useAgencyTexts();
  const notify = useNotify();
  const offer = useOffer();
  const [empty] = useState<OfferForm>({ client: "", role: "admin" });
  const editing = useEditing<OfferForm, Link>({
    entity: null,
    empty,
    formOf: ({ organization_slug, role }) => ({ client: organization_slug, role }),
    prefix: "offer",
    problemsOf: ({ client }) => new Map(client.trim() === "" ? [["client", t("offer.noClient")]] : []),
    fieldOf: (pointer) => FIELDS[pointer] ?? null,
    current: (link) => Promise.resolve(link),
    write: ({ client, role }) => offer.mutateAsync({ client_slug: slugOf(client), role }),
    onSaved: ({ organization_name: name }) => {
      notify(t("offer.done", { name }));
      onClose();
    },
  });
  const { form, errors, change } = editing;
  return (
    <EntityPanel
      kind="dialog"
      title={t("offer.title")}
      editing={editing}
      submit={t("offer.send")}
      labelOf={(name) => t(`field.${name}`)}
      onClose={onClose}
    >
      <p className="muted">{t("offer.text")}</p>
      <Field
        id="offer-client"
        label={t("field.client")}
        hint={t("field.clientHint")}
        required
        value={form.client}
        error={errors.get("client")}
        onChange={(client) => change({ client })}
      />
      <RadioGroup
        id="offer-role"
        label={t("field.role")}
        options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`), hint: t(`role.${role}.text`) }))}
        value={form.role}
        onChange={(role) => change({ role })}
      />
    </EntityPanel>
  );
}

/** A name in addresses, or a whole address with it: `https://…/quay-theatre/spring`. */
function slugOf(typed: string): string {
  const text = typed.trim().toLowerCase();
  return /^https?:\/\/[^/]+\/([^/?#]+)/.exec(text)?.[1] ?? text;
}
