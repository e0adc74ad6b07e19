// What buyers see in the shop at an instant: what sells then, at which price, and why something does not.
import { useState, type ReactNode } from "react";
import { instantIn } from "../../../lib/zoned";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useAmount } from "../shell/money";
import { Loaded } from "../shell/states";
import { EndField } from "./EndField";
import { useShopAt, type Shop } from "./queries";
import { useAccessTexts } from "./texts";

type Item = Shop["items"][number];

export function ShopAt(): ReactNode {
  const t = useAccessTexts();
  const { time_zone: zone } = useEvent();
  const [local, setLocal] = useState("");
  const shop = useShopAt(instantIn(local, zone));
  return (
    <Section title={t("shop.title")} lead={t("shop.lead")} boxed>
      <EndField
        id="shop-at"
        label={t("shop.at")}
        value={local}
        onChange={setLocal}
        error={undefined}
        hint={t("shop.now")}
      />
      <Loaded query={shop} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t("shop.none")}</p>
          ) : (
            <ul className="shop-at" aria-label={t("shop.title")}>
              {items.map((item) => (
                <OneItem key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function OneItem({ item }: { readonly item: Item }): ReactNode {
  const t = useAccessTexts();
  const amount = useAmount();
  const price = item.kind === "free" ? t("shop.free") : amount(item.price_minor, item.currency);
  const says = item.why_not === null ? t("shop.onSale") : t(`shop.${item.why_not}`);
  return (
    <li className="shop-at__line">
      <span className="shop-at__name">
        <bdi>{item.name}</bdi>
        <span className={item.is_available ? "tag tag--good" : "tag"}>{says}</span>
      </span>
      <span>{price}</span>
    </li>
  );
}
