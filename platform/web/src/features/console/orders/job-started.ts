// Says that a job over many orders has begun, with the way to it for who may see jobs.
import { useNavigate } from "react-router";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import type { Job } from "./bulk";
import { useOrderTexts } from "./texts";

export function useSayStarted(): (job: Job) => void {
  const t = useOrderTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const { slug, may } = useOrganization();
  return (job) => {
    const look = (): void => void navigate(organizationPath(slug, `jobs/${job.id}`));
    notify({
      text: t("bulk.started"),
      ...(may("jobs.read") ? { action: { label: t("bulk.look"), onPress: look } } : {}),
    });
  };
}
