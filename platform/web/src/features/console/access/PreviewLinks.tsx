// Links that show the event's shop at any instant to people without an account.
import { useState, type ReactNode } from "react";
import { instantIn, localIn } from "../../../lib/zoned";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { OpeningList } from "../parts/OpeningList";
import { Section } from "../parts/Section";
import { SecretOnce } from "../parts/SecretOnce";
import { useEvent } from "../shell/event";
import { Loaded } from "../shell/states";
import type { Schemas } from "../../../api/client";
import { EndField } from "./EndField";
import { useMakePreview, usePreviews, useRevokePreview } from "./queries";
import { useAccessTexts } from "./texts";

type Made = Schemas["InventoryMadePreview"];

const TWO_WEEKS = 14 * 24 * 3_600_000;

export function PreviewLinks(): ReactNode {
  const t = useAccessTexts();
  const previews = usePreviews();
  const revoke = useRevokePreview();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Section
      title={t("previews.title")}
      lead={t("previews.lead")}
      action={
        <Button size="small" kind="quiet" onPress={() => setMaking(true)}>
          {t("previews.make")}
        </Button>
      }
    >
      <Loaded query={previews} rows={1}>
        {(all) => (
          <>
            {all.length === 0 && <p className="muted">{t("previews.none")}</p>}
            <OpeningList
              label={t("previews.title")}
              openings={all}
              unnamed={t("previews.unnamed")}
              revoke={revoke}
              revokeText={t("previews.revokeText")}
            />
          </>
        )}
      </Loaded>
      {isMaking && (
        <PreviewDialog
          onMade={(now) => {
            setMaking(false);
            setMade(now);
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {made !== null && (
        <SecretOnce
          title={t("previews.made")}
          text={t("previews.madeText")}
          secret={made.url}
          onClose={() => setMade(null)}
        />
      )}
    </Section>
  );
}

interface PreviewForm {
  readonly label: string;
  readonly ends: string;
}

interface PreviewDialogProps {
  readonly onMade: (made: Made) => void;
  readonly onClose: () => void;
}

function PreviewDialog({ onMade, onClose }: PreviewDialogProps): ReactNode {
  const t = useAccessTexts();
  const { time_zone: zone } = useEvent();
  const make = useMakePreview();
  const [empty] = useState<PreviewForm>(() => ({
    label: "",
    ends: localIn(new Date(Date.now() + TWO_WEEKS).toISOString(), zone),
  }));
  const editing = useEditing<PreviewForm, Made>({
    prefix: "preview",
    entity: null,
    empty,
    formOf: () => empty,
    problemsOf: ({ ends }) => new Map(ends === "" ? [["ends", t("wrong.ends")]] : []),
    fieldOf: (pointer) => ({ label: "label", expires_at: "ends" })[pointer.slice(1)] ?? null,
    current: () => Promise.reject(new Error("A link is made, never changed.")),
    write: ({ label, ends }) => make.mutateAsync({ label: label.trim(), expires_at: instantIn(ends, zone) ?? "" }),
    onSaved: onMade,
  });
  const { form, errors, change } = editing;
  return (
    <EntityPanel
      kind="dialog"
      title={t("previews.make")}
      editing={editing}
      submit={t("previews.make")}
      labelOf={(name) => t(`previews.${name}`)}
      onClose={onClose}
    >
      <Field
        id="preview-label"
        label={t("previews.label")}
        hint={t("previews.labelHint")}
        value={form.label}
        onChange={(label) => change({ label })}
        error={errors.get("label")}
      />
      <EndField
        id="preview-ends"
        label={t("previews.ends")}
        required
        value={form.ends}
        onChange={(ends) => change({ ends })}
        error={errors.get("ends")}
      />
    </EntityPanel>
  );
}
