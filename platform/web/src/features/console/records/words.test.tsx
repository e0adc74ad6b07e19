// Names of the database in words, and what stands for those that nobody gave a word.
import { screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import { renderUi } from "../../../ui/testing";
import german from "./texts/de.json";
import { useFieldName, useTableName, useWorkName } from "./words";

function Words(): ReactNode {
  const [table, field, work] = [useTableName(), useFieldName(), useWorkName()];
  return (
    <ul>
      {[table("order_lines"), field("buyer_name"), field("event_id"), work("jobs.run"), work("api_tokens.write-uses")]
        .concat(table("raffle_prizes"), field("prize_id"), work("raffles.draw-due"))
        .map((each) => (
          <li key={each}>{each}</li>
        ))}
    </ul>
  );
}

it("tables, fields and jobs are named in the page's language, and any other in a form to read", () => {
  renderUi(<Words />, { language: "de", areas: { records: german } });
  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
    "Position einer Bestellung",
    "Name der Käuferin oder des Käufers",
    "Veranstaltung",
    "hat einen Auftrag ausgeführt",
    "hat API-Tokens verwaltet",
    "raffle prizes",
    "prize",
    "raffles draw due",
  ]);
});
