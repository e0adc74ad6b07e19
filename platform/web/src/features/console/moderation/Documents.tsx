// The documents of an application. Opening one stands in the log, so each takes a press of its own.
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { saveAs } from "../parts/download";
import { Row, Rows } from "../parts/Rows";
import { usePlatformTexts } from "../platform/texts";
import { useApi } from "../session/api";
import { useOperator } from "../shell/operator";
import { Trouble } from "../shell/states";

type Document = Schemas["VerificationDocument"];

export interface DocumentsProps {
  readonly applicationId: string;
  readonly documents: readonly Document[];
}

export function Documents({ applicationId, documents }: DocumentsProps): ReactNode {
  const t = usePlatformTexts();
  const locale = useLocale();
  const api = useApi();
  const { may } = useOperator();
  const open = useMutation({
    mutationFn: async (document: Document) => {
      const params = {
        path: { verification_application_id: applicationId, verification_document_id: document.id },
      };
      const path =
        "/api/v1/platform/verification-applications/{verification_application_id}/documents/{verification_document_id}";
      const content = await answerOf<Blob>(api.GET(path, { params, parseAs: "blob" }));
      saveAs(content, document.name, document.media_type);
    },
  });
  const size = new Intl.NumberFormat(locale, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 });
  const mayOpen = may("platform.verifications.documents");
  return (
    <section className="panel stack">
      <h2>{t("documents.title")}</h2>
      {documents.length === 0 && <p className="muted">{t("documents.none")}</p>}
      {documents.length > 0 && <p className="muted">{t(mayOpen ? "documents.text" : "documents.moderators")}</p>}
      {open.isError && <Trouble error={open.error} />}
      {documents.length > 0 && (
        <Rows label={t("documents.title")}>
          {documents.map((each) => (
            <Row
              key={each.id}
              title={each.name}
              facts={[`${each.media_type} · ${size.format(Math.ceil(each.bytes / 1000))}`]}
              end={
                mayOpen && (
                  <Button
                    kind="quiet"
                    size="small"
                    pending={open.isPending && open.variables.id === each.id}
                    onPress={() => open.mutate(each)}
                  >
                    <Icon name="outside" />
                    {t("documents.open")}
                    <span className="visually-hidden"> {each.name}</span>
                  </Button>
                )
              }
            />
          ))}
        </Rows>
      )}
    </section>
  );
}
