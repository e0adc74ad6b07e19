// The settings of who holds the device, what it is, and deleting everything on it.
import { useState, type ReactNode } from "react";
import { LANGUAGES, pageLanguage } from "../../lib/language";
import type { Door } from "./door";
import type { DoorState } from "./door-state";
import type { DoorSettings, DoorTheme } from "./settings";
import { Sheet } from "./Sheet";
import { useDoorTexts, useMoment } from "./texts";

const THEMES: readonly DoorTheme[] = ["dark", "light", "contrast"];
const LANGUAGE_ADDRESS = "/account/language";

export interface SettingsProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly settings: DoorSettings;
  readonly onChange: (change: Partial<DoorSettings>) => void;
  readonly onClose: () => void;
}

export function Settings({ door, state, settings, onChange, onClose }: SettingsProps): ReactNode {
  const t = useDoorTexts();
  const [isLeaving, setLeaving] = useState(false);
  return (
    <Sheet title={t("settings.title")} onClose={onClose}>
      <div className="door-stack">
        <Switch label={t("settings.sound")} isOn={settings.sound} onChange={(sound) => onChange({ sound })} />
        {"vibrate" in navigator && (
          <Switch
            label={t("settings.vibration")}
            isOn={settings.vibration}
            onChange={(vibration) => onChange({ vibration })}
          />
        )}
        <div className="door-field">
          <label htmlFor="door-theme">{t("settings.theme")}</label>
          <select
            id="door-theme"
            value={settings.theme}
            onChange={(event) => onChange({ theme: event.target.value as DoorTheme })}
          >
            {THEMES.map((each) => (
              <option key={each} value={each}>
                {t(`theme.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <LanguageChoice isOnline={state.isOnline} />
        <Facts state={state} />
        {isLeaving ? (
          <div className="door-leave" role="group" aria-label={t("leave.button")}>
            <p>
              {t("leave.text")} {state.queue > 0 && t("leave.queue", { count: state.queue, shown: state.queue })}
            </p>
            <button type="button" className="door-button door-button--danger" onClick={() => void door.leave()}>
              {t("leave.confirm")}
            </button>
            <button type="button" className="door-button door-button--quiet" onClick={() => setLeaving(false)}>
              {t("leave.cancel")}
            </button>
          </div>
        ) : (
          <button type="button" className="door-button door-button--quiet" onClick={() => setLeaving(true)}>
            {t("leave.button")}
          </button>
        )}
      </div>
    </Sheet>
  );
}

function Switch(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (on: boolean) => void;
}): ReactNode {
  const { label, isOn, onChange } = props;
  return (
    <label className="door-switch">
      <span>{label}</span>
      <input type="checkbox" role="switch" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
    </label>
  );
}

/** The server writes the page in the language that is chosen here, so it has to be asked. */
function LanguageChoice({ isOnline }: { readonly isOnline: boolean }): ReactNode {
  const t = useDoorTexts();
  const names = new Intl.DisplayNames(LANGUAGES.map(String), { type: "language" });
  const ownName = (tag: string): string =>
    new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? names.of(tag) ?? tag;
  return (
    <form className="door-field" method="post" action={LANGUAGE_ADDRESS}>
      <label htmlFor="door-language">{t("settings.language")}</label>
      <input type="hidden" name="next" value="/door" />
      <select
        id="door-language"
        name="lang"
        defaultValue={pageLanguage()}
        disabled={!isOnline}
        onChange={(event) => event.target.form?.requestSubmit()}
      >
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {ownName(each)}
          </option>
        ))}
      </select>
    </form>
  );
}

function Facts({ state }: { readonly state: DoorState }): ReactNode {
  const t = useDoorTexts();
  const setup = state.device?.setup;
  const moment = useMoment(setup?.time_zone);
  if (setup == null) return null;
  const { device } = setup;
  const facts: readonly (readonly [string, string])[] = [
    [t("fact.device"), device.name],
    [t("fact.event"), setup.event_title],
    ...(device.gate === "" ? [] : [[t("fact.gate"), device.gate] as const]),
    [t("fact.until"), moment(device.ends_at)],
    [t("fact.list"), state.listAt === null ? t("fact.noList") : moment(state.listAt)],
  ];
  return (
    <dl className="door-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
