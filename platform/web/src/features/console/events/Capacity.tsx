// A pool's places as a bar and in words: taken, reserved at the moment, and all there are.
import type { ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import type { Pool } from "./queries";
import { useEventTexts } from "./texts";

export function Capacity({ pool, name }: { readonly pool: Pool; readonly name: string }): ReactNode {
  const t = useEventTexts();
  const locale = useLocale();
  const number = new Intl.NumberFormat([locale, "en"]);
  const { taken, reserved, capacity } = pool;
  return (
    <span className="capacity">
      <meter
        className={taken + reserved >= capacity ? "capacity__bar capacity__bar--full" : "capacity__bar"}
        min={0}
        max={Math.max(1, capacity)}
        value={taken}
        aria-label={t("capacity.label", { name })}
      />
      <span className="capacity__text number">
        {t("capacity.taken", { taken: number.format(taken), capacity: number.format(capacity) })}
        {reserved > 0 && <span className="muted"> {t("capacity.reserved", { number: number.format(reserved) })}</span>}
      </span>
    </span>
  );
}
