// Begins a stream: what it speaks, where it goes, and what goes along.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import type { NewAuditStream, StreamApi } from "./log-api";
import { useLogTexts, type LogKey } from "./texts";

const KINDS = ["syslog", "json-lines", "webhook"] as const;
const USUAL_PORT = "6514";
const LONGEST_ADDRESS = 2000;
const LONGEST_CERTIFICATE = 20_000;
const MOST_PORTS = 65_535;

interface Form {
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly url: string;
  readonly ca_certificate: string;
  readonly with_values: boolean;
  readonly from_beginning: boolean;
}

interface Made {
  readonly secret: string;
}

const EMPTY: Form = {
  kind: "syslog",
  name: "",
  host: "",
  port: USUAL_PORT,
  url: "",
  ca_certificate: "",
  with_values: false,
  from_beginning: false,
};

export interface NewStreamProps {
  readonly api: StreamApi;
  /** With the secret of a webhook; empty for the other kinds. */
  readonly onMade: (secret: string) => void;
  readonly onClose: () => void;
}

export function NewStream({ api, onMade, onClose }: NewStreamProps): ReactNode {
  const t = useLogTexts();
  const editing = useEditing<Form, Made>({
    prefix: "stream",
    entity: null,
    empty: EMPTY,
    formOf: () => EMPTY,
    problemsOf: (form) => new Map([...problemsOf(form)].map(([name, key]) => [name, t(key)])),
    fieldOf: (pointer) => Object.keys(EMPTY).find((name) => pointer === `/${name}`) ?? null,
    write: async (form) => ({ secret: await api.create(bodyOf(form)) }),
    current: (over) => Promise.resolve(over),
    onSaved: ({ secret }) => onMade(secret),
  });
  const { form, change, errors } = editing;
  const isWebhook = form.kind === "webhook";
  return (
    <EntityPanel
      title={t("streams.new")}
      editing={editing}
      submit={t("streams.begin")}
      labelOf={() => null}
      onClose={onClose}
    >
      <RadioGroup
        id="stream-kind"
        label={t("stream.kind")}
        look="cards"
        value={form.kind}
        error={errors.get("kind")}
        onChange={(kind) => change({ kind: KINDS.find((each) => each === kind) ?? form.kind })}
        options={KINDS.map((value) => ({ value, label: t(`stream.${value}`), hint: t(`stream.${value}.hint`) }))}
      />
      <Field
        id="stream-name"
        label={t("stream.name")}
        required
        maxLength={100}
        value={form.name}
        error={errors.get("name")}
        onChange={(name) => change({ name })}
      />
      {isWebhook ? (
        <Field
          id="stream-url"
          label={t("stream.url")}
          type="url"
          required
          maxLength={LONGEST_ADDRESS}
          value={form.url}
          error={errors.get("url")}
          onChange={(url) => change({ url })}
        />
      ) : (
        <div className="pair">
          <Field
            id="stream-host"
            label={t("stream.host")}
            required
            value={form.host}
            error={errors.get("host")}
            onChange={(host) => change({ host })}
          />
          <Field
            id="stream-port"
            label={t("stream.port")}
            type="number"
            required
            value={form.port}
            error={errors.get("port")}
            onChange={(port) => change({ port })}
          />
        </div>
      )}
      <Field
        id="stream-ca_certificate"
        label={t("stream.certificate")}
        hint={t("stream.certificateHint")}
        rows={4}
        maxLength={LONGEST_CERTIFICATE}
        value={form.ca_certificate}
        error={errors.get("ca_certificate")}
        onChange={(certificate) => change({ ca_certificate: certificate })}
      />
      <Checkbox checked={form.with_values} onChange={(on) => change({ with_values: on })}>
        {t("stream.withValues")}
      </Checkbox>
      <Checkbox checked={form.from_beginning} onChange={(on) => change({ from_beginning: on })}>
        {t("stream.fromBeginning")}
      </Checkbox>
    </EntityPanel>
  );
}

function problemsOf({ kind, name, host, port, url }: Form): ReadonlyMap<string, LogKey> {
  const found = new Map<string, LogKey>();
  if (name.trim() === "") found.set("name", "stream.nameMissing");
  if (kind === "webhook") {
    if (!url.trim().startsWith("https://")) found.set("url", "stream.urlWrong");
    return found;
  }
  if (host.trim() === "") found.set("host", "stream.hostMissing");
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > MOST_PORTS) found.set("port", "stream.portWrong");
  return found;
}

function bodyOf(form: Form): NewAuditStream {
  const { kind, name, ca_certificate: certificate, with_values: values, from_beginning: all } = form;
  const common = {
    kind,
    name: name.trim(),
    ca_certificate: certificate.trim(),
    with_values: values,
    from_beginning: all,
  };
  if (kind === "webhook") return { ...common, url: form.url.trim() };
  return { ...common, host: form.host.trim(), port: Number(form.port) };
}
