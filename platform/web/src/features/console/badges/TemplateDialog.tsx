// A new layout: a template that is looked at, and a name.
import { useState, type ReactNode } from "react";
import { RadioGroup as Group, Radio } from "react-aria-components";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { Skeleton } from "../../../ui/Skeleton";
import { LayoutPicture } from "./LayoutPicture";
import { useSaveLayout, useTemplates, type Layout, type Template } from "./queries";
import { useBadgeTexts, type BadgeKey } from "./texts";

const LONGEST_NAME = 80;

export interface TemplateDialogProps {
  /** Names that others have. */
  readonly taken: readonly string[];
  readonly isFirst: boolean;
  readonly onMade: (layout: Layout) => void;
  readonly onClose: () => void;
}

export function TemplateDialog({ taken, isFirst, onMade, onClose }: TemplateDialogProps): ReactNode {
  const t = useBadgeTexts();
  const templates = useTemplates();
  const save = useSaveLayout();
  const [chosen, setChosen] = useState("hanging");
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const said = name.trim();
  const isTaken = taken.some((each) => each.toLowerCase() === said.toLowerCase());
  const error = said === "" ? t("wrong.name") : isTaken ? t("wrong.taken") : undefined;
  const send = (): void => {
    setTried(true);
    const template = templates.data?.find(({ key }) => key === chosen);
    if (error !== undefined || template === undefined) return;
    save.mutate(
      { over: null, body: { name: said, is_default: isFirst, ticket_type_ids: [], design: template.design } },
      { onSuccess: onMade },
    );
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" form="badge-new" pending={save.isPending}>
        {t("make")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("add")} onClose={onClose} actions={actions}>
      <form
        id="badge-new"
        className="stack"
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault();
          send();
        }}
      >
        {save.isError && <Failure error={save.error} />}
        <Field
          id="badge-name"
          label={t("name")}
          required
          maxLength={LONGEST_NAME}
          value={name}
          onChange={setName}
          autoComplete="off"
          error={isTried ? error : undefined}
        />
        {templates.isError && <Failure error={templates.error} />}
        {templates.isPending && <Skeleton rows={3} />}
        {templates.data !== undefined && (
          <Group className="badge-templates" aria-label={t("template")} value={chosen} onChange={setChosen}>
            {templates.data.map((template) => (
              <TemplateCard key={template.key} template={template} />
            ))}
          </Group>
        )}
      </form>
    </Dialog>
  );
}

function TemplateCard({ template }: { readonly template: Template }): ReactNode {
  const t = useBadgeTexts();
  return (
    <Radio value={template.key} className="badge-template">
      <LayoutPicture design={template.design} alt="" />
      <span className="badge-template__name">{t(`template.${template.key}` as BadgeKey)}</span>
      <span className="muted small">{t(`template.${template.key}.text` as BadgeKey)}</span>
    </Radio>
  );
}
