// A new stream: where to send, and what; and the name of one that is there.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import type { AuditStream, NewAuditStream, StreamApi } from "./log-api";
import { useLogTexts } from "./texts";

interface StreamForm {
  readonly kind: NewAuditStream["kind"];
  readonly name: string;
  readonly url: string;
  readonly host: string;
  readonly port: string;
  readonly certificate: string;
  readonly withValues: boolean;
  readonly fromBeginning: boolean;
}

const KINDS = ["webhook", "syslog", "json-lines"] as const satisfies readonly NewAuditStream["kind"][];
const FIELDS: Readonly<Record<string, keyof StreamForm>> = {
  kind: "kind",
  name: "name",
  url: "url",
  host: "host",
  port: "port",
  ca_certificate: "certificate",
};
const EMPTY: StreamForm = {
  kind: "webhook",
  name: "",
  url: "",
  host: "",
  port: "6514",
  certificate: "",
  withValues: false,
  fromBeginning: false,
};

export interface StreamPanelProps {
  readonly api: StreamApi;
  /** With the secret of a webhook; empty for the other kinds. */
  readonly onMade: (secret: string) => void;
  readonly onClose: () => void;
}

interface Made {
  readonly secret: string;
}

export function StreamPanel({ api, onMade, onClose }: StreamPanelProps): ReactNode {
  const t = useLogTexts();
  const editing = useEditing<StreamForm, Made>({
    entity: null,
    empty: EMPTY,
    formOf: () => EMPTY,
    prefix: "stream",
    problemsOf: (form) =>
      new Map([
        ...(form.name.trim() === "" ? [["name", t("wrong.name")] as const] : []),
        ...(form.kind === "webhook" && form.url.trim() === "" ? [["url", t("wrong.url")] as const] : []),
        ...(form.kind !== "webhook" && form.host.trim() === "" ? [["host", t("wrong.host")] as const] : []),
        ...(form.kind !== "webhook" && !/^\d{1,5}$/.test(form.port.trim()) ? [["port", t("wrong.port")] as const] : []),
      ]),
    fieldOf: (pointer) => FIELDS[pointer.split("/")[1] ?? ""] ?? null,
    write: async (form) => ({ secret: await api.create(bodyOf(form)) }),
    current: (made) => Promise.resolve(made),
    onSaved: ({ secret }) => onMade(secret),
  });
  const { form, change, errors } = editing;
  const field = (name: "name" | "url" | "host" | "port" | "certificate") => ({
    id: `stream-${name}`,
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <EntityPanel
      title={t("stream.new")}
      editing={editing}
      submit={t("stream.add")}
      labelOf={() => null}
      onClose={onClose}
    >
      <Field label={t("stream.name")} required maxLength={100} {...field("name")} />
      <RadioGroup
        id="stream-kind"
        label={t("stream.kind")}
        look="cards"
        value={form.kind}
        error={errors.get("kind")}
        options={KINDS.map((value) => ({ value, label: t(`stream.${value}`), hint: t(`stream.${value}Hint`) }))}
        onChange={(kind) => change({ kind: KINDS.find((each) => each === kind) ?? "webhook" })}
      />
      {form.kind === "webhook" ? (
        <Field label={t("stream.url")} type="url" required maxLength={2000} {...field("url")} />
      ) : (
        <div className="pair">
          <Field label={t("stream.host")} required maxLength={253} {...field("host")} />
          <Field label={t("stream.port")} type="number" required {...field("port")} />
        </div>
      )}
      <Field
        label={t("stream.certificate")}
        hint={t("stream.certificateHint")}
        rows={3}
        maxLength={20_000}
        {...field("certificate")}
      />
      <Checkbox checked={form.withValues} onChange={(withValues) => change({ withValues })}>
        {t("stream.values")}
        <span className="field__hint">{t("stream.valuesHint")}</span>
      </Checkbox>
      <Checkbox checked={form.fromBeginning} onChange={(fromBeginning) => change({ fromBeginning })}>
        {t("stream.beginning")}
      </Checkbox>
    </EntityPanel>
  );
}

function bodyOf(form: StreamForm): NewAuditStream {
  const where =
    form.kind === "webhook" ? { url: form.url.trim() } : { host: form.host.trim(), port: Number(form.port) };
  return {
    kind: form.kind,
    name: form.name.trim(),
    ...where,
    ca_certificate: form.certificate.trim(),
    with_values: form.withValues,
    from_beginning: form.fromBeginning,
  };
}

export interface StreamNamePanelProps {
  readonly api: StreamApi;
  readonly stream: AuditStream;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** All that can be changed of a stream: where it sends to stays. */
export function StreamNamePanel({ api, stream, onSaved, onClose }: StreamNamePanelProps): ReactNode {
  const t = useLogTexts();
  const notify = useNotify();
  const editing = useEditing<{ readonly name: string }, AuditStream>({
    entity: stream,
    empty: { name: "" },
    formOf: ({ name }) => ({ name }),
    prefix: "stream",
    problemsOf: ({ name }) => new Map(name.trim() === "" ? [["name", t("wrong.name")]] : []),
    fieldOf: (pointer) => (pointer === "/name" ? "name" : null),
    write: ({ name }, _changed, over) => api.update(over ?? stream, { name: name.trim() }),
    current: api.fetch,
    onSaved: () => {
      notify(t("stream.saved"));
      onSaved();
      onClose();
    },
  });
  return (
    <EntityPanel kind="dialog" title={stream.name} editing={editing} labelOf={() => t("stream.name")} onClose={onClose}>
      <Field
        id="stream-name"
        label={t("stream.name")}
        required
        maxLength={100}
        value={editing.form.name}
        error={editing.errors.get("name")}
        onChange={(name) => editing.change({ name })}
      />
    </EntityPanel>
  );
}
