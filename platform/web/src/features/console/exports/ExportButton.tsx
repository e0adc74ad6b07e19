// A button that asks what to export, and how.
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import type { ExportPanelProps } from "./ExportPanel";

const ExportPanel = lazy(() => import("./ExportPanel"));

export interface ExportButtonProps extends Omit<ExportPanelProps, "onClose"> {
  /** In the words of the list that it stands by: those of exports come with the panel. */
  readonly label: string;
  readonly size?: "small";
}

export function ExportButton({ label, size, ...panel }: ExportButtonProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" {...(size === undefined ? {} : { size })} onPress={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <Suspense>
          <ExportPanel {...panel} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
