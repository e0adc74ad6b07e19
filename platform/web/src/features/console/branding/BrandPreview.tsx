// What logo, colour and font make of a card, the tickets of a page and the head of a mail: by the tokens of the pages.
import { useState, type CSSProperties, type ReactNode } from "react";
import { formatWhen } from "../../../lib/when";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { RadioGroup } from "../../../ui/RadioGroup";
import { usePictureAddress } from "../files/queries";
import { useAmount, useDigits } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import type { BrandingForm } from "./branding-form";
import { accentOf, COLOUR, inkOn, PLATFORM_COLOUR, type Theme } from "./colours";
import { useBrandingTexts } from "./texts";

const SAMPLE = { starts: "2027-06-11T18:00:00Z", ends: "2027-06-11T22:00:00Z", price: 24 };
const THEMES = ["light", "dark"] as const;

export interface BrandPreviewProps {
  readonly look: BrandingForm;
  readonly currency: string;
}

export function BrandPreview({ look, currency }: BrandPreviewProps): ReactNode {
  const t = useBrandingTexts();
  const [theme, setTheme] = useState<Theme>("light");
  const colour = COLOUR.test(look.colour) ? look.colour : "";
  return (
    <aside className="brand-preview" aria-label={t("preview.title")}>
      <RadioGroup
        label={t("preview.title")}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`preview.${value}`) }))}
        onChange={(chosen) => setTheme(chosen === "dark" ? "dark" : "light")}
      />
      <div
        className={`brand-preview__page tokens--${theme}`}
        data-font={look.font}
        style={colour === "" ? {} : tokensOf(colour, theme)}
      >
        <Card logo={look.logo} />
        <Tickets currency={currency} />
      </div>
      <MailHead logo={look.logo} colour={colour || PLATFORM_COLOUR} />
    </aside>
  );
}

/** As the organization's own sheet sets them. */
function tokensOf(colour: string, theme: Theme): CSSProperties {
  const { plain, deep, ink, wash } = accentOf(colour, theme);
  const values = { "": plain, "-deep": deep, "-ink": ink, "-wash": wash };
  return Object.fromEntries(Object.entries(values).map(([part, value]) => [`--brand-${theme}${part}`, value]));
}

function Card({ logo }: { readonly logo: string }): ReactNode {
  const t = useBrandingTexts();
  const locale = useLocale();
  return (
    <div className="card brand-preview__card">
      <div className="cover brand-preview__cover" />
      <div className="card__body">
        <Name logo={logo} />
        <p className="card__title">{t("sample.event")}</p>
        <ul className="card__facts">
          <li>
            <Icon name="clock" />
            <span>{formatWhen(SAMPLE.starts, SAMPLE.ends, { timeZone: "UTC", locale })}</span>
          </li>
          <li>
            <Icon name="place" />
            <span>{t("sample.place")}</span>
          </li>
        </ul>
        <p className="brand-preview__link">{t("sample.link")}</p>
      </div>
    </div>
  );
}

/** The logo on white, as on every page; without one the name. */
function Name({ logo }: { readonly logo: string }): ReactNode {
  const { name } = useOrganization();
  const addressOf = usePictureAddress();
  if (logo === "")
    return (
      <p className="muted small">
        <bdi>{name}</bdi>
      </p>
    );
  return (
    <span className="home-logo brand-preview__logo">
      <img src={addressOf(logo)} alt={name} />
    </span>
  );
}

function Tickets({ currency }: { readonly currency: string }): ReactNode {
  const t = useBrandingTexts();
  const amount = useAmount();
  const digits = useDigits();
  const price = amount(SAMPLE.price * 10 ** digits(currency), currency);
  return (
    <div className="panel tickets">
      <div className="tickets-head">
        <p className="brand-preview__title">{t("sample.tickets")}</p>
        <p className="tickets-head__price">{price}</p>
      </div>
      <ul className="ticket-list">
        <li className="ticket">
          <p>
            <strong>{t("sample.ticket")}</strong>
          </p>
          <p className="ticket__price">{price}</p>
          <p className="ticket__state">
            <span className="tag tag--accent">{t("sample.tag")}</span>
          </p>
        </li>
      </ul>
      <span className="button button--wide">{t("sample.buy")}</span>
    </div>
  );
}

function MailHead({ logo, colour }: { readonly logo: string; readonly colour: string }): ReactNode {
  const t = useBrandingTexts();
  const { name } = useOrganization();
  const addressOf = usePictureAddress();
  const surface = { background: colour, color: inkOn(colour) };
  return (
    <div className="brand-preview__mail">
      <div className="brand-preview__band" style={surface}>
        {logo === "" ? (
          <p>
            <bdi>{name}</bdi>
          </p>
        ) : (
          <img src={addressOf(logo)} alt={name} />
        )}
        <p className="brand-preview__heading">{t("sample.mail")}</p>
      </div>
      <div className="brand-preview__letter">
        <p>{t("sample.mailText")}</p>
        <span className="brand-preview__button" style={surface}>
          {t("sample.mailButton")}
        </span>
      </div>
    </div>
  );
}
