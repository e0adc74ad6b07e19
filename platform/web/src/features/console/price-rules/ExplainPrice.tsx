// What a ticket type costs at an instant, with so many sold, and which rule makes it so.
import "./price-rules.css";
import { useDeferredValue, useState, type ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { isWhole } from "../../../lib/typed-numbers";
import { instantIn } from "../../../lib/zoned";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { currenciesOf } from "../parts/currency-amounts";
import { Section } from "../parts/Section";
import { useAmount } from "../shell/money";
import { Loaded } from "../shell/states";
import type { TicketType } from "../tickets/type-form";
import { useChange } from "./DemandPrices";
import { PriceCharts } from "./PriceCharts";
import { useExplanation, type Asked, type Explanation, type PriceRule } from "./queries";
import { usePriceTexts } from "./texts";

const ANYBODY = "anybody";

export interface ExplainPriceProps {
  readonly types: readonly TicketType[];
  readonly timeZone: string;
  readonly rules: readonly PriceRule[];
}

export function ExplainPrice({ types, timeZone, rules }: ExplainPriceProps): ReactNode {
  const t = usePriceTexts();
  const [type, setType] = useState(types[0]?.id ?? "");
  const [at, setAt] = useState("");
  const [sold, setSold] = useState("");
  const [quantity, setQuantity] = useState("1");
  const [member, setMember] = useState(ANYBODY);
  const [typed, setCurrency] = useState("");
  const sells = types.filter(({ id }) => id === type);
  const currencies = currenciesOf(sells);
  const currency = currencies.includes(typed) ? typed : (currencies[0] ?? "");
  const members = rules.filter(({ kind, state, ticket_type_id: of }) => {
    return kind === "member" && state === "active" && of === type;
  });
  const asked = useDeferredValue<Asked>({
    memberPrice: members.some(({ id }) => id === member) ? member : null,
    ticketTypeId: type,
    currency: currency === currencies[0] ? "" : currency,
    at: at === "" ? null : instantIn(at, timeZone),
    sold: isWhole(sold) ? Number(sold) : null,
    quantity: isWhole(quantity) && Number(quantity) > 0 ? Number(quantity) : 1,
  });
  return (
    <Section title={t("explain.title")} lead={t("explain.lead")} boxed>
      <div className="price-rules__ask">
        <NativeSelect
          id="explain-type"
          label={t("field.type")}
          required
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          value={type}
          onChange={setType}
        />
        {currencies.length > 1 && (
          <NativeSelect
            id="explain-currency"
            label={t("explain.currency")}
            required
            options={currencies.map((each) => ({ value: each, label: each }))}
            value={currency}
            onChange={setCurrency}
          />
        )}
        <Field
          id="explain-at"
          label={t("explain.at")}
          hint={t("explain.atHint")}
          type="datetime-local"
          value={at}
          onChange={setAt}
        />
        <Field
          id="explain-sold"
          label={t("explain.sold")}
          hint={t("explain.soldHint")}
          type="number"
          value={sold}
          onChange={setSold}
        />
        <Field
          id="explain-quantity"
          label={t("explain.quantity")}
          required
          type="number"
          value={quantity}
          onChange={setQuantity}
        />
        {members.length > 0 && (
          <NativeSelect
            id="explain-member"
            label={t("explain.buyer")}
            required
            options={[
              { value: ANYBODY, label: t("explain.anybody") },
              ...members.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={member}
            onChange={setMember}
          />
        )}
      </div>
      <Explained asked={asked} timeZone={timeZone} />
    </Section>
  );
}

function Explained({ asked, timeZone }: { readonly asked: Asked; readonly timeZone: string }): ReactNode {
  return (
    <Loaded query={useExplanation(asked)}>
      {(found) => (
        <>
          <Reasons found={found} />
          <PriceCharts found={found} timeZone={timeZone} />
        </>
      )}
    </Loaded>
  );
}

function Reasons({ found }: { readonly found: Explanation }): ReactNode {
  const t = usePriceTexts();
  const money = useAmount();
  const amount = (minor: number): string => money(minor, found.currency);
  const percent = new Intl.NumberFormat([intlLocale(useLocale()), "en"], {
    style: "percent",
    maximumFractionDigits: 2,
  });
  const change = useChange();
  const { demand } = found;
  const list = t(found.channel === "web" ? "explain.web" : "explain.list");
  const price =
    found.reasons.find(({ outcome }) => outcome === "applied")?.name ?? (demand ? t("explain.demand") : list);
  return (
    <div className="stack stack--tight">
      <p role="status">
        <strong>{t("explain.each", { price: amount(found.unit_minor) })}</strong> · <bdi>{price}</bdi>
        {" · "}
        {t("explain.total", { count: found.quantity, total: amount(found.total_minor) })}
        {found.tax_minor > 0 && ` · ${t("explain.tax", { tax: amount(found.tax_minor) })}`}
      </p>
      <table className="price-rules__reasons">
        <caption className="visually-hidden">{t("explain.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("explain.rule")}</th>
            <th scope="col">{t("explain.price")}</th>
            <th scope="col">{t("explain.why")}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{list}</th>
            <td className="number">{amount(found.list_minor)}</td>
            <td>{t(demand ? "outcome.moved" : found.price_rule_id === null ? "outcome.applied" : "outcome.higher")}</td>
          </tr>
          {demand && (
            <tr>
              <th scope="row">{t("explain.demand")}</th>
              <td className="number">{amount(demand.price_minor)}</td>
              <td>
                {t(found.price_rule_id === null ? "outcome.applied" : "outcome.higher")}
                {" · "}
                {t("explain.settles", {
                  share: percent.format(demand.share_bp / 10_000),
                  change: change(demand.settles_at_bp),
                })}
              </td>
            </tr>
          )}
          {found.reasons.map(({ price_rule_id, name, outcome, unit_minor }) => (
            <tr key={price_rule_id}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td className="number">{unit_minor === null ? "–" : amount(unit_minor)}</td>
              <td>{t(`outcome.${outcome as Outcome}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Outcome =
  | "applied"
  | "higher"
  | "not-yet"
  | "over"
  | "too-few-sold"
  | "sold-out"
  | "too-few"
  | "too-many"
  | "members-only"
  | "other-currency";
