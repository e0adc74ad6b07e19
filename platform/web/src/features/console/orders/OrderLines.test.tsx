import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ConnectionProvider } from "../session/ConnectionProvider";
import { CONFIG } from "../testing";
import { renderUi } from "../../../ui/testing";
import { OrderLines } from "./OrderLines";
import { madeOrder } from "./testing";
import texts from "./texts/en.json";

it("says which codes lowered the price, and by how much", () => {
  const order = madeOrder();
  const lines = order.lines.map((line) => ({ ...line, unit_minor: 3120, discount_minor: 780, gross_minor: 6240 }));
  const shown = { ...order, lines, total_minor: 6240, discounts: [{ code: "HARBOUR20", amount_minor: 1560 }] };
  renderUi(
    <ConnectionProvider config={CONFIG} api={undefined as never}>
      <OrderLines order={shown} />
    </ConnectionProvider>,
    { areas: { orders: texts } },
  );
  expect(screen.getByText("€7.80 off each")).toBeTruthy();
  expect(screen.getByText("Code HARBOUR20")).toBeTruthy();
  expect(screen.getByText("-€15.60")).toBeTruthy();
});
