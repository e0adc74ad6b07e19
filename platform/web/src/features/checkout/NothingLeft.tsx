// What a buyer can do where there is nothing to choose: wait, go to other events, be told of new ones.
import type { ReactNode } from "react";
import { LinkButton } from "../../ui/Button";
import { isSoldOut } from "./model";
import { useCheckoutTexts, usePurchase } from "./purchase";

/** Why nothing is to be had, and the waitlist where there is one. */
export function NothingLeft(): ReactNode {
  const t = useCheckoutTexts();
  const { config, state } = usePurchase();
  const { waitlistUrl } = config;
  const isOut = isSoldOut(state.offers);
  const waits = isOut && waitlistUrl !== undefined;
  return (
    <section className="panel stack" aria-label={t(isOut ? "tickets.allTaken" : "tickets.none")}>
      <p role="status">
        <strong className="checkout__said">{t(isOut ? "tickets.allTaken" : "tickets.none")}</strong>{" "}
        {isOut && t(waits ? "tickets.offered" : "tickets.nothing")}
      </p>
      {waits && (
        <div>
          <LinkButton size="large" href={waitlistUrl}>
            {t("tickets.waitlist")}
          </LinkButton>
        </div>
      )}
    </section>
  );
}

/** Where the cart would be: what else the organizer has, and being told of what they announce. */
export function Instead(): ReactNode {
  const t = useCheckoutTexts();
  const { config, state } = usePurchase();
  const { others = [], organizer = "", followUrl = "", coverUrl, waitlistUrl } = config;
  const waits = isSoldOut(state.offers) && waitlistUrl !== undefined;
  const isFirst = !waits && others.length === 0;
  if (others.length === 0 && followUrl === "") return null;
  return (
    <aside
      className="checkout__instead panel stack"
      aria-label={t(others.length > 0 ? "tickets.others" : "tickets.follow", { name: organizer })}
    >
      {coverUrl !== undefined && (
        <img className="checkout__cover" src={coverUrl} alt="" width="640" height="360" loading="lazy" />
      )}
      {others.length > 0 && (
        <div className="stack stack--tight">
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
        </div>
      )}
      {followUrl !== "" && (
        <div className="stack stack--tight">
          <LinkButton kind={isFirst ? "primary" : "quiet"} wide href={followUrl}>
            {t("tickets.follow", { name: organizer })}
          </LinkButton>
          <p className="muted small">{t("tickets.followed")}</p>
        </div>
      )}
    </aside>
  );
}
