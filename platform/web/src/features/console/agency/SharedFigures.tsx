// Which figures of an event a partner is shown, until when; and the end of that.
import { useState, type ReactNode } from "react";
import { formatDay } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useMemberList } from "../parts/members";
import { Row, Rows } from "../parts/Rows";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useEndFigures, useFigureShares, useShareFigures, type FigureShare } from "./queries";
import { useAgencyTexts, type AgencyKey } from "./texts";

const FIGURES = ["sold", "capacity", "open_orders", "revenue"] as const;

type Figure = (typeof FIGURES)[number];

export default function SharedFigures(): ReactNode {
  const t = useAgencyTexts();
  const event = useEvent();
  const shares = useFigureShares(event.id);
  const [isSharing, setSharing] = useState(false);
  const share = <Button onPress={() => setSharing(true)}>{t("figures.share")}</Button>;
  const hasSome = (shares.data?.length ?? 0) > 0;
  return (
    <Page title={t("figures")} help="share-figures" lead={t("figures.lead")} {...(hasSome ? { actions: share } : {})}>
      <Loaded query={shares}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="chart" title={t("figures.none")} actions={share}>
              {t("figures.noneText")}
            </Empty>
          ) : (
            <List shares={all} />
          )
        }
      </Loaded>
      {isSharing && <ShareDialog onClose={() => setSharing(false)} />}
    </Page>
  );
}

function List({ shares }: { readonly shares: readonly FigureShare[] }): ReactNode {
  const t = useAgencyTexts();
  const locale = useLocale();
  const { time_zone: zone } = useEvent();
  const members = useMemberList();
  const end = useEndFigures();
  const [ended, setEnded] = useState<FigureShare | null>(null);
  const nameOf = ({ member_id }: FigureShare): string =>
    members.data?.find(({ id }) => id === member_id)?.display_name ?? "…";
  return (
    <>
      <Rows label={t("figures")}>
        {shares.map((share) => (
          <Row
            key={share.id}
            title={nameOf(share)}
            facts={[
              share.figures.map((figure) => t(`figures.${figure}` as AgencyKey)).join(", "),
              share.expires_at === null
                ? t("figures.forever")
                : t("figures.until", { day: formatDay(share.expires_at, zone, locale) }),
            ]}
            actions={[{ id: "end", label: t("figures.end"), danger: true, onAction: () => setEnded(share) }]}
          />
        ))}
      </Rows>
      {ended !== null && (
        <RemoveDialog
          title={t("figures.endTitle", { name: nameOf(ended) })}
          text={t("figures.endText")}
          confirm={t("figures.end")}
          what={ended}
          remove={end}
          onDone={t("figures.ended", { name: nameOf(ended) })}
          onClose={() => setEnded(null)}
        />
      )}
    </>
  );
}

interface ShareForm {
  readonly member: string;
  readonly figures: readonly string[];
  /** The last day, such as `2026-12-14`; empty for as long as they are a member. */
  readonly until: string;
}

const EMPTY: ShareForm = { member: "", figures: ["sold", "capacity"], until: "" };
const FIELDS: Readonly<Record<string, keyof ShareForm>> = {
  member_id: "member",
  figures: "figures",
  expires_at: "until",
};

function ShareDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useAgencyTexts();
  const notify = useNotify();
  const event = useEvent();
  const members = useMemberList();
  const share = useShareFigures();
  const editing = useEditing<ShareForm, FigureShare>({
    entity: null,
    empty: EMPTY,
    formOf: () => EMPTY,
    prefix: "figures",
    problemsOf: ({ member, figures }) => {
      const found = new Map<string, string>();
      if (member === "") found.set("member", t("figures.noMember"));
      if (figures.length === 0) found.set("figures", t("figures.noFigure"));
      return found;
    },
    fieldOf: (pointer) => FIELDS[pointer.split("/")[1] ?? ""] ?? null,
    current: (each) => Promise.resolve(each),
    write: ({ member, figures, until }) =>
      share.mutateAsync({
        member_id: member,
        event_id: event.id,
        figures: figures as Figure[],
        expires_at: until === "" ? null : `${until}T23:59:59Z`,
      }),
    onSaved: () => {
      notify(t("figures.shared"));
      onClose();
    },
  });
  const { form, errors, change } = editing;
  const partners = members.data?.filter(({ role }) => role !== "owner") ?? [];
  return (
    <EntityPanel
      kind="dialog"
      title={t("figures.share")}
      editing={editing}
      submit={t("figures.send")}
      labelOf={() => null}
      onClose={onClose}
    >
      <NativeSelect
        id="figures-member"
        label={t("figures.member")}
        required
        options={partners.map(({ id, display_name, email }) => ({ value: id, label: `${display_name} (${email})` }))}
        value={form.member}
        error={errors.get("member")}
        onChange={(member) => change({ member })}
      />
      <CheckboxGroup
        id="figures-figures"
        label={t("figures.which")}
        options={FIGURES.map((figure) => ({ value: figure, label: t(`figures.${figure}`) }))}
        values={form.figures}
        error={errors.get("figures")}
        onChange={(figures) => change({ figures })}
      />
      <Field
        id="figures-until"
        label={t("figures.last")}
        hint={t("figures.lastHint")}
        type="date"
        value={form.until}
        error={errors.get("until")}
        onChange={(until) => change({ until })}
      />
    </EntityPanel>
  );
}
