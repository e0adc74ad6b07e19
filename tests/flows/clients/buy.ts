/** Buys, pays, downloads the ticket and checks it in, by the client that was generated alone. */

import { createInterface } from "node:readline/promises";

import {
  createEventCheckin,
  createOrder,
  getOrder,
  getOrderTicketsPdf,
  listEventAttendees,
  listEventOffers,
  listOrderPaymentMethods,
  listOrderTickets,
  signIn,
  startOrderPayment,
} from "./client";
import { createClient } from "./client/client";

interface Told {
  address: string;
  organization_id: string;
  event_id: string;
  email: string;
  staff: { email: string; password: string };
}

async function main(told: Told, answered: () => Promise<unknown>) {
  const buyer = createClient({ baseUrl: told.address, throwOnError: true });
  const { organization_id, event_id } = told;

  const offers = await listEventOffers({
    client: buyer,
    path: { organization_id, event_id },
    throwOnError: true,
  });
  const offer = offers.data.items.find((each) => each.kind === "paid");
  if (!offer) throw new Error("nothing is on sale");

  const placed = await createOrder({
    client: buyer,
    path: { organization_id },
    headers: { "Idempotency-Key": `typescript-${told.email}` },
    body: {
      event_id,
      lines: [{ ticket_type_id: offer.id, quantity: 1 }],
      buyer: { email: told.email, name: "Bea Buyer" },
      attendees: [{ ticket_type_id: offer.id, name: "Ada Lovelace" }],
    },
    throwOnError: true,
  });
  const order = placed.data;
  if (!order.secret) throw new Error("the order has no secret");
  const own = {
    client: buyer,
    path: { organization_id, order_id: order.id },
    headers: { "Turnout-Order-Secret": order.secret },
    throwOnError: true as const,
  };

  const ways = await listOrderPaymentMethods(own);
  const way = ways.data.items[0];
  if (!way) throw new Error("there is no way to pay");
  const started = await startOrderPayment({
    ...own,
    body: { connection_id: way.connection_id, method: way.method },
  });
  console.log(started.data.redirect_url);
  await answered();

  const paid = await getOrder(own);
  const tickets = await listOrderTickets(own);
  const [ticket] = tickets.data.items;
  if (!ticket?.code) throw new Error("the ticket has no code");
  const pdf = await getOrderTicketsPdf(own);

  const login = await signIn({ client: buyer, body: told.staff, throwOnError: true });
  const staff = createClient({ baseUrl: told.address, auth: login.data.access_token });
  const door = { client: staff, path: { organization_id, event_id }, throwOnError: true as const };
  const scan = { ...door, body: { code: ticket.code, gate: "North" } };
  const first = await createEventCheckin(scan);
  const again = await createEventCheckin(scan);
  const attendees = await listEventAttendees({ ...door, query: { state: "valid" } });

  const refused = await getOrder({
    ...own,
    headers: { "Turnout-Order-Secret": "a".repeat(27) },
    throwOnError: false,
  });
  return {
    state: paid.data.state,
    money_state: paid.data.money_state,
    code: ticket.code,
    pdf: Buffer.from(await (pdf.data as Blob).arrayBuffer()).toString("base64"),
    verdicts: [first.data.verdict, again.data.verdict],
    attendees: attendees.data.items.map((each) => each.name),
    problem: refused.error?.code,
  };
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
lines
  .next()
  .then((line) => main(JSON.parse(line.value) as Told, () => lines.next()))
  .then((result) => {
    console.log(JSON.stringify(result));
    process.exit(0);
  });
