// Discounts with how often they are used: found, made, paused, archived.
import "./discounts.css";
import { useDeferredValue, useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useAskedNew } from "../parts/asked";
import { PagedRows } from "../parts/PagedRows";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useStateChange } from "../parts/state-change";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { DiscountPanel } from "./DiscountPanel";
import { DiscountRow } from "./DiscountRow";
import type { Place } from "./discount-form";
import type { TypeChoice } from "./DiscountFields";
import { useDeleteDiscount, useDiscounts, useSaveDiscount, type Discount } from "./queries";
import { useDiscountTexts } from "./texts";

export interface DiscountListProps {
  /** Null: those that count at every event. */
  readonly eventId: string | null;
  readonly types: readonly TypeChoice[];
  /** In which the event is sold, its own first; null: of every event. */
  readonly currencies: readonly string[] | null;
  readonly place: Place;
  /** The address at which a code is applied by itself; null where there is none. */
  readonly linkOf: ((code: string) => string) | null;
}

export function DiscountList({ eventId, types, currencies, place, linkOf }: DiscountListProps): ReactNode {
  const t = useDiscountTexts();
  const editable = useOrganization().may("discounts.edit");
  const [isAsked, forgetAsked] = useAskedNew();
  const [opened, setOpened] = useState<Discount | "new" | null>(isAsked && editable ? "new" : null);
  const [removed, setRemoved] = useState<Discount | null>(null);
  const [typed, setTyped] = useState("");
  const [isArchived, setArchived] = useState(false);
  const text = useDeferredValue(typed.trim());
  const list = useDiscounts({ eventId, text, isArchived });
  const remove = useDeleteDiscount();
  const setState = useSetState();
  const copy = useCopy();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const close = (): void => {
    forgetAsked();
    setOpened(null);
  };
  const add = editable ? <Button onPress={() => setOpened("new")}>{t("add")}</Button> : null;
  const actionsOf = (discount: Discount): readonly Action[] => {
    const { code, state } = discount;
    const isActive = state === "active";
    const link =
      linkOf === null || code === null
        ? []
        : [{ id: "link", label: t("copyLink"), onAction: () => void copy(linkOf(code)) }];
    const codes = { id: "codes", label: t("codes"), onAction: () => void navigate(`${pathname}/${discount.id}/codes`) };
    const report = {
      id: "report",
      label: t("report"),
      onAction: () => void navigate(`${pathname}/${discount.id}/report`),
    };
    if (!editable) return [codes, report, ...link];
    return [
      { id: "edit", label: t("change"), onAction: () => setOpened(discount) },
      codes,
      report,
      ...link,
      isActive
        ? { id: "pause", label: t("pause"), onAction: () => setState(discount, "paused") }
        : { id: "resume", label: t("resume"), onAction: () => setState(discount, "active") },
      ...(state === "archived"
        ? []
        : [{ id: "archive", label: t("archive"), onAction: () => setState(discount, "archived") }]),
      { id: "delete", label: t("delete"), danger: true, onAction: () => setRemoved(discount) },
    ];
  };
  return (
    <Page
      title={t("title")}
      help="discounts"
      lead={t(eventId === null ? "leadShared" : "lead")}
      {...(add === null ? {} : { actions: add })}
    >
      <div className="stack">
        <div className="discounts__find">
          <Field id="discount-find" label={t("find")} required value={typed} onChange={setTyped} autoComplete="off" />
          <Checkbox id="discount-archived" checked={isArchived} onChange={setArchived}>
            {t("archived")}
          </Checkbox>
        </div>
        <PagedRows label={t("title")} list={list} empty={<Nothing isFiltered={text !== "" || isArchived} add={add} />}>
          {(discount) => (
            <DiscountRow
              key={discount.id}
              discount={discount}
              isShared={eventId !== null && discount.event_id === null}
              zone={place.timeZone}
              actions={actionsOf(discount)}
              {...(editable ? { onOpen: () => setOpened(discount) } : {})}
            />
          )}
        </PagedRows>
      </div>
      {opened !== null && (
        <DiscountPanel
          key={opened === "new" ? "new" : opened.id}
          discount={opened === "new" ? null : opened}
          eventId={eventId}
          types={opened !== "new" && opened.event_id === null ? [] : types}
          currencies={opened !== "new" && opened.event_id === null ? null : currencies}
          place={place}
          onClose={close}
          onDelete={setRemoved}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: removed.code ?? removed.name })}
          text={t("deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { name: removed.code ?? removed.name })}
          onClose={() => setRemoved(null)}
          onRemoved={close}
          instead={{ label: t("archive"), onPress: () => setState(removed, "archived") }}
        />
      )}
    </Page>
  );
}

function Nothing({ isFiltered, add }: { readonly isFiltered: boolean; readonly add: ReactNode }): ReactNode {
  const t = useDiscountTexts();
  if (isFiltered) return <p className="muted">{t("notFound")}</p>;
  return (
    <Empty icon="ticket" title={t("none")} actions={add}>
      {t("noneText")}
    </Empty>
  );
}

/** Pauses, resumes or archives, says so, and offers the way back. */
function useSetState(): (discount: Discount, state: Discount["state"]) => void {
  const t = useDiscountTexts();
  const save = useSaveDiscount();
  return useStateChange<Discount, Discount["state"]>({
    write: (over, state) => save.mutateAsync({ over, body: { state } }),
    stateOf: ({ state }) => state,
    done: ({ code, name }, state) => t(`done.${state}`, { name: code ?? name }),
  });
}

function useCopy(): (address: string) => Promise<void> {
  const t = useDiscountTexts();
  const notify = useNotify();
  return async (address) => {
    try {
      await navigator.clipboard.writeText(address);
      notify(t("copied"));
    } catch {
      notify({ kind: "bad", text: address });
    }
  };
}
