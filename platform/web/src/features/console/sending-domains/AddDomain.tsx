// A domain from which the organization wants to send: its address, and who signs.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import { useAddDomain, type SendingDomain } from "./queries";
import { useSendingTexts } from "./texts";

interface Form {
  readonly domain: string;
  readonly local_part: string;
  readonly signed_by: "platform" | "provider";
  readonly selectors: string;
}

const EMPTY: Form = { domain: "", local_part: "tickets", signed_by: "platform", selectors: "" };
const NAMES = ["domain", "local_part", "signed_by", "selectors"] as const;
const SIGNERS = ["platform", "provider"] as const;

export function AddDomain({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useSendingTexts();
  const notify = useNotify();
  const add = useAddDomain();
  const editing = useEditing<Form, SendingDomain>({
    entity: null,
    empty: EMPTY,
    formOf: () => EMPTY,
    prefix: "sending-domain",
    problemsOf: ({ domain }) => new Map(domain.trim() === "" ? [["domain", t("wrong.domain")] as const] : []),
    fieldOf: (pointer) => NAMES.find((name) => pointer === `/${name}` || pointer.startsWith(`/${name}/`)) ?? null,
    current: () => Promise.reject(new Error("a domain is not changed here")),
    write: ({ domain, local_part, signed_by, selectors }) =>
      add.mutateAsync({
        domain: domain.trim(),
        local_part: local_part.trim(),
        signed_by,
        selectors: signed_by === "provider" ? selectors.split(/[\s,]+/).filter((each) => each !== "") : [],
      }),
    onSaved: ({ domain }) => {
      notify(t("added", { domain }));
      onClose();
    },
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel
      title={t("add")}
      editing={editing}
      submit={t("add")}
      labelOf={(name) => t(`field.${name}`)}
      onClose={onClose}
    >
      <Field
        id="sending-domain-domain"
        label={t("field.domain")}
        hint={t("hint.domain")}
        required
        maxLength={253}
        autoComplete="off"
        value={form.domain}
        error={errors.get("domain")}
        onChange={(domain) => change({ domain })}
      />
      <Field
        id="sending-domain-local_part"
        label={t("field.local_part")}
        required
        maxLength={64}
        autoComplete="off"
        value={form.local_part}
        error={errors.get("local_part")}
        onChange={(local_part) => change({ local_part })}
      />
      <RadioGroup
        id="sending-domain-signed_by"
        label={t("field.signed_by")}
        value={form.signed_by}
        options={SIGNERS.map((value) => ({ value, label: t(`signer.${value}`) }))}
        onChange={(value) => change({ signed_by: value === "provider" ? "provider" : "platform" })}
      />
      {form.signed_by === "provider" && (
        <Field
          id="sending-domain-selectors"
          label={t("field.selectors")}
          hint={t("hint.selectors")}
          required
          autoComplete="off"
          value={form.selectors}
          error={errors.get("selectors")}
          onChange={(selectors) => change({ selectors })}
        />
      )}
    </EntityPanel>
  );
}
