// Members whom an agency brought: they go with its link, unless an owner keeps them.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useMemberList, type Member } from "../parts/members";
import { Row, Rows } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useKeepMember, type Link } from "./queries";
import { useAgencyTexts } from "./texts";

export function BroughtMembers({ links }: { readonly links: readonly Link[] }): ReactNode {
  const t = useAgencyTexts();
  const isOwner = useOrganization().may("organizations.own");
  const notify = useNotify();
  const members = useMemberList();
  const keep = useKeepMember();
  const nameOf = new Map(links.map((link) => [link.id, link.agency_name]));
  const brought = members.data?.filter(({ agency_link_id }) => agency_link_id !== null) ?? [];
  if (brought.length === 0) return null;
  const keepOne = (member: Member): void =>
    keep.mutate(member, { onSuccess: () => notify(t("keep.done", { name: member.display_name })) });
  return (
    <section className="stack stack--tight" aria-labelledby="brought-title">
      <h2 id="brought-title" className="form-part">
        {t("brought")}
      </h2>
      <p className="muted">{t("brought.text")}</p>
      {keep.isError && <Failure error={keep.error} />}
      <Rows label={t("brought")}>
        {brought.map((member) => (
          <Row
            key={member.id}
            title={member.display_name}
            facts={[member.email, nameOf.get(member.agency_link_id ?? "") ?? ""]}
            {...(isOwner
              ? {
                  end: (
                    <Button kind="quiet" size="small" pending={keep.isPending} onPress={() => keepOne(member)}>
                      {t("keep")}
                    </Button>
                  ),
                }
              : {})}
          />
        ))}
      </Rows>
    </section>
  );
}
