// The order from the lower edge, on narrow screens.
import type { ReactNode } from "react";
import { Sheet } from "../../ui/Dialog";
import { CartContent } from "./CartPanel";
import { useCheckoutTexts } from "./purchase";

export default function CartSheet({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const t = useCheckoutTexts();
  return (
    <Sheet title={t("cart.title")} open={open} onClose={onClose}>
      <CartContent onChange={onClose} />
    </Sheet>
  );
}
