// Asks for codes in numbers: how many, and how they begin.
import type { ReactNode } from "react";
import { isWhole } from "../../../lib/typed-numbers";
import { plainCode } from "../../../lib/typed-text";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import { useMakeCodes, type Job } from "./codes";
import type { Discount } from "./queries";
import { useDiscountTexts } from "./texts";

interface Form {
  readonly count: string;
  readonly prefix: string;
}

const EMPTY: Form = { count: "", prefix: "" };
const MOST = 100_000;
const PREFIX = /^[0-9A-Z]{0,8}$/;

function problemsOf({ count, prefix }: Form): Map<keyof Form, "count" | "prefix"> {
  const found = new Map<keyof Form, "count" | "prefix">();
  if (!isWhole(count) || Number(count) < 1 || Number(count) > MOST) found.set("count", "count");
  if (!PREFIX.test(plainCode(prefix))) found.set("prefix", "prefix");
  return found;
}

const fieldOf = (pointer: string): keyof Form | null => {
  const name = pointer.split("/")[1];
  return name === "count" || name === "prefix" ? name : null;
};

export interface MakeCodesProps {
  readonly discount: Discount;
  readonly onClose: () => void;
}

export function MakeCodes({ discount, onClose }: MakeCodesProps): ReactNode {
  const t = useDiscountTexts();
  const notify = useNotify();
  const make = useMakeCodes(discount.id);
  const editing = useEditing<Form, Job>({
    entity: null,
    empty: EMPTY,
    formOf: () => EMPTY,
    prefix: "codes",
    problemsOf: (form) => new Map([...problemsOf(form)].map(([name, wrong]) => [name, t(`codes.wrong.${wrong}`)])),
    fieldOf,
    current: (job) => Promise.resolve(job),
    write: ({ count, prefix }) => make.mutateAsync({ count: Number(count), prefix: plainCode(prefix) }),
    onSaved: () => {
      notify(t("codes.started"));
      onClose();
    },
  });
  const { form, change, errors } = editing;
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
        id="codes-count"
        label={t("codes.count")}
        hint={t("codes.countHint")}
        type="number"
        required
        value={form.count}
        error={errors.get("count")}
        onChange={(count) => change({ count })}
      />
      <Field
        id="codes-prefix"
        label={t("codes.prefix")}
        hint={t("codes.prefixHint")}
        maxLength={20}
        autoComplete="off"
        value={form.prefix}
        error={errors.get("prefix")}
        onChange={(prefix) => change({ prefix })}
      />
      {discount.uses_per_code === null && <Notice title={t("codes.unlimited")}>{t("codes.unlimitedText")}</Notice>}
    </EntityPanel>
  );
}
