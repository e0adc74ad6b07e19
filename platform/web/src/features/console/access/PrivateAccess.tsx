// What opens a private event: invitations by mail and codes; and what shows its shop before it sells.
import "./access.css";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Notice } from "../../../ui/Notice";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { AccessCodes } from "./AccessCodes";
import { Invitations } from "./Invitations";
import { PreviewLinks } from "./PreviewLinks";
import { ShopAt } from "./ShopAt";
import { useAccessTexts } from "./texts";

export default function PrivateAccess(): ReactNode {
  const t = useAccessTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const isPrivate = event.visibility === "private";
  return (
    <Page title={t("title")} help="change-notices-and-invitations" lead={t("lead")}>
      <div className="stack">
        {!isPrivate && (
          <Notice
            title={t(event.visibility === "public" ? "isPublic" : "isUnlisted")}
            actions={<Link to={eventPath(slug, event.id, "details")}>{t("toDetails")}</Link>}
          >
            {t("notPrivate")}
          </Notice>
        )}
        <div className="columns">
          <div>
            <Invitations />
            <AccessCodes />
          </div>
          <div>
            <ShopAt />
            <PreviewLinks />
          </div>
        </div>
      </div>
    </Page>
  );
}
