// The provider's own pages about a payment, its refunds and its disputes, for who has an account there.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { LinkButton } from "../../../ui/Button";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { useMoneyTexts } from "./texts";

export type ProviderLinksAnswer = Schemas["Provider_linksProviderLinks"];
export type ProviderLink = ProviderLinksAnswer["items"][number];

function useProviderLinks(paymentId: string): UseQueryResult<ProviderLinksAnswer> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "money", "provider-links", paymentId],
    retry: false,
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/payments/{payment_id}/provider-links", {
          params: { path: { organization_id: id, payment_id: paymentId } },
        }),
      ),
  });
}

/** Each object that the provider has a page about, under its own name for it; nothing where there is none. */
export function ProviderLinks({ paymentId }: { readonly paymentId: string }): ReactNode {
  const t = useMoneyTexts();
  const links = useProviderLinks(paymentId).data;
  if (links === undefined || links.items.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="provider-links-title">
      <h2 id="provider-links-title">{t("links.title", { provider: links.provider })}</h2>
      <ul className="money-lines">
        {links.items.map((link) => (
          <li key={`${link.page}-${link.object_id}`}>
            <span className="money-lines__what">
              {t(`links.${link.page}`)} <bdi className="list-name__more money-ref">{link.object_id}</bdi>
            </span>
            <OutsideLink link={link} provider={links.provider} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The page about a dispute, or about its payment where the provider has none of its own. */
export function LinkToDispute({ paymentId, name }: { readonly paymentId: string; readonly name: string }): ReactNode {
  const links = useProviderLinks(paymentId).data;
  const link =
    links?.items.find(({ page, object_id }) => page === "dispute" && object_id === name) ??
    links?.items.find(({ page }) => page === "payment");
  return link === undefined || links === undefined ? null : <OutsideLink link={link} provider={links.provider} />;
}

function OutsideLink({ link, provider }: { readonly link: ProviderLink; readonly provider: string }): ReactNode {
  const t = useMoneyTexts();
  return (
    <LinkButton kind="quiet" size="small" href={link.url} target="_blank" rel="noopener noreferrer">
      {t("links.open", { provider })}
    </LinkButton>
  );
}
