// Gallery of dialogs and sheets.
import { useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Dialog, Sheet } from "../../ui/Dialog";
import { Section, Example, useSamples } from "./Example";

export function Surfaces({ open: first }: { readonly open: string | null }): ReactNode {
  const sample = useSamples();
  const [open, setOpen] = useState(first);
  const close = (): void => setOpen(null);
  return (
    <Section name="Dialog, Sheet">
      <Example state="dialog">
        <div className="row">
          <Button kind="quiet" onPress={() => setOpen("dialog")}>
            {sample("open")}
          </Button>
        </div>
        <Dialog
          title={sample("sheet")}
          open={open === "dialog"}
          onClose={close}
          actions={<Button onPress={close}>{sample("continue")}</Button>}
        >
          <p>{sample("long")}</p>
        </Dialog>
      </Example>
      <Example state="dialog that needs an answer">
        <div className="row">
          <Button kind="danger" onPress={() => setOpen("alert")}>
            {sample("delete")}
          </Button>
        </div>
        <Dialog
          alert
          title={sample("dialog")}
          open={open === "alert"}
          onClose={close}
          actions={
            <>
              <Button kind="quiet" onPress={close}>
                {sample("keep")}
              </Button>
              <Button kind="danger" onPress={close}>
                {sample("delete")}
              </Button>
            </>
          }
        >
          <p>{sample("answer")}</p>
        </Dialog>
      </Example>
      <Example state="sheet">
        <div className="row">
          <Button kind="quiet" onPress={() => setOpen("sheet")}>
            {sample("sheet")}
          </Button>
        </div>
        <Sheet
          title={sample("sheet")}
          open={open === "sheet"}
          onClose={close}
          actions={<Button onPress={close}>{sample("continue")}</Button>}
        >
          <p>{sample("ticket")}</p>
        </Sheet>
      </Example>
    </Section>
  );
}
