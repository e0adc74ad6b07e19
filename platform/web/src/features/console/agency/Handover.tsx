// An organization goes to another owner, or to an agency, with everything it has: offered here, accepted there.
import { useState, type ReactNode } from "react";
import { formatDay } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useConnection } from "../session/api";
import { useNotify } from "../shell/notifications";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useAgencies, useHandovers, useOfferHandover, useWithdrawHandover, type Handover as Offer } from "./queries";
import { useAgencyTexts, type AgencyKey } from "./texts";

export default function Handover(): ReactNode {
  const t = useAgencyTexts();
  const offers = useHandovers();
  const [isOffering, setOffering] = useState(false);
  const offer = <Button onPress={() => setOffering(true)}>{t("handover.offer")}</Button>;
  const isOpen = offers.data?.some(({ state }) => state === "offered") === true;
  const hasSome = (offers.data?.length ?? 0) > 0;
  return (
    <Page
      title={t("handover")}
      help="hand-over-an-organization"
      lead={t("handover.lead")}
      {...(hasSome && !isOpen ? { actions: offer } : {})}
    >
      <Loaded query={offers}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="people" title={t("handover.none")} actions={offer}>
              {t("handover.noneText")}
            </Empty>
          ) : (
            <Offers offers={all} />
          )
        }
      </Loaded>
      {isOffering && <HandoverDialog onClose={() => setOffering(false)} />}
    </Page>
  );
}

function Offers({ offers }: { readonly offers: readonly Offer[] }): ReactNode {
  const t = useAgencyTexts();
  const locale = useLocale();
  const { timeZone } = useConnection().config.person;
  const agencies = useAgencies();
  const [withdrawn, setWithdrawn] = useState<Offer | null>(null);
  const withdraw = useWithdrawHandover();
  const day = (at: string): string => formatDay(at, timeZone, locale);
  const toWhom = ({ email, agency_id }: Offer): string =>
    email ?? agencies.data?.find((link) => link.agency_id === agency_id)?.agency_name ?? t("handover.anAgency");
  return (
    <>
      <Rows label={t("handover")}>
        {offers.map((offer) => (
          <Row
            key={offer.id}
            title={toWhom(offer)}
            tags={
              <span className={offer.state === "offered" ? "tag tag--warm" : "tag"}>
                {t(`handover.${offer.state}` as AgencyKey)}
              </span>
            }
            facts={[
              t(offer.former_owners === "admin" ? "handover.youStay" : "handover.youLeave"),
              offer.state === "offered"
                ? t("handover.until", { day: day(offer.expires_at) })
                : t("handover.answered", { day: day(offer.answered_at ?? offer.expires_at) }),
            ]}
            actions={
              offer.state === "offered"
                ? [{ id: "withdraw", label: t("withdraw"), danger: true, onAction: () => setWithdrawn(offer) }]
                : []
            }
          />
        ))}
      </Rows>
      {withdrawn !== null && (
        <RemoveDialog
          title={t("withdraw.title", { name: toWhom(withdrawn) })}
          text={t("handover.withdrawText")}
          confirm={t("withdraw")}
          what={withdrawn}
          remove={withdraw}
          onDone={t("handover.gone")}
          onClose={() => setWithdrawn(null)}
        />
      )}
    </>
  );
}

interface HandoverForm {
  readonly to: "person" | "agency";
  readonly email: string;
  readonly agency: string;
  readonly former: "leave" | "admin";
  readonly days: string;
}

const EMPTY: HandoverForm = { to: "person", email: "", agency: "", former: "leave", days: "7" };
const FIELDS: Readonly<Record<string, keyof HandoverForm>> = {
  "/email": "email",
  "/agency_slug": "agency",
  "/former_owners": "former",
  "/valid_days": "days",
};

function HandoverDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useAgencyTexts();
  const notify = useNotify();
  const offer = useOfferHandover();
  const editing = useEditing<HandoverForm, Offer>({
    entity: null,
    empty: EMPTY,
    formOf: () => EMPTY,
    prefix: "handover",
    problemsOf: ({ to, email, agency }) => {
      if (to === "person" && email.trim() === "") return new Map([["email", t("handover.noEmail")]]);
      return new Map(to === "agency" && agency.trim() === "" ? [["agency", t("handover.noAgency")]] : []);
    },
    fieldOf: (pointer) => FIELDS[pointer] ?? null,
    current: (each) => Promise.resolve(each),
    write: ({ to, email, agency, former, days }) =>
      offer.mutateAsync({
        ...(to === "person" ? { email: email.trim() } : { agency_slug: agency.trim().toLowerCase() }),
        former_owners: former,
        valid_days: Number(days),
      }),
    onSaved: () => {
      notify(t("handover.sent"));
      onClose();
    },
  });
  return (
    <EntityPanel
      kind="dialog"
      title={t("handover.offer")}
      editing={editing}
      submit={t("offer.send")}
      labelOf={() => null}
      onClose={onClose}
    >
      <HandoverFields form={editing.form} errors={editing.errors} change={editing.change} />
    </EntityPanel>
  );
}

interface FieldsProps {
  readonly form: HandoverForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly change: (changes: Partial<HandoverForm>) => void;
}

function HandoverFields({ form, errors, change }: FieldsProps): ReactNode {
  const t = useAgencyTexts();
  return (
    <>
      <RadioGroup
        label={t("handover.toWhom")}
        options={(["person", "agency"] as const).map((to) => ({ value: to, label: t(`handover.${to}`) }))}
        value={form.to}
        onChange={(to) => change({ to: to === "agency" ? "agency" : "person" })}
      />
      {form.to === "person" ? (
        <Field
          id="handover-email"
          label={t("handover.email")}
          type="email"
          required
          value={form.email}
          error={errors.get("email")}
          onChange={(email) => change({ email })}
        />
      ) : (
        <Field
          id="handover-agency"
          label={t("handover.agencySlug")}
          hint={t("field.clientHint")}
          required
          value={form.agency}
          error={errors.get("agency")}
          onChange={(agency) => change({ agency })}
        />
      )}
      <RadioGroup
        id="handover-former"
        label={t("handover.former")}
        options={(["leave", "admin"] as const).map((former) => ({
          value: former,
          label: t(`handover.former.${former}`),
        }))}
        value={form.former}
        onChange={(former) => change({ former: former === "admin" ? "admin" : "leave" })}
      />
      <Field
        id="handover-days"
        label={t("handover.days")}
        type="number"
        required
        value={form.days}
        error={errors.get("days")}
        onChange={(days) => change({ days })}
      />
    </>
  );
}
