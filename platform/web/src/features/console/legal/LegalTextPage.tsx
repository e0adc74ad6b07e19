// One legal text: written by language and published as the next version, with all versions before it.
import "./legal.css";
import { useState, type ReactNode } from "react";
import { useParams } from "react-router";
import { Button, LinkButton } from "../../../ui/Button";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useOwnOrganization } from "../shell/organization-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded, NotHere } from "../shell/states";
import { legalFormOf, type LegalForm } from "./legal-form";
import { LegalEditor } from "./LegalEditor";
import { StateTag } from "./LegalTexts";
import { kindOf, useFetchVersion, useTextsInForce, useWithdraw, type Kind, type LegalText } from "./queries";
import { useLegalTexts } from "./texts";
import { VersionList } from "./VersionList";

export default function LegalTextPage(): ReactNode {
  const kind = kindOf(useParams().kind);
  return kind === null ? <NotHere /> : <OneText key={kind} kind={kind} />;
}

function OneText({ kind }: { readonly kind: Kind }): ReactNode {
  const t = useLegalTexts();
  const { slug, may } = useOrganization();
  const texts = useTextsInForce();
  const organization = useOwnOrganization();
  const editable = may("organizations.manage");
  const text = texts.data?.find((each) => each.kind === kind);
  const back = { to: organizationPath(slug, "settings/legal"), label: t("title") };
  const actions = text !== undefined && (
    <>
      <LinkButton kind="quiet" href={`/${slug}/${kind}`}>
        {t("read")}
      </LinkButton>
      {editable && <Withdraw kind={kind} text={text} />}
    </>
  );
  return (
    <Page
      title={t(`kind.${kind}`)}
      lead={t(`about.${kind}`)}
      back={back}
      actions={actions}
      {...(texts.isSuccess ? { tags: <StateTag text={text} /> } : {})}
    >
      <Loaded query={texts} rows={6}>
        {() => (
          <Loaded query={organization} rows={6}>
            {({ locale }) => <TextAndVersions kind={kind} text={text ?? null} locale={locale} editable={editable} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface TextAndVersionsProps {
  readonly kind: Kind;
  readonly text: LegalText | null;
  readonly locale: string;
  readonly editable: boolean;
}

function TextAndVersions({ kind, text, locale, editable }: TextAndVersionsProps): ReactNode {
  const fetchVersion = useFetchVersion(kind);
  const [begun, setBegun] = useState<{ readonly number: number; readonly form: LegalForm } | null>(null);
  const begin = async (number: number): Promise<void> => {
    setBegun({ number, form: legalFormOf(await fetchVersion(number)) });
  };
  return (
    <div className="columns">
      <LegalEditor
        key={`${begun?.number ?? 0} ${text === null}`}
        kind={kind}
        text={text}
        begun={begun}
        language={locale}
        editable={editable}
        onPublished={() => setBegun(null)}
      />
      <VersionList kind={kind} {...(editable ? { onBegin: begin } : {})} />
    </div>
  );
}

function Withdraw({ kind, text }: { readonly kind: Kind; readonly text: LegalText }): ReactNode {
  const t = useLegalTexts();
  const withdraw = useWithdraw(kind);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button kind="quiet" onPress={() => setAsking(true)}>
        {t("withdraw")}
      </Button>
      {isAsking && (
        <RemoveDialog
          title={t("withdraw.title", { name: t(`kind.${kind}`) })}
          text={t(kind === "terms" ? "withdraw.terms" : "withdraw.text")}
          confirm={t("withdraw")}
          what={text}
          remove={withdraw}
          onDone={t("withdraw.done", { name: t(`kind.${kind}`) })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
