// Lead retrieval of an event: what sponsors get of attendees who agree, and how far each sponsor is.
import type { ReactNode } from "react";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { LeadSettingsForm } from "./LeadSettingsForm";
import { useLeadSponsors, useSettings, type LeadSponsor } from "./queries";
import { useLeadTexts } from "./texts";

export default function LeadsPage(): ReactNode {
  const t = useLeadTexts();
  const { slug } = useOrganization();
  const event = useEvent();
  const shown = new Intl.NumberFormat(useLocale());
  const settings = useSettings();
  const sponsors = useLeadSponsors();
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      help="lead-retrieval"
      back={{ to: eventPath(slug, event.id, "sponsors"), label: t("back") }}
    >
      <div className="stack">
        <Loaded query={settings} rows={6}>
          {(found) => (
            <>
              {found.is_enabled && (
                <p role="status">{t("consents", { count: found.consents, shown: shown.format(found.consents) })}</p>
              )}
              <div className="page--narrow">
                <LeadSettingsForm settings={found} />
              </div>
            </>
          )}
        </Loaded>
        <Section title={t("sponsors")} lead={t("sponsorsLead")}>
          <Loaded query={sponsors} rows={3}>
            {(all) =>
              all.length === 0 ? (
                <Empty icon="building" title={t("noSponsors")}>
                  {t("noSponsorsText")}
                </Empty>
              ) : (
                <SponsorRows sponsors={all} />
              )
            }
          </Loaded>
        </Section>
      </div>
    </Page>
  );
}

function SponsorRows({ sponsors }: { readonly sponsors: readonly LeadSponsor[] }): ReactNode {
  const t = useLeadTexts();
  const { slug } = useOrganization();
  const event = useEvent();
  const shown = new Intl.NumberFormat(useLocale());
  return (
    <Rows label={t("sponsors")}>
      {sponsors.map((each) => (
        <Row
          key={each.sponsor_id}
          title={each.name}
          to={eventPath(slug, event.id, `sponsors/leads/${each.sponsor_id}`)}
          facts={[
            each.seats === 0
              ? t("noSeats")
              : t("seatsTaken", { members: shown.format(each.members), seats: shown.format(each.seats) }),
            each.withdrawn > 0 && t("takenBack", { count: each.withdrawn, shown: shown.format(each.withdrawn) }),
          ]}
          end={t("leads", { count: each.leads, shown: shown.format(each.leads) })}
        />
      ))}
    </Rows>
  );
}
