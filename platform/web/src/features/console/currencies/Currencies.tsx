// The currencies that an event is sold in: the prices of its ticket types in each, one currency at a time.
import "./currencies.css";
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { CurrencyField } from "../parts/CurrencyField";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useAllTicketTypes } from "../tickets/queries";
import type { TicketType } from "../tickets/type-form";
import { CurrencyPrices } from "./CurrencyPrices";
import { furtherOf, pricedTypes } from "./price-form";
import { useCurrencies, type EventCurrency } from "./queries";
import { useCurrencyTexts } from "./texts";

export default function Currencies(): ReactNode {
  const t = useCurrencyTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const types = useAllTicketTypes();
  const currencies = useCurrencies();
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      help="sell-in-several-currencies"
      back={{ to: eventPath(slug, event.id, "tickets"), label: t("back") }}
    >
      <Loaded query={types}>
        {(all) => <Loaded query={currencies}>{(known) => <List types={pricedTypes(all)} known={known} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function List({
  types,
  known,
}: {
  readonly types: readonly TicketType[];
  readonly known: readonly EventCurrency[];
}): ReactNode {
  const t = useCurrencyTexts();
  const { may } = useOrganization();
  const [added, setAdded] = useState<readonly string[]>([]);
  const editable = may("catalog.edit");
  const own = types[0]?.currency;
  if (own === undefined) return <Empty icon="ticket" title={t("none")} />;
  const further = furtherOf(known, added);
  return (
    <div className="stack">
      <p className="muted">{t("own", { currency: own })}</p>
      {further.map((currency) => (
        <CurrencyPrices
          key={currency}
          currency={currency}
          types={types}
          editable={editable}
          isNew={!known.some((each) => each.currency === currency)}
          onGone={() => setAdded((now) => now.filter((each) => each !== currency))}
        />
      ))}
      {further.length === 0 && !editable && <p>{t("onlyOwn")}</p>}
      {editable && <Add taken={[own, ...further]} onAdd={(code) => setAdded((now) => [...now, code])} />}
    </div>
  );
}

function Add({
  taken,
  onAdd,
}: {
  readonly taken: readonly string[];
  readonly onAdd: (currency: string) => void;
}): ReactNode {
  const t = useCurrencyTexts();
  const [currency, setCurrency] = useState("");
  const [wrong, setWrong] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const problem = currency === "" ? t("choose") : taken.includes(currency) ? t("taken") : "";
    setWrong(problem);
    if (problem !== "") return;
    onAdd(currency);
    setCurrency("");
  };
  return (
    <Section title={t("add")} boxed>
      <form className="row currency-add" noValidate onSubmit={submit}>
        <CurrencyField
          id="currency-add"
          label={t("currency")}
          value={currency}
          onChange={setCurrency}
          error={wrong === "" ? undefined : wrong}
        />
        <Button type="submit" kind="quiet">
          {t("addIt")}
        </Button>
      </form>
    </Section>
  );
}
