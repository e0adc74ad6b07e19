// Finds a payment that a provider asks about, by the provider's own reference.
import "./platform.css";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { Row, Rows } from "../parts/Rows";
import { useApi } from "../session/api";
import { useColumnAmount } from "../shell/money";
import { PLATFORM_KEY, platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useAsked } from "./address";
import { Tag, useWhen } from "./marks";
import { usePlatformTexts } from "./texts";

export default function PaymentSearch(): ReactNode {
  const t = usePlatformTexts();
  const [asked, ask] = useAsked("ref");
  const [typed, setTyped] = useState(asked);
  const [isMissing, setMissing] = useState(false);
  const send = (submitted: FormEvent): void => {
    submitted.preventDefault();
    setMissing(typed.trim() === "");
    ask(typed.trim());
  };
  return (
    <Page title={t("payments.title")} lead={t("payments.lead")}>
      <form className="pair platform__find" noValidate onSubmit={send}>
        <Field
          label={t("payments.ref")}
          hint={t("payments.hint")}
          required
          value={typed}
          error={isMissing ? t("payments.missing") : undefined}
          onChange={setTyped}
        />
        <p>
          <Button type="submit">{t("payments.find")}</Button>
        </p>
      </form>
      {asked !== "" && <Found reference={asked} />}
    </Page>
  );
}

function Found({ reference }: { readonly reference: string }): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const api = useApi();
  const amount = useColumnAmount();
  const query = useQuery({
    queryKey: [PLATFORM_KEY, "payments", reference],
    queryFn: () => answerOf(api.GET("/api/v1/platform/payments", { params: { query: { provider_ref: reference } } })),
  });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon="search" title={t("payments.none")}>
            {t("payments.noneText")}
          </Empty>
        ) : (
          <Rows label={t("payments.title")}>
            {items.map((each) => (
              <Row
                key={each.payment_id}
                title={each.organization_name}
                to={platformPath(`organizations/${each.organization_id}`)}
                tags={<Tag>{each.state}</Tag>}
                facts={[
                  <code key="ref" dir="ltr">
                    {each.provider_ref}
                  </code>,
                  t("payments.opened", { when: when(each.opened_at), id: each.payment_id }),
                ]}
                end={<bdi className="number">{amount(each.amount_minor, each.currency)}</bdi>}
              />
            ))}
          </Rows>
        )
      }
    </Loaded>
  );
}
