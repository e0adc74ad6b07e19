// Where an event's ticket types are sold, how many there, and what is kept for whom until when.
import { useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useAskedNew } from "../parts/asked";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useAllTicketTypes } from "../tickets/queries";
import type { TicketType } from "../tickets/type-form";
import { useDeleteSetting, useReturnAllotment, useSettings, type ChannelSetting } from "./queries";
import { SettingPanel } from "./SettingPanel";
import { SettingRow, useSettingName } from "./SettingRow";
import { useChannelTexts } from "./texts";

export default function SalesChannels(): ReactNode {
  const t = useChannelTexts();
  const editable = useOrganization().may("inventory.edit");
  const types = useAllTicketTypes();
  const settings = useSettings();
  const [isAsked, forgetAsked] = useAskedNew();
  const [opened, setOpened] = useState<ChannelSetting | "new" | null>(isAsked && editable ? "new" : null);
  const plain = (types.data ?? []).filter(({ parts, state }) => parts.length === 0 && state !== "archived");
  const add = editable && plain.length > 0 ? <Button onPress={() => setOpened("new")}>{t("add")}</Button> : null;
  const open = (setting: ChannelSetting | "new" | null): void => {
    forgetAsked();
    setOpened(setting);
  };
  return (
    <Page title={t("title")} help="sales-channels" lead={t("lead")} {...(add === null ? {} : { actions: add })}>
      <Loaded query={types}>
        {(known) => (
          <Loaded query={settings}>
            {(all) => <Listed {...{ settings: all, known, plain, add, editable, opened }} onOpen={open} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface ListedProps {
  readonly settings: readonly ChannelSetting[];
  readonly known: readonly TicketType[];
  /** Those that may have settings. */
  readonly plain: readonly TicketType[];
  readonly add: ReactNode;
  readonly editable: boolean;
  readonly opened: ChannelSetting | "new" | null;
  readonly onOpen: (setting: ChannelSetting | "new" | null) => void;
}

function Listed({ settings, known, plain, add, editable, opened, onOpen }: ListedProps): ReactNode {
  const t = useChannelTexts();
  const nameOf = useSettingName();
  const [removed, setRemoved] = useState<ChannelSetting | null>(null);
  const remove = useDeleteSetting();
  const giveBack = useGiveBack();
  const actionsOf = (setting: ChannelSetting): readonly Action[] =>
    editable
      ? [
          { id: "edit", label: t("change"), onAction: () => onOpen(setting) },
          ...(setting.kept > 0 ? [{ id: "return", label: t("return"), onAction: () => giveBack(setting) }] : []),
          { id: "delete", label: t("delete"), danger: true, onAction: () => setRemoved(setting) },
        ]
      : [];
  const typeOf = ({ ticket_type_id }: ChannelSetting): string =>
    known.find(({ id }) => id === ticket_type_id)?.name ?? "";
  const shown = known.filter(({ id }) => settings.some(({ ticket_type_id }) => ticket_type_id === id));
  return (
    <div className="stack">
      {settings.length === 0 && (
        <Empty icon="cart" title={t("none")} actions={add}>
          {t("noneText")}
        </Empty>
      )}
      {shown.map(({ id, name }) => (
        <Section key={id} title={name}>
          <Rows label={name}>
            {settings
              .filter(({ ticket_type_id }) => ticket_type_id === id)
              .map((setting) => (
                <SettingRow
                  key={setting.id}
                  setting={setting}
                  actions={actionsOf(setting)}
                  {...(editable ? { onOpen: () => onOpen(setting) } : {})}
                />
              ))}
          </Rows>
        </Section>
      ))}
      {opened !== null && (
        <SettingPanel
          key={opened === "new" ? "new" : opened.id}
          setting={opened === "new" ? null : opened}
          title={opened === "new" ? t("new") : t("edit", { name: nameOf(opened), type: typeOf(opened) })}
          types={plain}
          onClose={() => onOpen(null)}
          onDelete={setRemoved}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: nameOf(removed), type: typeOf(removed) })}
          text={t("deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted")}
          onClose={() => setRemoved(null)}
          onRemoved={() => onOpen(null)}
        />
      )}
    </div>
  );
}

/** Returns what is kept, and says how much that was. */
function useGiveBack(): (setting: ChannelSetting) => void {
  const t = useChannelTexts();
  const notify = useNotify();
  const giveBack = useReturnAllotment();
  return (setting) =>
    giveBack.mutate(setting, {
      onSuccess: () => notify(t("returned", { count: setting.kept })),
      onError: (error) => notify({ kind: "bad", text: error.message }),
    });
}
