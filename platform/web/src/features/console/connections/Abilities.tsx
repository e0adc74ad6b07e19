// What a provider can do for payments, and how well its adapter is tested.
import type { ReactNode } from "react";
import { Icon } from "../../../ui/Icon";
import type { Adapter } from "./adapters";
import { useConnectionTexts } from "./texts";

/** Flags that matter to an organizer, in the order in which they ask. */
const FLAGS = ["refund", "partial_refund", "separate_capture", "disputes", "payouts", "platform_fee"] as const;
const LEVELS = ["gold", "silver", "bronze"] as const;

export function Quality({ level }: { readonly level: string }): ReactNode {
  const t = useConnectionTexts();
  const known = LEVELS.find((each) => each === level) ?? "none";
  return <span className={`quality quality--${known}`}>{t(`quality.${known}`)}</span>;
}

export function Abilities({ adapter }: { readonly adapter: Adapter }): ReactNode {
  const t = useConnectionTexts();
  const { methods, currencies, flags } = adapter.can;
  return (
    <section className="panel stack stack--tight" aria-labelledby="abilities">
      <h2 id="abilities">{t("can.title")}</h2>
      <p>
        <Quality level={adapter.quality} />
        <span className="muted small"> {t("quality.hint")}</span>
      </p>
      {adapter.kind === "payments" && (
        <>
          {methods.length > 0 && (
            <p>
              {t("can.methods")} <bdi>{[...new Set(methods)].join(", ")}</bdi>
            </p>
          )}
          <ul className="abilities">
            {FLAGS.map((flag) => (
              <li key={flag} className={flags.has(flag) ? "abilities__yes" : "abilities__no"}>
                <Icon name={flags.has(flag) ? "check" : "close"} />
                <span>
                  {t(`can.${flag}`)}
                  <span className="visually-hidden"> {t(flags.has(flag) ? "can.yes" : "can.no")}</span>
                </span>
              </li>
            ))}
          </ul>
          <details className="setting-more">
            <summary>{t("can.currencies", { number: currencies.length })}</summary>
            <p className="small">{currencies.join(", ")}</p>
          </details>
        </>
      )}
    </section>
  );
}
