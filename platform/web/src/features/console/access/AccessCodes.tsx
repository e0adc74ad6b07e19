// Codes that open a private event to whoever has one: made, told once, revoked.
import { useState, type ReactNode } from "react";
import { instantIn } from "../../../lib/zoned";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { OpeningList } from "../parts/OpeningList";
import { Section } from "../parts/Section";
import { Copyable, SecretOnce } from "../parts/SecretOnce";
import { useEvent } from "../shell/event";
import { Loaded } from "../shell/states";
import type { Schemas } from "../../../api/client";
import { EndField } from "./EndField";
import { useAccessCodes, useMakeCode, useRevokeCode } from "./queries";
import { useAccessTexts } from "./texts";

type Made = Schemas["EventsMadeAccessCode"];

export function AccessCodes(): ReactNode {
  const t = useAccessTexts();
  const { visibility } = useEvent();
  const codes = useAccessCodes();
  const revoke = useRevokeCode();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const make = (
    <Button size="small" kind="quiet" onPress={() => setMaking(true)}>
      {t("codes.make")}
    </Button>
  );
  return (
    <Section title={t("codes.title")} lead={t("codes.lead")} {...(visibility === "private" ? { action: make } : {})}>
      <Loaded query={codes} rows={2}>
        {(all) => (
          <>
            {all.length === 0 && <p className="muted">{t("codes.none")}</p>}
            <OpeningList
              label={t("codes.title")}
              openings={all}
              unnamed={t("codes.unnamed")}
              factOf={({ email }) => email !== null && <bdi>{email}</bdi>}
              revoke={revoke}
              revokeText={t("codes.revokeText")}
            />
          </>
        )}
      </Loaded>
      {isMaking && (
        <CodeDialog
          onMade={(now) => {
            setMaking(false);
            setMade(now);
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {made !== null && (
        <SecretOnce title={t("codes.made")} text={t("codes.madeText")} secret={made.code} onClose={() => setMade(null)}>
          <Copyable label={t("codes.link")} value={made.url} />
        </SecretOnce>
      )}
    </Section>
  );
}

interface CodeForm {
  readonly label: string;
  readonly code: string;
  readonly ends: string;
}

const EMPTY: CodeForm = { label: "", code: "", ends: "" };

interface CodeDialogProps {
  readonly onMade: (made: Made) => void;
  readonly onClose: () => void;
}

function CodeDialog({ onMade, onClose }: CodeDialogProps): ReactNode {
  const t = useAccessTexts();
  const { time_zone: zone } = useEvent();
  const make = useMakeCode();
  const editing = useEditing<CodeForm, Made>({
    prefix: "code",
    entity: null,
    empty: EMPTY,
    formOf: () => EMPTY,
    problemsOf: () => new Map(),
    fieldOf: (pointer) => ({ label: "label", code: "code", expires_at: "ends" })[pointer.slice(1)] ?? null,
    current: () => Promise.reject(new Error("A code is made, never changed.")),
    write: ({ label, code, ends }) =>
      make.mutateAsync({
        label: label.trim(),
        ...(code.trim() === "" ? {} : { code: code.trim() }),
        expires_at: instantIn(ends, zone),
      }),
    onSaved: onMade,
  });
  const { form, errors, change } = editing;
  return (
    <EntityPanel
      kind="dialog"
      title={t("codes.make")}
      editing={editing}
      submit={t("codes.make")}
      labelOf={(name) => t(`codes.${name}`)}
      onClose={onClose}
    >
      <Field
        id="code-label"
        label={t("codes.label")}
        hint={t("codes.labelHint")}
        value={form.label}
        onChange={(label) => change({ label })}
        error={errors.get("label")}
      />
      <Field
        id="code-code"
        label={t("codes.code")}
        hint={t("codes.codeHint")}
        maxLength={60}
        value={form.code}
        onChange={(code) => change({ code })}
        error={errors.get("code")}
      />
      <EndField
        id="code-ends"
        label={t("codes.ends")}
        value={form.ends}
        onChange={(ends) => change({ ends })}
        error={errors.get("ends")}
      />
    </EntityPanel>
  );
}
