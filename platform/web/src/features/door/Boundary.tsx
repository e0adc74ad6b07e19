// The last resort: a view that breaks while it is drawn is said so, and loaded anew. What waits to be uploaded stays.
import { Component, type ReactNode } from "react";
import { useDoorTexts } from "./texts";

interface BoundaryProps {
  readonly children: ReactNode;
}

export class Boundary extends Component<BoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken(): ReactNode {
  const t = useDoorTexts();
  return (
    <div className="door-card" role="alert">
      <h1>{t("broken.title")}</h1>
      <p>{t("broken.text")}</p>
      <button type="button" className="door-button" onClick={() => location.reload()}>
        {t("broken.again")}
      </button>
    </div>
  );
}
