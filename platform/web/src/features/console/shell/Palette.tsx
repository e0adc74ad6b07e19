// ⌘K: to any view, organization, event or order, and to what can be begun, by typing a few letters.
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useRef, useState, type ReactNode } from "react";
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Heading,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import { useNavigate } from "react-router";
import { matchesText } from "../../../lib/matching";
import { Icon, type IconName } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { SEARCHES } from "../palette";
import { useApi } from "../session/api";
import { EVENT_MENU, ORGANIZATION_MENU, PLATFORM_MENU, SERVER_PAGES } from "./menu";
import { entriesOf, type Holder } from "./entries";
import { platformPath, useOperatorQuery } from "./operator";
import { useMyOrganizations, useOrganizationIfAny, type Here } from "./organizations";
import { eventPath, lastPlace, organizationPath } from "./places";
import { useConsoleTexts } from "./texts";
import { useTour } from "./tour";
import type { View } from "./views";

/** It was opened to be typed into. */
const FOCUS = { autoFocus: true };

interface Item {
  readonly id: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly icon: IconName;
  readonly go: () => void;
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly items: readonly Item[];
}

export interface PaletteProps {
  readonly views: readonly View[];
  readonly eventId: string | null;
  readonly onClose: () => void;
}

export default function Palette(props: PaletteProps): ReactNode {
  const { onClose } = props;
  const t = useConsoleTexts();
  const [typed, setTyped] = useState("");
  const { sections, isSearching } = useSections(props, typed.trim());
  const input = useRef<HTMLInputElement>(null);
  /** Enter was pressed before the server had answered. */
  const [isAwaited, setAwaited] = useState(false);
  const run = (id: string): void => {
    const item = sections.flatMap(({ items }) => items).find((each) => each.id === id);
    onClose();
    item?.go();
  };
  const first = isSearching ? undefined : sections[0]?.items[0]?.id;
  const runFirst = (): void => {
    if (input.current?.hasAttribute("aria-activedescendant") === true) return; // the list runs what is chosen
    if (first === undefined) setAwaited(isSearching);
    else run(first);
  };
  useEffect(() => {
    if (isAwaited && first !== undefined) run(first);
  });
  return (
    <ModalOverlay isOpen onOpenChange={(now) => !now && onClose()} isDismissable className="backdrop backdrop--top">
      <Modal className="modal palette">
        <Dialog className="modal__box">
          <Heading slot="title" level={1} className="visually-hidden">
            {t("palette.title")}
          </Heading>
          <Autocomplete
            inputValue={typed}
            onInputChange={(now) => {
              setTyped(now);
              setAwaited(false);
            }}
          >
            <SearchField aria-label={t("palette.title")} {...FOCUS} className="palette__field" onSubmit={runFirst}>
              <Icon name="search" />
              <Input ref={input} className="palette__input" placeholder={t("palette.placeholder")} />
              <kbd aria-hidden="true">esc</kbd>
            </SearchField>
            <Menu
              aria-label={t("palette.title")}
              className="listbox palette__list"
              items={sections}
              onAction={(id) => run(String(id))}
              renderEmptyState={() => <p className="listbox__empty">{t("palette.none")}</p>}
            >
              {(section) => (
                <MenuSection id={section.id} className="palette__section">
                  <Header className="palette__title">{section.title}</Header>
                  <Collection items={section.items}>
                    {(item) => (
                      <MenuItem id={item.id} textValue={item.title} className="listbox__option palette__option">
                        <Icon name={item.icon} />
                        <span className="palette__name">
                          <bdi>{item.title}</bdi>
                        </span>
                        {item.detail !== undefined && <span className="palette__detail">{item.detail}</span>}
                      </MenuItem>
                    )}
                  </Collection>
                </MenuSection>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What fits the typed text, section by section; those that the server finds come when they come. */
function useSections(
  { views, eventId }: PaletteProps,
  typed: string,
): { readonly sections: readonly Section[]; readonly isSearching: boolean } {
  const t = useConsoleTexts();
  const navigate = useNavigate();
  const tour = useTour();
  const here = useOrganizationIfAny();
  const { data: organizations = [] } = useMyOrganizations();
  const { data: operator } = useOperatorQuery();
  const { found, isSearching } = useFound(here, typed);
  const to = (path: string) => (): void => void navigate(path);
  const pages: Item[] =
    here === null
      ? []
      : [
          ...(eventId === null ? [] : placesOf("event", EVENT_MENU, here, eventPath(here.slug, eventId))),
          ...placesOf("organization", ORGANIZATION_MENU, here, organizationPath(here.slug)),
          ...SERVER_PAGES.filter(({ permission }) => here.may(permission)).map(({ path, label, icon }) => ({
            id: `server ${path}`,
            title: t(label),
            icon,
            go: () => location.assign(`/account/organizations/${here.id}${path}`),
          })),
        ];
  function placesOf(kind: string, groups: typeof EVENT_MENU, at: Holder, base: string): Item[] {
    return groups
      .flatMap((group) => entriesOf(group, views, at))
      .map(({ path, label, icon }) => ({
        id: `${kind} ${path}`,
        title: t(label),
        icon,
        go: to(path === "" ? base : `${base}/${path}`),
      }));
  }
  const operated: Item[] = operator === undefined ? [] : placesOf("platform", PLATFORM_MENU, operator, platformPath());
  const actions: Item[] = here === null ? [] : begun(here);
  function begun(at: Here): Item[] {
    const inEvent = (path: string): (() => void) =>
      to(eventId === null ? organizationPath(at.slug, path) : eventPath(at.slug, eventId, path));
    const found: (Item & { readonly permission: string | null })[] = [
      {
        id: "new-event",
        permission: "events.write",
        title: t("palette.newEvent"),
        icon: "plus",
        go: to(organizationPath(at.slug, "events/new")),
      },
      {
        id: "give-away",
        permission: "orders.give-away",
        title: t("palette.giveAway"),
        icon: "ticket",
        go: inEvent("orders/give-away"),
      },
      {
        id: "box-office",
        permission: "orders.record-payments",
        title: t("palette.boxOffice"),
        icon: "ticket",
        go: inEvent("orders/box-office"),
      },
      { id: "help", permission: null, title: t("help"), icon: "info", go: to(organizationPath(at.slug, "help")) },
      { id: "tour", permission: null, title: t("tour.take"), icon: "globe", go: tour.open },
    ];
    if (eventId !== null)
      found.push({
        id: "import-attendees",
        permission: "orders.give-away",
        title: t("palette.importAttendees"),
        icon: "people",
        go: to(eventPath(at.slug, eventId, "attendees/import")),
      });
    return found.filter(({ permission }) => at.may(permission));
  }
  const others: Item[] = organizations
    .filter((each) => each.id !== here?.id)
    .map((each) => ({ id: `to ${each.id}`, title: each.name, icon: "building", go: to(lastPlace(each.slug)) }));
  const local = [
    { id: "actions", title: t("palette.actions"), items: actions },
    { id: "pages", title: t("palette.pages"), items: pages },
    { id: "organizations", title: t("palette.organizations"), items: others },
    { id: "platform", title: t("platform.name"), items: operated },
  ].map((section) => ({ ...section, items: section.items.filter(({ title }) => matchesText(title, typed)) }));
  const remote = found.map(({ search, items }) => ({
    id: search.title,
    title: t(search.title),
    items: items.map((each) => ({ ...each, id: each.to, icon: search.icon, go: to(each.to) })),
  }));
  const sections = [...(typed === "" ? [] : remote), ...local].filter(({ items }) => items.length > 0);
  return { sections, isSearching };
}

function useFound(here: Here | null, typed: string) {
  const api = useApi();
  const locale = useLocale();
  const text = useDeferredValue(typed);
  const isAsked = here !== null && text.length > 1;
  const { data, isFetching } = useQuery({
    queryKey: [here?.id, "palette", text],
    enabled: isAsked,
    placeholderData: (before) => before,
    queryFn: async () => {
      if (here === null) return [];
      const open = SEARCHES.filter(({ permission }) => here.may(permission));
      const answers = await Promise.allSettled(open.map((search) => search.find(api, here, text, locale)));
      return answers.map((answer, at) => ({
        search: open[at] as (typeof SEARCHES)[number],
        items: answer.status === "fulfilled" ? answer.value : [],
      }));
    },
  });
  return { found: typed.length > 1 ? (data ?? []) : [], isSearching: text !== typed || (isAsked && isFetching) };
}
