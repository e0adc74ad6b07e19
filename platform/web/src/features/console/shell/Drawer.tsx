// The menu on narrow screens: from the side over the view, closed by a choice, Escape or a press beside it.
import type { ReactNode } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { Icon } from "../../../ui/Icon";
import { useWords } from "../../../ui/language";
import { useConsoleTexts } from "./texts";

export interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Drawer({ open, onClose, children }: DrawerProps): ReactNode {
  const t = useConsoleTexts();
  const words = useWords();
  return (
    <ModalOverlay isOpen={open} onOpenChange={(now) => !now && onClose()} isDismissable className="drawer">
      <Modal className="drawer__panel">
        <Dialog aria-label={t("menu")} className="drawer__box">
          <button type="button" className="shell__button drawer__close" aria-label={words("close")} onClick={onClose}>
            <Icon name="close" />
          </button>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
