// Logo, colour and font of the organization, with what they make of its pages and mails beside them.
import "./branding.css";
import type { ReactNode } from "react";
import { LinkButton } from "../../../ui/Button";
import { RadioGroup } from "../../../ui/RadioGroup";
import { PictureField } from "../files/PictureField";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useNotify } from "../shell/notifications";
import { useOwnOrganization, type OwnOrganization } from "../shell/organization-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { brandingFieldOf, brandingOf, FONTS, PLAIN, type BrandingForm } from "./branding-form";
import { BrandPreview } from "./BrandPreview";
import { ColourField } from "./ColourField";
import { COLOUR } from "./colours";
import { ContrastWarning } from "./ContrastWarning";
import { useBranding } from "./queries";
import { useBrandingTexts } from "./texts";

export default function Branding(): ReactNode {
  const t = useBrandingTexts();
  const { slug } = useOrganization();
  const organization = useOwnOrganization();
  const page = (
    <LinkButton kind="quiet" href={`/${slug}`}>
      {t("seePage")}
    </LinkButton>
  );
  return (
    <Page title={t("title")} help="brand-your-pages" lead={t("lead")} actions={page}>
      <Loaded query={organization} rows={6}>
        {(found) => <Editor key={found.id} organization={found} />}
      </Loaded>
    </Page>
  );
}

function Editor({ organization }: { readonly organization: OwnOrganization }): ReactNode {
  const t = useBrandingTexts();
  const notify = useNotify();
  const editable = useOrganization().may("organizations.manage");
  const branding = useBranding();
  const editing = useEditing<BrandingForm, OwnOrganization>({
    entity: organization,
    empty: PLAIN,
    formOf: brandingOf,
    prefix: "branding",
    problemsOf: ({ colour }) => new Map(isColour(colour) ? [] : [["colour", t("wrong.colour")]]),
    fieldOf: brandingFieldOf,
    current: branding.current,
    write: (form, changed, over) => branding.save(form, changed, over ?? organization),
    onSaved: () => notify(t("saved")),
  });
  const { form, errors, change } = editing;
  return (
    <div className="columns columns--even">
      <div>
        <EntityForm
          editing={editing}
          editable={editable}
          labelOf={(name) => t(`field.${name}`)}
          shownOf={(from, name) => (name === "logo" ? t(from.logo === "" ? "logo.none" : "logo.one") : from[name])}
        >
          <PictureField
            id="branding-logo"
            label={t("field.logo")}
            hint={t("hint.logo")}
            shape="logo"
            value={form.logo}
            error={errors.get("logo")}
            disabled={!editable}
            onChange={(logo) => change({ logo })}
          />
          <ColourField
            value={form.colour}
            error={errors.get("colour")}
            disabled={!editable}
            onChange={(colour) => change({ colour })}
          />
          {COLOUR.test(form.colour) && (
            <ContrastWarning
              colour={form.colour}
              {...(editable ? { onTake: (colour: string) => change({ colour }) } : {})}
            />
          )}
          <RadioGroup
            id="branding-font"
            label={t("field.font")}
            hint={t("hint.font")}
            look="cards"
            disabled={!editable}
            value={form.font}
            error={errors.get("font")}
            options={FONTS.map((value) => ({
              value,
              label: t(`font.${value}`),
              aside: (
                <span className="brand-letters" data-font={value} aria-hidden="true">
                  Aa
                </span>
              ),
            }))}
            onChange={(font) => change({ font: FONTS.find((each) => each === font) ?? "sans" })}
          />
        </EntityForm>
      </div>
      <BrandPreview look={form} currency={organization.currency} />
    </div>
  );
}

function isColour(colour: string): boolean {
  return colour === "" || COLOUR.test(colour);
}
