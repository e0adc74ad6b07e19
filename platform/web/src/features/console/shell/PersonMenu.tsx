// The person's own corner: account, appearance, language, and the way out.
import { useState, type ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Link, useLocation } from "react-router";
import { send } from "../../../lib/api";
import { LANGUAGES, pageLanguage } from "../../../lib/language";
import { Icon } from "../../../ui/Icon";
import { chooseTheme, chosenTheme } from "../../site/theme-switch";
import { useConnection } from "../session/api";
import { cookie } from "../session/session";
import { useOrganizationIfAny } from "./organizations";
import { organizationPath } from "./places";
import { useConsoleTexts } from "./texts";
import { useTour } from "./tour";

const THEMES = ["", "light", "dark", "contrast"] as const;

export function PersonMenu(): ReactNode {
  const t = useConsoleTexts();
  const { config } = useConnection();
  const { person } = config;
  return (
    <DialogTrigger>
      <Button className="person">
        <Icon name="person" />
        <span className="person__name">
          <bdi>{person.name || person.email}</bdi>
        </span>
        <span className="visually-hidden">. {t("person.title")}</span>
        <Icon name="more" />
      </Button>
      <Popover className="popover" placement="top start" offset={6}>
        <Dialog aria-label={t("person.title")} className="person__box">
          {({ close }) => (
            <>
              <p className="person__mail">{person.email}</p>
              <a className="side__link" href="/account">
                <Icon name="person" />
                {t("person.account")}
              </a>
              <a className="side__link" href="/my-tickets">
                <Icon name="ticket" />
                {t("person.tickets")}
              </a>
              <Help onChosen={close} />
              <Appearance />
              <Languages />
              <button type="button" className="side__link" onClick={() => void signOut(config.csrfCookie)}>
                <Icon name="back" />
                {t("person.signOut")}
              </button>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** The help and the tour are about an organization's room. */
function Help({ onChosen }: { readonly onChosen: () => void }): ReactNode {
  const t = useConsoleTexts();
  const here = useOrganizationIfAny();
  const tour = useTour();
  if (here === null) return null;
  const take = (): void => {
    onChosen();
    tour.open();
  };
  return (
    <>
      <Link className="side__link" to={organizationPath(here.slug, "help")} onClick={onChosen}>
        <Icon name="info" />
        {t("help")}
      </Link>
      <button type="button" className="side__link" onClick={take}>
        <Icon name="globe" />
        {t("tour.take")}
      </button>
    </>
  );
}

function Appearance(): ReactNode {
  const t = useConsoleTexts();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <label className="field">
      <span className="field__label">{t("person.appearance")}</span>
      <select
        className="select"
        value={theme}
        onChange={(event) => {
          chooseTheme(event.target.value);
          setTheme(event.target.value);
        }}
      >
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {t(each === "" ? "theme.device" : `theme.${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The server keeps the language, so the page is loaded again in it. */
function Languages(): ReactNode {
  const t = useConsoleTexts();
  const { pathname } = useLocation();
  return (
    <form className="field" method="post" action="/account/language">
      <input type="hidden" name="next" value={`/console${pathname}`} />
      <label htmlFor="console-language" className="field__label">
        {t("person.language")}
      </label>
      <select
        id="console-language"
        name="lang"
        className="select"
        defaultValue={pageLanguage()}
        onChange={(event) => event.target.form?.submit()}
      >
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {new Intl.DisplayNames([each], { type: "language" }).of(each) ?? each}
          </option>
        ))}
      </select>
    </form>
  );
}

async function signOut(csrfCookie: string): Promise<void> {
  const headers = { "X-CSRF-Token": cookie(csrfCookie) };
  await send("/api/v1/auth/sign-out", { method: "POST", headers }).catch(() => null);
  location.assign("/sign-in");
}
