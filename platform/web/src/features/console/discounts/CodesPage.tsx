// The codes of a discount: made in numbers, found, downloaded, paused and deleted one by one.
import "../orders/orders.css";
import "./discounts.css";
import { useDeferredValue, useState, type ReactNode } from "react";
import { useLocation, useParams } from "react-router";
import { intlLocale } from "../../../lib/language";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { ListFileButtons } from "../parts/FileButtons";
import { PagedRows } from "../parts/PagedRows";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row } from "../parts/Rows";
import { useNotSaved } from "../parts/state-change";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import {
  shareOf,
  useCodes,
  useCodesFile,
  useDeleteCode,
  useDiscount,
  useMaking,
  usePauseCode,
  type DiscountCode,
  type Job,
  type Used,
} from "./codes";
import { MakeCodes } from "./MakeCodes";
import type { Discount } from "./queries";
import { useDiscountTexts } from "./texts";

const USED: readonly Used[] = ["true", "false"];

export default function CodesPage(): ReactNode {
  const { discount: id = "" } = useParams();
  return <Loaded query={useDiscount(id)}>{(discount) => <Codes discount={discount} />}</Loaded>;
}

function Codes({ discount }: { readonly discount: Discount }): ReactNode {
  const t = useDiscountTexts();
  const { pathname } = useLocation();
  const editable = useOrganization().may("discounts.edit");
  const [isMaking, setMaking] = useState(false);
  const [removed, setRemoved] = useState<DiscountCode | null>(null);
  const [typed, setTyped] = useState("");
  const [used, setUsed] = useState<Used | "">("");
  const text = useDeferredValue(typed.trim());
  const job = useMaking(discount.id).data ?? null;
  const list = useCodes(discount.id, { text, used, job });
  const file = useCodesFile(discount.id);
  const remove = useDeleteCode(discount.id);
  const actionsOf = useCodeActions(discount, setRemoved);
  const make = editable ? <Button onPress={() => setMaking(true)}>{t("codes.make")}</Button> : null;
  const isFiltered = text !== "" || used !== "";
  return (
    <Page
      title={t("codes.title", { name: discount.name })}
      lead={t("codes.lead")}
      help="discounts"
      back={{ to: pathname.slice(0, pathname.lastIndexOf("/discounts/") + "/discounts".length), label: t("title") }}
      actions={make}
    >
      <div className="stack">
        <ListFileButtons file={file} />
        {job !== null && <Making job={job} />}
        <div className="discounts__find">
          <Field id="code-find" label={t("codes.find")} required value={typed} onChange={setTyped} autoComplete="off" />
          <NativeSelect
            id="code-used"
            label={t("codes.used")}
            options={USED.map((value) => ({ value, label: t(`codes.used.${value}`) }))}
            value={used}
            onChange={(value) => setUsed(value as Used | "")}
          />
        </div>
        <PagedRows
          label={t("codes")}
          list={list}
          empty={
            isFiltered ? (
              <p className="muted">{t("notFound")}</p>
            ) : (
              <Empty icon="ticket" title={t("codes.none")} actions={make}>
                {t("codes.noneText")}
              </Empty>
            )
          }
        >
          {(code) => (
            <Row
              key={code.id}
              title={code.code}
              tags={code.is_paused && <span className="tag">{t("state.paused")}</span>}
              end={<span className="number small">{usesText(t, code, discount)}</span>}
              actions={editable ? actionsOf(code) : []}
            />
          )}
        </PagedRows>
      </div>
      {isMaking && <MakeCodes discount={discount} onClose={() => setMaking(false)} />}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: removed.code })}
          text={t("codes.deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { name: removed.code })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}

function usesText(t: ReturnType<typeof useDiscountTexts>, { uses }: DiscountCode, { uses_per_code }: Discount): string {
  return uses_per_code === null ? t("uses.free", { count: uses }) : t("uses.of", { uses, most: uses_per_code });
}

/** How far the job is that makes codes. */
function Making({ job }: { readonly job: Job }): ReactNode {
  const t = useDiscountTexts();
  const locale = useLocale();
  const share = new Intl.NumberFormat([intlLocale(locale), "en"], { style: "percent" }).format(shareOf(job));
  return (
    <div className="panel stack" role="status">
      <span className="job-progress">
        <progress aria-label={t("codes.making")} value={shareOf(job)} max={1} />
        <span className="number small">{share}</span>
      </span>
      <p className="muted small">{t("codes.leave")}</p>
    </div>
  );
}

function useCodeActions(discount: Discount, remove: (code: DiscountCode) => void): (code: DiscountCode) => Action[] {
  const t = useDiscountTexts();
  const notify = useNotify();
  const notSaved = useNotSaved();
  const pause = usePauseCode(discount.id);
  return (code) => [
    {
      id: "pause",
      label: t(code.is_paused ? "resume" : "pause"),
      onAction: () =>
        pause.mutate(code, {
          onError: notSaved,
          onSuccess: (saved) => notify(t(saved.is_paused ? "done.paused" : "done.active", { name: saved.code })),
        }),
    },
    ...(code.uses === 0 ? [{ id: "delete", label: t("delete"), danger: true, onAction: () => remove(code) }] : []),
  ];
}
