// Links by which a speaker or a sponsor sees what is theirs: made for some days, told once, revoked.
import { useMutation, useQuery, type UseMutationResult } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { EVENT, useEventApi } from "../shell/event-api";
import { Loaded } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { OpeningList } from "./OpeningList";
import { SecretOnce } from "./SecretOnce";
import { Section } from "./Section";

type Link = Schemas["EventsSelfServiceLink"];

const LINKS = `${EVENT}/self-service-links` as const;
const DAYS = [7, 30, 90, 365];
const USUAL = 90;

export interface SelfServiceLinksProps {
  /** What they see and may do by it. */
  readonly lead: string;
  readonly isTheirs: (link: Link) => boolean;
  /** Makes one for so many days. */
  readonly make: UseMutationResult<Schemas["EventsMadeSelfServiceLink"], Error, number>;
}

export function SelfServiceLinks({ lead, isTheirs, make }: SelfServiceLinksProps): ReactNode {
  const t = useConsoleTexts();
  const locale = useLocale();
  const { links, revoke } = useLinks();
  const [days, setDays] = useState(USUAL);
  const shown = new Intl.NumberFormat([locale, "en"], { style: "unit", unit: "day", unitDisplay: "long" });
  return (
    <Section title={t("links.title")} lead={lead}>
      <Loaded query={links} rows={1}>
        {(all) => (
          <OpeningList
            label={t("links.title")}
            openings={all.filter(isTheirs).map((link) => ({ ...link, label: "" }))}
            unnamed={t("links.one")}
            revoke={revoke}
            revokeText={t("links.revokeText")}
          />
        )}
      </Loaded>
      {make.isError && <Failure error={make.error} />}
      <div className="link-making">
        <NativeSelect
          label={t("links.days")}
          required
          value={String(days)}
          options={DAYS.map((value) => ({ value: String(value), label: shown.format(value) }))}
          onChange={(chosen) => setDays(Number(chosen) || USUAL)}
        />
        <Button kind="quiet" pending={make.isPending} onPress={() => make.mutate(days)}>
          {t("links.make")}
        </Button>
      </div>
      {make.data !== undefined && (
        <SecretOnce
          title={t("links.one")}
          text={t("links.madeText")}
          secret={make.data.url}
          onClose={() => make.reset()}
        />
      )}
    </Section>
  );
}

function useLinks() {
  const { api, path, key, refresh } = useEventApi();
  const links = useQuery({
    queryKey: [...key, "self-service-links"],
    queryFn: async () => (await answerOf(api.GET(LINKS, { params: { path } }))).items,
  });
  const revoke: UseMutationResult<unknown, Error, Link & { readonly label: string }> = useMutation({
    mutationFn: ({ id }) => api.DELETE(`${LINKS}/{link_id}`, { params: { path: { ...path, link_id: id } } }),
    onSettled: () => refresh("self-service-links"),
  });
  return { links, revoke };
}
