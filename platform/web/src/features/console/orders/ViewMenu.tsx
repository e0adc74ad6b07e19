// The views of a list: ready ones, one's own and shared ones; and what is done with the one at hand.
import { useState, type ReactNode } from "react";
import { Button as Trigger, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { Icon } from "../../../ui/Icon";
import { useConnection } from "../session/api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { isSameFilter, type Said } from "../parts/address-filter";
import type { ListAddress } from "../parts/list-address";
import {
  firstView,
  keepFirstView,
  useDeletingView,
  useSavedViews,
  useSavingView,
  type ListKind,
  type SavedView,
} from "./saved-views";
import { useOrderTexts } from "./texts";
import { ViewNameDialog } from "./ViewNameDialog";

export interface ReadyView {
  readonly name: string;
  readonly filter: Said;
}

export interface ViewMenuProps {
  readonly kind: ListKind;
  /** The list with its place, for what the browser keeps. */
  readonly list: string;
  readonly address: ListAddress;
  readonly ready: readonly ReadyView[];
  readonly columns: readonly string[];
  readonly usualSort: string;
  /** The view was saved with the columns as they are. */
  readonly onSaved: () => void;
}

type Naming = "new" | "rename" | null;

export function ViewMenu(props: ViewMenuProps): ReactNode {
  const { kind, list, address, ready, columns, usualSort, onSaved } = props;
  const t = useOrderTexts();
  const notify = useNotify();
  const here = useOrganization();
  const { config } = useConnection();
  const views = useSavedViews(kind).data ?? [];
  const saving = useSavingView(kind);
  const deleting = useDeletingView(kind);
  const [naming, setNaming] = useState<Naming>(null);
  const [first, setFirst] = useState(() => firstView(list));
  const view = views.find((each) => each.id === address.viewId);
  const isMine = view?.user_id === config.person.id;
  const readyOne = ready.find((each) => isSameFilter(each.filter, address.filter));
  const name = view?.name ?? readyOne?.name ?? t("view.own");
  const isChanged = view !== undefined && hasChanged(view, address, columns);
  const now = { kind, filters: { ...address.filter }, columns: [...columns], sort: address.sort };
  const save = (changes: { name: string; is_shared: boolean }, over?: SavedView): void =>
    saving.mutate(
      { view: { ...now, ...changes }, ...(over === undefined ? {} : { over }) },
      {
        onSuccess: (saved) => {
          setNaming(null);
          onSaved();
          address.open(saved.id, saved.filters as Said, saved.sort);
          notify(t("view.saved", { name: saved.name }));
        },
      },
    );
  const act = (key: string): void => {
    const chosen = views.find((each) => each.id === key);
    if (chosen !== undefined) address.open(chosen.id, chosen.filters as Said, chosen.sort);
    else if (key.startsWith("ready "))
      address.open("", ready[Number(key.slice("ready ".length))]?.filter ?? {}, usualSort);
    else if (key === "new" || key === "rename") setNaming(key);
    else if (view !== undefined && key === "save") save({ name: view.name, is_shared: view.is_shared }, view);
    else if (view !== undefined && key === "share") save({ name: view.name, is_shared: !view.is_shared }, view);
    else if (view !== undefined && key === "first") {
      const next = first === view.id ? "" : view.id;
      keepFirstView(list, next);
      setFirst(next);
      notify(t(next === "" ? "view.notFirst" : "view.isFirst", { name: view.name }));
    } else if (view !== undefined && key === "delete")
      deleting.mutate(view, {
        onSuccess: () => {
          address.clear();
          notify({
            text: t("view.deleted", { name: view.name }),
            action: { label: t("undo"), onPress: () => saving.mutate({ view: asNew(view) }) },
          });
        },
      });
  };
  const mayShare = here.may("saved-views.share");
  const actions = [
    ...(isChanged && isMine ? [{ id: "save", text: t("view.save", { name }) }] : []),
    { id: "new", text: t("view.new") },
    ...(view !== undefined && isMine ? [{ id: "rename", text: t("view.rename") }] : []),
    ...(view !== undefined && isMine && (mayShare || view.is_shared)
      ? [{ id: "share", text: t(view.is_shared ? "view.unshare" : "view.share") }]
      : []),
    ...(view === undefined ? [] : [{ id: "first", text: t(first === view.id ? "view.unsetFirst" : "view.setFirst") }]),
    ...(view !== undefined && (isMine || mayShare) ? [{ id: "delete", text: t("view.delete") }] : []),
  ];
  return (
    <>
      <MenuTrigger>
        <Trigger className="view-menu">
          <span className="visually-hidden">{t("view.title")}: </span>
          <span className="view-menu__name">
            <bdi>{name}</bdi>
            {isChanged && <span className="muted"> {t("view.changed")}</span>}
          </span>
          <Icon name="down" />
        </Trigger>
        <Popover className="popover" placement="bottom start" offset={4}>
          <Menu aria-label={t("view.title")} className="listbox view-menu__list" onAction={(key) => act(String(key))}>
            <MenuSection>
              {ready.map((each, at) => (
                <Item
                  key={each.name}
                  id={`ready ${at}`}
                  text={each.name}
                  isOn={view === undefined && each === readyOne}
                />
              ))}
            </MenuSection>
            <Part title={t("view.mine")} views={views.filter((each) => !each.is_shared)} viewId={view?.id} />
            <Part title={t("view.shared")} views={views.filter((each) => each.is_shared)} viewId={view?.id} />
            <MenuSection className="view-menu__actions">
              {actions.map((each) => (
                <Item key={each.id} id={each.id} text={each.text} isOn={false} />
              ))}
            </MenuSection>
          </Menu>
        </Popover>
      </MenuTrigger>
      {naming !== null && (
        <ViewNameDialog
          title={t(naming === "new" ? "view.newTitle" : "view.rename")}
          name={naming === "rename" ? (view?.name ?? "") : ""}
          isShared={naming === "rename" && view?.is_shared === true}
          mayShare={mayShare}
          pending={saving.isPending}
          error={saving.error}
          onClose={() => setNaming(null)}
          onSave={(changes) => save(changes, naming === "rename" ? view : undefined)}
        />
      )}
    </>
  );
}

function Part({
  title,
  views,
  viewId,
}: {
  readonly title: string;
  readonly views: readonly SavedView[];
  readonly viewId: string | undefined;
}): ReactNode {
  if (views.length === 0) return null;
  return (
    <MenuSection>
      <Header className="palette__title">{title}</Header>
      {views.map((each) => (
        <Item key={each.id} id={each.id} text={each.name} isOn={each.id === viewId} />
      ))}
    </MenuSection>
  );
}

function Item({ id, text, isOn }: { readonly id: string; readonly text: string; readonly isOn: boolean }): ReactNode {
  return (
    <MenuItem id={id} textValue={text} className="listbox__option">
      <span className="listbox__text">
        <bdi>{text}</bdi>
      </span>
      {isOn && <Icon name="check" />}
    </MenuItem>
  );
}

function hasChanged(view: SavedView, address: ListAddress, columns: readonly string[]): boolean {
  const sameColumns = view.columns.length === columns.length && view.columns.every((each) => columns.includes(each));
  return !isSameFilter(view.filters as Said, address.filter) || view.sort !== address.sort || !sameColumns;
}

function asNew({ kind, name, filters, columns, sort, is_shared }: SavedView) {
  return { kind, name, filters, columns, sort, is_shared };
}
