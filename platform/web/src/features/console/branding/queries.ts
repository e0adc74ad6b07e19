// What the view of branding changes by the API.
import { answerOf } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi, type OwnOrganization } from "../shell/organization-api";
import type { BrandingField, BrandingForm } from "./branding-form";

const LOGO = `${ORGANIZATION}/logo` as const;

export interface BrandingApi {
  readonly current: () => Promise<OwnOrganization>;
  readonly save: (
    form: BrandingForm,
    changed: readonly BrandingField[],
    over: OwnOrganization,
  ) => Promise<OwnOrganization>;
}

/** Colour and font first, which may be refused; the logo then over the version that this made. */
export function useBranding(): BrandingApi {
  const { api, client, path, key } = useOrganizationApi();
  const params = { path };
  const current = (): Promise<OwnOrganization> => answerOf(api.GET(ORGANIZATION, { params }));
  const setLogo = async (fileId: string, over: { readonly version: number }): Promise<OwnOrganization> => {
    const headers = ifMatch(over);
    if (fileId === "") await answerOf(api.DELETE(LOGO, { params, headers }));
    else await answerOf(api.PUT(LOGO, { params, headers, body: { file_id: fileId } }));
    return current();
  };
  return {
    current,
    save: async (form, changed, over) => {
      let saved = over;
      if (changed.includes("colour") || changed.includes("font")) {
        const body = { brand_color: form.colour, font: form.font };
        saved = await answerOf(api.PATCH(ORGANIZATION, { params, body, headers: ifMatch(saved) }));
      }
      if (changed.includes("logo")) saved = await setLogo(form.logo, saved);
      client.setQueryData([...key, "organization"], saved);
      return saved;
    },
  };
}
