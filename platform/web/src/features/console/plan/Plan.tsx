// The plan of an event: run of show, what is to do, who supplies what; and all of it on paper.
import "./plan.css";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { Cues } from "./Cues";
import { usePlan, usePrint } from "./queries";
import { Suppliers } from "./Suppliers";
import { Tasks } from "./Tasks";
import { usePlanTexts } from "./texts";

export default function Plan(): ReactNode {
  const t = usePlanTexts();
  const { may } = useOrganization();
  const plan = usePlan();
  const print = usePrint();
  const editable = may("event-plans.manage");
  return (
    <Page
      title={t("title")}
      help="plan-an-event"
      lead={t("lead")}
      actions={
        <Button kind="quiet" pending={print.isPending} onPress={() => print.mutate()}>
          {t("print")}
        </Button>
      }
    >
      <Loaded query={plan} rows={6}>
        {({ run_of_show: cues, tasks, suppliers }) => (
          <div className="columns columns--even">
            <Cues cues={cues} editable={editable} />
            <div className="stack plan-beside">
              <Tasks tasks={tasks} editable={editable} />
              <Suppliers suppliers={suppliers} editable={editable} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
