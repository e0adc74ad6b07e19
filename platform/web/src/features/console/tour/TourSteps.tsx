// The console shown to somebody new: beside each part what it is for, by keyboard too, to be left at any step.
import "./tour.css";
import { useLayoutEffect, useState, type ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay, Popover } from "react-aria-components";
import { Button } from "../../../ui/Button";
import { useTourTexts } from "./texts";

/** Where each step points; a part that is out of sight, as on a phone, is told of in the middle. */
const STEPS = [
  { name: "organization", at: ".switcher" },
  { name: "search", at: ".side__search" },
  { name: "menu", at: ".side__menu" },
  { name: "view", at: ".page__names" },
  { name: "person", at: ".person" },
] as const;
const HERE = "data-tour-here";

export default function TourSteps({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [place, setPlace] = useState(0);
  const step = STEPS[place] ?? STEPS[0];
  const part = useShown(step.at);
  const box = <Step key={step.name} place={place} onGo={setPlace} onClose={onClose} />;
  const change = (isOpen: boolean): void => {
    if (!isOpen) onClose();
  };
  if (part === undefined) return null;
  if (part === null)
    return (
      <ModalOverlay isOpen onOpenChange={change} isDismissable className="backdrop">
        <Modal className="modal">{box}</Modal>
      </ModalOverlay>
    );
  return (
    <Popover
      key={step.name}
      triggerRef={{ current: part }}
      isOpen
      onOpenChange={change}
      placement={step.name === "view" ? "bottom start" : step.name === "person" ? "end bottom" : "end top"}
      offset={10}
      className="popover"
    >
      {box}
    </Popover>
  );
}

/** The part that is seen, marked as long as the step lasts; null for none, undefined before it was looked for. */
function useShown(selector: string): Element | null | undefined {
  const [part, setPart] = useState<Element | null>();
  useLayoutEffect(() => {
    const found = [...document.querySelectorAll(selector)].find((each) => each.getClientRects().length > 0) ?? null;
    setPart(found);
    found?.setAttribute(HERE, "");
    return () => found?.removeAttribute(HERE);
  }, [selector]);
  return part;
}

interface StepProps {
  readonly place: number;
  readonly onGo: (place: number) => void;
  readonly onClose: () => void;
}

function Step({ place, onGo, onClose }: StepProps): ReactNode {
  const t = useTourTexts();
  const { name } = STEPS[place] ?? STEPS[0];
  const isLast = place === STEPS.length - 1;
  return (
    <Dialog className="tour" aria-describedby="tour-text">
      <p className="muted small">{t("step", { number: place + 1, total: STEPS.length })}</p>
      <Heading slot="title" className="tour__title">
        {t(`${name}.title`)}
      </Heading>
      <p id="tour-text">{t(`${name}.text`)}</p>
      <div className="tour__foot">
        {!isLast && (
          <Button kind="bare" size="small" onPress={onClose}>
            {t("skip")}
          </Button>
        )}
        <span className="row">
          {place > 0 && (
            <Button kind="quiet" size="small" onPress={() => onGo(place - 1)}>
              {t("back")}
            </Button>
          )}
          <Button size="small" onPress={() => (isLast ? onClose() : onGo(place + 1))}>
            {t(isLast ? "done" : "next")}
          </Button>
        </span>
      </div>
    </Dialog>
  );
}
