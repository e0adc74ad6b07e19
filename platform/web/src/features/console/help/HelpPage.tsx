// One how-to page, in the console.
import "./help.css";
import { useEffect, useRef, type ReactNode } from "react";
import { useHref, useNavigate, useParams } from "react-router";
import { helpOf, type HelpName } from "../shell/help";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded, NotHere } from "../shell/states";
import { useHelpText } from "./pages";
import { useHelpTexts } from "./texts";

export default function HelpPage(): ReactNode {
  const name = helpOf(useParams().page);
  return name === null ? <NotHere /> : <OnePage key={name} name={name} />;
}

function OnePage({ name }: { readonly name: HelpName }): ReactNode {
  const t = useHelpTexts();
  const { slug } = useOrganization();
  const base = useHref(organizationPath(slug));
  const text = useHelpText(name, base);
  useEffect(() => window.scrollTo(0, 0), []);
  return (
    <Page
      title={text.data?.title ?? t("title")}
      back={{ to: organizationPath(slug, "help"), label: t("title") }}
      lead={t("english")}
    >
      <Loaded query={text} rows={8}>
        {({ html }) => <Words html={html} base={base} />}
      </Loaded>
    </Page>
  );
}

/** Links of the text go where those of the console go, without loading it anew. */
function Words({ html, base }: { readonly html: string; readonly base: string }): ReactNode {
  const navigate = useNavigate();
  const { slug } = useOrganization();
  const words = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = words.current;
    const follow = (event: MouseEvent): void => {
      const href = (event.target as Element).closest("a")?.getAttribute("href") ?? "";
      if (!href.startsWith(`${base}/`) || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      void navigate(organizationPath(slug, href.slice(base.length + 1)));
    };
    element?.addEventListener("click", follow);
    return () => element?.removeEventListener("click", follow);
  }, [base, navigate, slug]);
  return <article ref={words} className="prose help" lang="en" dir="ltr" dangerouslySetInnerHTML={{ __html: html }} />;
}
