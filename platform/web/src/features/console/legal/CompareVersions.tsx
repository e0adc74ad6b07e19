// Any two versions of a text, and what differs between them; the address says which.
import "./legal.css";
import type { ReactNode } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Empty } from "../../../ui/Empty";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useInstant } from "../parts/Instant";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded, NotHere } from "../shell/states";
import { kindOf, useVersion, useVersions, type Kind, type LegalVersion } from "./queries";
import { TextDiff } from "./TextDiff";
import { useLanguageName, useLegalTexts } from "./texts";
import { shownHtml } from "./wording";

export default function CompareVersions(): ReactNode {
  const kind = kindOf(useParams().kind);
  return kind === null ? <NotHere /> : <Comparison kind={kind} />;
}

function Comparison({ kind }: { readonly kind: Kind }): ReactNode {
  const t = useLegalTexts();
  const { slug, may } = useOrganization();
  const versions = useVersions(kind);
  const back = { to: organizationPath(slug, `settings/legal/${kind}`), label: t(`kind.${kind}`) };
  const write = (
    <Link className="button" to={back.to}>
      {t(may("organizations.manage") ? "compare.none.write" : "compare.none.back")}
    </Link>
  );
  const none = (
    <Empty icon="copy" title={t("compare.none.title")} actions={write}>
      {t("compare.none.text")}
    </Empty>
  );
  return (
    <Page title={t("compare.title", { name: t(`kind.${kind}`) })} lead={t("compare.lead")} back={back}>
      <Loaded query={versions} rows={3}>
        {(all) => (all.length === 0 ? none : <Pair kind={kind} all={all} />)}
      </Loaded>
    </Page>
  );
}

interface PairProps {
  readonly kind: Kind;
  /** The newest first. */
  readonly all: readonly LegalVersion[];
}

function Pair({ kind, all }: PairProps): ReactNode {
  const t = useLegalTexts();
  const instant = useInstant();
  const [asked, setAsked] = useSearchParams();
  const known = (said: string | null): number | null =>
    all.find(({ number }) => String(number) === said)?.number ?? null;
  const to = known(asked.get("to")) ?? all[0]?.number ?? 1;
  const from = known(asked.get("from")) ?? all.find(({ number }) => number < to)?.number ?? null;
  const choose = (changes: Readonly<Record<string, string>>): void =>
    setAsked({ ...(from === null ? {} : { from: String(from) }), to: String(to), ...changes }, { replace: true });
  const options = all.map(({ number, published_at }) => ({
    value: String(number),
    label: `${t("version", { number })} · ${instant(published_at)}`,
  }));
  return (
    <div className="stack">
      <div className="pair compare__choice">
        <NativeSelect
          label={t("compare.from")}
          required
          options={options}
          value={from === null ? "" : String(from)}
          onChange={(value) => choose({ from: value })}
        />
        <NativeSelect
          label={t("compare.to")}
          required
          options={options}
          value={String(to)}
          onChange={(value) => choose({ to: value })}
        />
      </div>
      <Differences kind={kind} from={from} to={to} />
    </div>
  );
}

function Differences({ kind, from, to }: { readonly kind: Kind; readonly from: number | null; readonly to: number }) {
  const nameOf = useLanguageName();
  const [before, after] = [useVersion(kind, from), useVersion(kind, to)];
  return (
    <Loaded query={before} rows={5}>
      {(old) => (
        <Loaded query={after} rows={5}>
          {(now) =>
            [...new Set([...Object.keys(old?.texts ?? {}), ...Object.keys(now?.texts ?? {})])].map((language) => (
              <section key={language} className="panel stack" aria-label={nameOf(language)}>
                <h2>{nameOf(language)}</h2>
                <TextDiff
                  before={shownHtml(old?.texts[language])}
                  after={shownHtml(now?.texts[language])}
                  language={language}
                />
              </section>
            ))
          }
        </Loaded>
      )}
    </Loaded>
  );
}
