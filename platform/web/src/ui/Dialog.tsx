// Dialogs that must be answered before going on, and the sheet that opens from below on a phone.
import type { ReactNode } from "react";
import { Dialog as Box, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Icon } from "./Icon";
import { classNames } from "./class-names";
import { useWords } from "./language";

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  /** Asked to close: by the cross, Escape or a press beside it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons at its end, the main one last. */
  readonly actions?: ReactNode;
  /** An answer is needed: nothing but its own buttons closes it. */
  readonly alert?: boolean;
}

/** Focus goes in, stays in, and returns to where it was. */
export function Dialog(props: DialogProps): ReactNode {
  return <Surface {...props} kind="dialog" />;
}

/** The same from the lower edge on narrow screens; from 48 rem on it stands in the middle. */
export function Sheet(props: Omit<DialogProps, "alert">): ReactNode {
  return <Surface {...props} kind="sheet" />;
}

/** The same along the end of the window, at full height: a long form beside the list that it belongs to. */
export function SidePanel(props: Omit<DialogProps, "alert">): ReactNode {
  return <Surface {...props} kind="panel" />;
}

function Surface({
  title,
  open,
  onClose,
  children,
  actions,
  alert = false,
  kind,
}: DialogProps & { readonly kind: "dialog" | "sheet" | "panel" }): ReactNode {
  const words = useWords();
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(now) => !now && onClose()}
      isDismissable={!alert}
      isKeyboardDismissDisabled={alert}
      className="backdrop"
    >
      <Modal className={classNames("modal", `modal--${kind}`)}>
        <Box role={alert ? "alertdialog" : "dialog"} className="modal__box">
          <header className="modal__head">
            <Heading slot="title" level={1} className="modal__title">
              {title}
            </Heading>
            {!alert && (
              <button type="button" className="icon-button" aria-label={words("close")} onClick={onClose}>
                <Icon name="close" />
              </button>
            )}
          </header>
          <div className="modal__body">{children}</div>
          {actions !== undefined && <footer className="modal__foot">{actions}</footer>}
        </Box>
      </Modal>
    </ModalOverlay>
  );
}
