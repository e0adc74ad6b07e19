// The team's way out of a kiosk: a PIN, then what the device is, and leaving.
import { useState, type FormEvent, type ReactNode } from "react";
import { plainDigits } from "../../lib/typed-text";
import type { Door } from "./door";
import type { DoorState } from "./door-state";
import { isPin, type KioskSetup } from "./kiosk";
import { Settings } from "./Settings";
import type { DoorSettings } from "./settings";
import { useDoorTexts, type DoorKey } from "./texts";

const MOST_TRIES = 5;
const WAIT_MILLISECONDS = 60_000;
/** Of this page, not of one look at the form: whoever goes back and comes again has no more tries. */
const tries = { count: 0, blockedUntil: 0 };

export interface KioskStaffProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly kiosk: KioskSetup;
  readonly settings: DoorSettings;
  readonly onSettings: (change: Partial<DoorSettings>) => void;
  readonly onClose: () => void;
}

export function KioskStaff({ door, state, kiosk, settings, onSettings, onClose }: KioskStaffProps): ReactNode {
  const t = useDoorTexts();
  const [pin, setPin] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<DoorKey | null>(null);
  if (isOpen) return <Settings door={door} state={state} settings={settings} onChange={onSettings} onClose={onClose} />;
  const check = async (): Promise<void> => {
    if (Date.now() < tries.blockedUntil) return setProblem("kiosk.pin.wait");
    if (await isPin(pin, kiosk.pin)) {
      tries.count = 0;
      return setOpen(true);
    }
    tries.count += 1;
    setPin("");
    if (tries.count % MOST_TRIES === 0) tries.blockedUntil = Date.now() + WAIT_MILLISECONDS;
    setProblem(tries.count % MOST_TRIES === 0 ? "kiosk.pin.wait" : "kiosk.pin.wrong");
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void check();
  };
  return (
    <form className="kiosk__form" noValidate onSubmit={submit}>
      <h2>{t("kiosk.pin.title")}</h2>
      <div className="kiosk__field">
        <label htmlFor="kiosk-pin">{t("kiosk.pin.label")}</label>
        <input
          id="kiosk-pin"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          value={pin}
          onChange={(event) => setPin(plainDigits(event.target.value))}
        />
      </div>
      <p role="alert" className="door-error">
        {problem !== null && t(problem)}
      </p>
      <button type="submit" className="kiosk__button">
        {t("kiosk.pin.submit")}
      </button>
      <button type="button" className="kiosk__button kiosk__button--quiet" onClick={onClose}>
        {t("kiosk.back")}
      </button>
    </form>
  );
}
