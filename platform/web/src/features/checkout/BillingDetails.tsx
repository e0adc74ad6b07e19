// Billing details: the company, address and tax id on the invoice, saved before the payment.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { Refused } from "../../lib/api";
import { placeErrors } from "../../lib/problems";
import { Button } from "../../ui/Button";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { Failure } from "../../ui/Failure";
import { Field } from "../../ui/Field";
import { Skeleton } from "../../ui/Skeleton";
import { CountrySelect } from "./CountrySelect";
import type { Billing } from "./types";
import { useCheckoutTexts, usePurchase } from "./purchase";
import type { TextKey } from "./messages";

type BillingLine = keyof Billing;

const LINES: readonly {
  readonly name: BillingLine;
  readonly label: TextKey;
  readonly longest: number;
  readonly autoComplete: string;
}[] = [
  { name: "company", label: "billing.company", longest: 200, autoComplete: "organization" },
  { name: "name", label: "billing.name", longest: 200, autoComplete: "name" },
  { name: "street", label: "address.line1", longest: 200, autoComplete: "street-address" },
  { name: "postal_code", label: "address.postalCode", longest: 20, autoComplete: "postal-code" },
  { name: "city", label: "address.city", longest: 200, autoComplete: "address-level2" },
  { name: "country", label: "address.country", longest: 2, autoComplete: "country" },
  { name: "tax_id", label: "billing.taxId", longest: 40, autoComplete: "off" },
  { name: "reference", label: "billing.reference", longest: 100, autoComplete: "off" },
];
const EMPTY: Billing = {
  company: "",
  name: "",
  street: "",
  postal_code: "",
  city: "",
  country: "",
  tax_id: "",
  reference: "",
};

export default function BillingDetails(): ReactNode {
  const t = useCheckoutTexts();
  const { state, client } = usePurchase();
  const { order, secret } = state;
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const known = useQuery({
    queryKey: ["billing", order?.id],
    queryFn: () => (order === null ? EMPTY : client.billing(order, secret)),
    staleTime: Infinity,
  });
  const billed = known.data ? [known.data.company || known.data.name, known.data.city].filter(Boolean).join(", ") : "";
  const close = (): void => {
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (isOpen)
    return (
      <section className="checkout__group checkout__billing stack" aria-label={t("billing.title")}>
        {known.data ? (
          <BillingForm known={known.data} onDone={close} />
        ) : known.isError ? (
          <Failure error={known.error} onRetry={() => void known.refetch()} />
        ) : (
          <Skeleton label={t("loading")} />
        )}
      </section>
    );
  return (
    <div className="row">
      {billed !== "" && <span role="status">{t("billing.to", { name: billed })}</span>}
      <Button ref={opener} kind="bare" onPress={() => setOpen(true)}>
        {billed === "" ? t("billing.add") : t("billing.change")}
      </Button>
    </div>
  );
}

function BillingForm({ known, onDone }: { readonly known: Billing; readonly onDone: () => void }): ReactNode {
  const t = useCheckoutTexts();
  const { state, client } = usePurchase();
  const queries = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const [typed, setTyped] = useState<Billing>(
    () => Object.fromEntries(LINES.map(({ name }) => [name, known[name]])) as unknown as Billing,
  );
  const [missing, setMissing] = useState(0);
  const save = useMutation({
    mutationFn: async () => (state.order === null ? EMPTY : client.updateBilling(state.order, state.secret, typed)),
    onSuccess: (saved) => {
      queries.setQueryData(["billing", state.order?.id], saved);
      onDone();
    },
  });
  const { fields, others } = useBillingErrors(save.error, typed, missing > 0);
  const submitted = (event: FormEvent): void => {
    event.preventDefault();
    if (save.isPending) return;
    if (typed.company.trim() === "" && typed.name.trim() === "") setMissing((count) => count + 1);
    else save.mutate();
  };
  const errors = [
    ...[...fields].map(([name, text]) => ({ id: `billing-${name}`, text })),
    ...others.map((text) => ({ id: null, text })),
  ];
  return (
    <form noValidate className="stack" onSubmit={submitted}>
      <h2 ref={heading} tabIndex={-1} className="checkout__part">
        {t("billing.title")}
      </h2>
      <ErrorSummary errors={errors} attempt={save.failureCount + save.submittedAt + missing} />
      {LINES.map(({ name, label, longest, autoComplete }) => {
        const error = fields.get(name);
        const shared = {
          id: `billing-${name}`,
          label: t(label),
          autoComplete,
          value: typed[name],
          onChange: (text: string) => setTyped({ ...typed, [name]: text }),
          ...(error === undefined ? {} : { error }),
        };
        if (name === "country") return <CountrySelect key={name} {...shared} />;
        return (
          <Field
            key={name}
            {...shared}
            maxLength={longest}
            {...(name === "tax_id" ? { hint: t("billing.taxIdHint") } : {})}
          />
        );
      })}
      <div className="row">
        <Button type="submit" pending={save.isPending}>
          {t("billing.save")}
        </Button>
        <Button kind="quiet" onPress={onDone}>
          {t("billing.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** The errors of the billing details: by line, and those that belong to no line. */
function useBillingErrors(
  error: unknown,
  typed: Billing,
  isMissing: boolean,
): { fields: ReadonlyMap<string, string>; others: readonly string[] } {
  const t = useCheckoutTexts();
  if (isMissing && typed.company.trim() === "" && typed.name.trim() === "")
    return { fields: new Map([["company", t("billing.missing")]]), others: [] };
  if (error === null) return { fields: new Map(), others: [] };
  if (!(error instanceof Refused)) return { fields: new Map(), others: [t("errors.unreached")] };
  const known: Readonly<Partial<Record<string, TextKey>>> = { tax_id: "billing.taxIdHint", company: "billing.missing" };
  const placed = placeErrors(
    error.problem,
    (pointer) => LINES.find(({ name }) => pointer === `/${name}`)?.name ?? null,
  );
  return {
    fields: new Map([...placed.fields].map(([name, text]) => [name, known[name] ? t(known[name]) : text])),
    others: placed.others,
  };
}
