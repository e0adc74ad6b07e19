// Says that an export has begun, and when its file can be downloaded, wherever one is in the console by then.
import { useNotify } from "../shell/notifications";
import { useDownloadExport, useWatchExport, type OrderExport } from "./exports";
import { useExportTexts } from "./texts";

export function useSayReady(): (started: OrderExport) => void {
  const t = useExportTexts();
  const notify = useNotify();
  const watch = useWatchExport();
  const download = useDownloadExport();
  return (started) => {
    notify(t("started"));
    void watch(started.id).then((made) => {
      if (made?.state === "ready") {
        notify({ text: t("ready"), action: { label: t("download"), onPress: () => download.mutate(made.id) } });
      } else if (made?.state === "failed") {
        notify({ text: t("state.failed"), kind: "bad" });
      }
    });
  };
}
