// Whether visits are counted, what that keeps and what not, and the switch for who may change the organization.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Section } from "../parts/Section";
import { useOrganization } from "../shell/organizations";
import { useCounting, useSetCounting } from "./queries";
import { useFunnelTexts } from "./texts";

export function VisitCounting(): ReactNode {
  const t = useFunnelTexts();
  const { may } = useOrganization();
  const counting = useCounting().data;
  const change = useSetCounting();
  if (counting === undefined) return null;
  return (
    <Section title={t(counting.is_on ? "counting.on" : "counting.off")} lead={t("counting.lead")} boxed>
      {change.isError && <Failure error={change.error} />}
      {may("organizations.manage") && (
        <div className="row">
          <Button kind="quiet" size="small" pending={change.isPending} onPress={() => change.mutate(counting)}>
            {t(counting.is_on ? "counting.switchOff" : "counting.switchOn")}
          </Button>
        </div>
      )}
    </Section>
  );
}
