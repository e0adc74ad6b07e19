// Two texts in one: what was added and removed is marked by elements and words, what stayed is folded away.
import { useMemo, type ReactNode } from "react";
import { directionOf } from "../../../lib/language";
import { blocksOf, runsOf, type Part, type Run } from "./text-diff";
import { useLegalTexts } from "./texts";

/** As many unchanged paragraphs stand around a change. */
const AROUND = 1;

export interface TextDiffProps {
  /** HTML; empty for a text that was not there. */
  readonly before: string;
  readonly after: string;
  readonly language: string;
}

export function TextDiff({ before, after, language }: TextDiffProps): ReactNode {
  const t = useLegalTexts();
  const runs = useMemo(() => runsOf(blocksOf(before), blocksOf(after), language), [before, after, language]);
  const changed = runs.filter(({ kind }) => kind === "changed").length;
  if (changed === 0) return <p className="muted">{t("diff.same")}</p>;
  return (
    <>
      <p className="muted small">{t("diff.count", { number: changed })}</p>
      <div className="text-diff" lang={language} dir={directionOf(language)}>
        {runs.map((run, place) =>
          run.kind === "same" ? (
            <Same key={place} blocks={run.blocks} isFirst={place === 0} isLast={place === runs.length - 1} />
          ) : (
            <Changed key={place} parts={run.parts} />
          ),
        )}
      </div>
    </>
  );
}

function Changed({ parts }: { readonly parts: readonly Part[] }): ReactNode {
  return (
    <p className="text-diff__changed">
      {parts.map((part, place) => (
        <Words key={place} part={part} />
      ))}
    </p>
  );
}

/** Screen readers leave the elements unsaid, so words say them. */
function Words({ part: { kind, text } }: { readonly part: Part }): ReactNode {
  const t = useLegalTexts();
  if (kind === "same") return text;
  const Mark = kind === "added" ? "ins" : "del";
  return (
    <Mark>
      <span className="visually-hidden">{t(`diff.${kind}`)} </span>
      {text}
      <span className="visually-hidden"> {t("diff.end")} </span>
    </Mark>
  );
}

interface SameProps {
  readonly blocks: Extract<Run, { kind: "same" }>["blocks"];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function Same({ blocks, isFirst, isLast }: SameProps): ReactNode {
  const t = useLegalTexts();
  const head = isFirst ? 0 : AROUND;
  const tail = isLast ? 0 : AROUND;
  const folded = blocks.slice(head, blocks.length - tail);
  if (folded.length < 2) return <Paragraphs blocks={blocks} />;
  return (
    <>
      <Paragraphs blocks={blocks.slice(0, head)} />
      <details>
        <summary className="fold muted small">{t("diff.folded", { number: folded.length })}</summary>
        <Paragraphs blocks={folded} />
      </details>
      <Paragraphs blocks={blocks.slice(blocks.length - tail)} />
    </>
  );
}

function Paragraphs({ blocks }: { readonly blocks: readonly string[] }): ReactNode {
  return blocks.map((text, place) => (
    <p key={place} className="text-diff__same">
      {text}
    </p>
  ));
}
