// What a buyer can do where there is nothing to choose: wait, go to other events, be told of new ones.
import type { ReactNode } from "react";
import { LinkButton } from "../../ui/Button";
import { isSoldOut } from "./model";
import { useCheckoutTexts, usePurchase } from "./purchase";

export function NothingLeft(): ReactNode {
  const t = useCheckoutTexts();
  const { config, state } = usePurchase();
  const { others = [], organizer = "", followUrl = "", waitlistUrl } = config;
  const isOut = isSoldOut(state.offers);
  const waits = isOut && waitlistUrl !== undefined;
  const isFirst = !waits && others.length === 0;
  return (
    <section className="panel stack stack--tight" aria-label={t(isOut ? "tickets.allTaken" : "tickets.none")}>
      <p role="status">
        <strong>{t(isOut ? "tickets.allTaken" : "tickets.none")}</strong>{" "}
        {isOut && t(waits ? "tickets.offered" : "tickets.nothing")}
      </p>
      {waits && (
        <div>
          <LinkButton size="large" href={waitlistUrl}>
            {t("tickets.waitlist")}
          </LinkButton>
        </div>
      )}
      {others.length > 0 && (
        <>
          <h2 className="checkout__part">{t("tickets.others", { name: organizer })}</h2>
          <ul className="checkout__others">
            {others.map(({ title, url, when }) => (
              <li key={url}>
                <a href={url}>
                  <bdi>{title}</bdi>
                </a>
                <span className="muted small">{when}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {followUrl !== "" && (
        <div className="stack stack--tight">
          <div>
            <LinkButton kind={isFirst ? "primary" : "quiet"} href={followUrl}>
              {t("tickets.follow", { name: organizer })}
            </LinkButton>
          </div>
          <p className="muted small">{t("tickets.followed")}</p>
        </div>
      )}
    </section>
  );
}
