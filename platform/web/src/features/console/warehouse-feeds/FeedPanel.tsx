// A warehouse feed beside the list: which tables go where, how often, and whether they name people.
import type { ReactNode } from "react";
import { Checkbox, CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useStores } from "../exports/schedules";
import { useEditing, type Editing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import { useChangeFeed, useCreateFeed, useFetchFeed, useTables, type NewFeed, type WarehouseFeed } from "./queries";
import { useWarehouseTexts } from "./texts";

interface FeedForm {
  readonly name: string;
  readonly connection: string;
  readonly folder: string;
  readonly tables: readonly WarehouseFeed["tables"][number][];
  readonly cadence: NewFeed["cadence"];
  readonly hour: string;
  readonly personal: boolean;
}

const CADENCES = ["hourly", "daily"] as const satisfies readonly NewFeed["cadence"][];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const BEFORE_DAWN = "4";
const LONGEST_NAME = 100;
const LONGEST_FOLDER = 200;
const FIELDS: Readonly<Record<string, keyof FeedForm>> = {
  name: "name",
  connection_id: "connection",
  folder: "folder",
  tables: "tables",
  cadence: "cadence",
  hour: "hour",
  has_personal_data: "personal",
};

export interface FeedPanelProps {
  /** As it was opened; null makes one. */
  readonly feed: WarehouseFeed | null;
  readonly onClose: () => void;
}

export function FeedPanel({ feed, onClose }: FeedPanelProps): ReactNode {
  const t = useWarehouseTexts();
  const notify = useNotify();
  const create = useCreateFeed();
  const change = useChangeFeed();
  const fetchFeed = useFetchFeed();
  const [first] = useStores();
  const empty: FeedForm = {
    name: "",
    connection: first?.id ?? "",
    folder: "",
    tables: ["events", "ticket_types", "orders", "order_lines", "tickets", "payments", "refunds"],
    cadence: "daily",
    hour: BEFORE_DAWN,
    personal: false,
  };
  const editing = useEditing<FeedForm, WarehouseFeed>({
    entity: feed,
    empty,
    formOf,
    prefix: "warehouse-feed",
    problemsOf: (form) =>
      new Map([
        ...(form.name.trim() === "" ? [["name", t("wrong.name")] as const] : []),
        ...(form.tables.length === 0 ? [["tables", t("wrong.tables")] as const] : []),
      ]),
    fieldOf: (pointer) => FIELDS[pointer.split("/")[1] ?? ""] ?? null,
    current: fetchFeed,
    write: (form, _changed, over) =>
      over === null ? create.mutateAsync(bodyOf(form)) : change.mutateAsync({ over, changes: bodyOf(form) }),
    onSaved: ({ name }) => {
      notify(t(feed === null ? "added" : "saved", { name }));
      onClose();
    },
  });
  return (
    <EntityPanel
      title={feed === null ? t("add") : t("edit", { name: feed.name })}
      editing={editing}
      submit={t(feed === null ? "add" : "save")}
      labelOf={(name) => t(`field.${name}`)}
      shownOf={(form, name) =>
        name === "tables" ? form.tables.map((each) => t(`table.${each}`)).join(", ") : String(form[name])
      }
      onClose={onClose}
    >
      <FeedFields editing={editing} />
    </EntityPanel>
  );
}

function FeedFields({ editing }: { readonly editing: Editing<FeedForm, WarehouseFeed> }): ReactNode {
  const { form, change, errors } = editing;
  const t = useWarehouseTexts();
  const stores = useStores();
  const tables = useTables().data ?? [];
  const of = (name: keyof FeedForm) => ({
    id: `warehouse-feed-${name}`,
    label: t(`field.${name}`),
    error: errors.get(name),
  });
  return (
    <>
      <Field
        {...of("name")}
        required
        maxLength={LONGEST_NAME}
        autoComplete="off"
        value={form.name}
        onChange={(name) => change({ name })}
      />
      <NativeSelect
        {...of("connection")}
        required
        options={stores.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.connection}
        onChange={(connection) => change({ connection })}
      />
      <Field
        {...of("folder")}
        hint={t("field.folderHint")}
        maxLength={LONGEST_FOLDER}
        autoComplete="off"
        value={form.folder}
        onChange={(folder) => change({ folder })}
      />
      <CheckboxGroup
        {...of("tables")}
        required
        options={tables.map(({ name, is_allowed: isAllowed }) => ({
          value: name,
          label: t(`table.${name}`),
          disabled: !isAllowed,
        }))}
        values={form.tables}
        onChange={(chosen) =>
          change({ tables: tables.map(({ name }) => name).filter((name) => chosen.includes(name)) })
        }
      />
      <NativeSelect
        {...of("cadence")}
        required
        options={CADENCES.map((value) => ({ value, label: t(`cadence.${value}`) }))}
        value={form.cadence}
        onChange={(cadence) => change({ cadence: CADENCES.find((each) => each === cadence) ?? "daily" })}
      />
      {form.cadence === "daily" && (
        <NativeSelect
          {...of("hour")}
          hint={t("field.hourHint")}
          required
          options={HOURS.map((each) => ({ value: String(each), label: clockOf(each) }))}
          value={form.hour}
          onChange={(hour) => change({ hour })}
        />
      )}
      <Checkbox
        id="warehouse-feed-personal"
        checked={form.personal}
        error={errors.get("personal")}
        onChange={(personal) => change({ personal })}
      >
        {t("field.personal")}
        <span className="field__hint">{t("field.personalHint")}</span>
      </Checkbox>
    </>
  );
}

export function clockOf(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

function formOf(feed: WarehouseFeed): FeedForm {
  return {
    name: feed.name,
    connection: feed.connection_id,
    folder: feed.folder,
    tables: feed.tables,
    cadence: feed.cadence,
    hour: String(feed.hour),
    personal: feed.has_personal_data,
  };
}

function bodyOf(form: FeedForm): NewFeed {
  return {
    name: form.name.trim(),
    connection_id: form.connection,
    folder: form.folder.trim(),
    tables: [...form.tables],
    cadence: form.cadence,
    hour: Number(form.hour),
    has_personal_data: form.personal,
  };
}
