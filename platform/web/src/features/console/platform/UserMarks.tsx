// What is particular about an account.
import type { ReactNode } from "react";
import type { Schemas } from "../../../api/client";
import { Tag } from "./marks";
import { usePlatformTexts } from "./texts";

export function UserMarks({ user }: { readonly user: Schemas["PlatformPerson"] }): ReactNode {
  const t = usePlatformTexts();
  return (
    <>
      {user.is_suspended && <Tag look="bad">{t("user.suspended")}</Tag>}
      {!user.is_verified && <Tag look="warm">{t("user.unverified")}</Tag>}
    </>
  );
}
