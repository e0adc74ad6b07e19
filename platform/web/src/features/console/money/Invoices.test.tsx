import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers, type Asked } from "../testing";
import { fill } from "../../../ui/testing";
import { taxAccountsOf } from "./BookSettings";
import "./InvoiceList";
import OrderBilling from "./OrderBilling";
import "./Reports";
import "./SellerPage";
import { ORDER_ID } from "./testing";
import orderTexts from "../orders/texts/en.json";
import { OrderMoney } from "../orders/OrderMoney";
import texts from "./texts/en.json";

const ALL = [
  "payments.read",
  "orders.read",
  "invoices.read",
  "invoices.issue",
  "invoices.configure",
  "accounting.read",
  "accounting.export",
  "accounting.configure",
];
const BASE = `/organizations/${organization().id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const NONE = { items: [], next_cursor: null };
const INVOICE = {
  id: "i1",
  kind: "invoice",
  number: "INV-7",
  order_id: ORDER_ID,
  order_number: "REG-7",
  event_id: "e1",
  refund_id: null,
  corrects_id: null,
  currency: "EUR",
  net_minor: 6555,
  tax_minor: 1245,
  total_minor: 7800,
  taxes: [],
  treatment: "standard",
  buyer_name: "Ada",
  issued_at: "2026-02-01T12:00:00Z",
};
const BILLING = {
  order_id: ORDER_ID,
  company: "",
  name: "Ada",
  street: "",
  postal_code: "",
  city: "",
  country: "",
  tax_id: "",
  reference: "",
  has_valid_vat_id: false,
};
const SELLER = {
  legal_name: "Meridian",
  street: "",
  postal_code: "",
  city: "",
  country: "NL",
  tax_id: "",
  registration_id: "",
  email: "",
  exemption_note: "",
  footer: "",
  applies_reverse_charge: false,
  version: 3,
};
const BOOKS = {
  chart: "skr03",
  accounts: { sales: "8200", bank: "1200" },
  tax_accounts: [{ rate_bp: 1900, account: "", key: "3" }],
  adviser_number: 0,
  client_number: 0,
  account_length: 4,
  fiscal_year_month: 1,
  is_final: false,
  version: 2,
};
const LEDGER = {
  balances: [
    { currency: "EUR", account: "sales", balance_minor: -7800 },
    { currency: "EUR", account: "bank", balance_minor: 7800 },
  ],
  items: [],
  next_cursor: null,
};

const file = (name: string): Response =>
  new Response("file", { headers: { "Content-Disposition": `attachment; filename="${name}"` } });

function visit(at: string, answers: Answers = {}, permissions: string[] = ALL, more: typeof routes = []) {
  const here = organization({ permissions });
  return renderConsole([...more, ...routes], {
    at,
    texts: { money: texts, orders: orderTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/events`]: NONE,
      [`GET ${BASE}/payments`]: NONE,
      [`GET ${BASE}/invoices`]: { items: [INVOICE], next_cursor: null },
      [`GET ${BASE}/invoices/i1.pdf`]: file("INV-7.pdf"),
      [`GET ${BASE}/invoice-settings`]: SELLER,
      [`GET ${BASE}/ledger`]: LEDGER,
      [`GET ${BASE}/platform-fee`]: { basis_points: 0, fixed: {} },
      [`GET ${BASE}/accounting/settings`]: BOOKS,
      ...answers,
    },
  });
}

const of = (asked: readonly Asked[], method: string): Asked | undefined => asked.find((each) => each.method === method);
const saved: string[] = [];

beforeEach(() => {
  localStorage.clear();
  saved.length = 0;
  vi.stubGlobal("scrollTo", () => undefined);
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:x");
  vi.spyOn(URL, "revokeObjectURL").mockReturnValue(undefined);
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
});

describe("invoices", () => {
  it("are listed by kind, lead to their order, and come as PDFs", async () => {
    const { user, asked } = visit("/meridian/money/invoices?kind=invoice");
    const pdf = await screen.findByRole("button", { name: "Download INV-7 as a PDF" });
    expect(screen.getByRole("link", { name: "REG-7" }).getAttribute("href")).toBe(`/meridian/orders/${ORDER_ID}`);
    await user.click(pdf);
    await waitFor(() => expect(saved).toEqual(["INV-7.pdf"]));
    expect(asked.find(({ path }) => path.endsWith("/invoices"))?.query.get("kind")).toBe("invoice");
  });

  it("say what the organization says of itself, over the version that was seen", async () => {
    const { user, asked } = visit("/meridian/settings/taxes", {
      [`PUT ${BASE}/invoice-settings`]: { ...SELLER, version: 4 },
    });
    await fill(user, await screen.findByLabelText(/Tax or VAT number/), "NL1");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The next invoices say so.")).toBeTruthy();
    expect(of(asked, "PUT")?.headers.get("If-Match")).toBe('"3"');
    expect(of(asked, "PUT")?.body).toMatchObject({ tax_id: "NL1", legal_name: "Meridian", country: "NL" });
    expect(of(asked, "PUT")?.body).not.toHaveProperty("version");
  });

  it("have what is wrong at its field, and nothing to save for who may only look", async () => {
    const refused = Response.json(
      { title: "Wrong", errors: [{ pointer: "/tax_id", detail: "A tax id is letters and digits." }] },
      { status: 422 },
    );
    const { user, unmount } = visit("/meridian/settings/taxes", { [`PUT ${BASE}/invoice-settings`]: () => refused });
    await user.type(await screen.findByLabelText(/Tax or VAT number/), "?");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findAllByText("A tax id is letters and digits.")).toHaveLength(2);
    unmount();
    visit("/meridian/settings/taxes", {}, ["invoices.read"]);
    await screen.findByLabelText(/Legal name/);
    expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull();
  });
});

describe("who an order is billed to", () => {
  const billing = (
    <>
      <OrderBilling orderId={ORDER_ID} isConfirmed />
      <OrderMoney orderId={ORDER_ID} zone="UTC" />
    </>
  );
  const room = routes[0]?.children?.find(({ path }) => path === ":organization");
  const inRoom = [
    { ...routes[0], children: [{ ...room, children: [{ path: "billing", element: billing }] }] },
  ] as typeof routes;

  it("is changed until the invoice is issued, and free orders get one on request", async () => {
    const { user, asked } = visit(
      "/meridian/billing",
      {
        [`GET ${ORDER}/billing`]: BILLING,
        [`GET ${ORDER}/invoices`]: { items: [] },
        [`POST ${ORDER}/billing`]: { ...BILLING, company: "Babbage Ltd" },
        [`POST ${ORDER}/invoices`]: INVOICE,
      },
      ALL,
      inRoom,
    );
    await user.click(await screen.findByRole("button", { name: "Change whom the order is billed to" }));
    const panel = within(await screen.findByRole("dialog"));
    await fill(user, panel.getByLabelText(/Company/), "Babbage Ltd");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The billing details are saved.")).toBeTruthy();
    expect(of(asked, "POST")?.body).toMatchObject({ company: "Babbage Ltd", name: "Ada" });
    await user.click(screen.getByRole("button", { name: "Issue an invoice" }));
    expect(await screen.findByText("The invoice is issued.")).toBeTruthy();
  });

  it("stands once the invoice is issued, with the document", async () => {
    const { user } = visit(
      "/meridian/billing",
      {
        [`GET ${ORDER}/billing`]: BILLING,
        [`GET ${ORDER}/invoices`]: { items: [INVOICE] },
        [`GET ${ORDER}/invoices/i1.pdf`]: file("INV-7.pdf"),
      },
      ALL,
      inRoom,
    );
    await user.click(await screen.findByRole("button", { name: "Download INV-7 as a PDF" }));
    await waitFor(() => expect(saved).toEqual(["INV-7.pdf"]));
    expect(screen.queryByRole("button", { name: "Change whom the order is billed to" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Issue an invoice" })).toBeNull();
  });
});

describe("reports", () => {
  it("show balances and what the platform takes, and export a period", async () => {
    const { user, asked } = visit("/meridian/money/reports", { [`GET ${BASE}/accounting/exports`]: file("books.csv") });
    expect((await screen.findByText("Sales")).parentElement?.textContent).toBe("Sales-€78.00");
    expect(await screen.findByText(/The platform takes nothing/)).toBeTruthy();
    const from = screen.getByLabelText("From");
    await fill(user, from, "2026-02-01");
    const to = screen.getByLabelText("To and including");
    await fill(user, to, "2026-02-28");
    const files = screen.getByLabelText("File");
    expect(within(files).getByRole("option", { name: "Workbook (Excel)" })).toHaveProperty("value", "xlsx");
    await user.selectOptions(files, "datev");
    await user.click(screen.getByRole("button", { name: "Download the file" }));
    await waitFor(() => expect(saved).toEqual(["books.csv"]));
    const query = asked.find(({ path }) => path.endsWith("/exports"))?.query.toString();
    expect(query).toBe("from=2026-02-01&to=2026-02-28&format=datev&by=occurred");
  });

  it("set the accounts that the adviser keeps", async () => {
    const { user, asked } = visit("/meridian/money/reports", { [`PUT ${BASE}/accounting/settings`]: BOOKS });
    await user.click(await screen.findByRole("button", { name: "Set the accounts" }));
    const panel = within(await screen.findByRole("dialog"));
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    await fill(user, panel.getByLabelText(/Beraternummer/), "1001");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await panel.findAllByText("Give a number in digits.")).not.toHaveLength(0);
    expect(of(asked, "PUT")).toBeUndefined();
    await user.type(panel.getByLabelText(/Mandantennummer/), "1");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The next exports use them.")).toBeTruthy();
    expect(of(asked, "PUT")?.headers.get("If-Match")).toBe('"2"');
    expect(of(asked, "PUT")?.body).toMatchObject({
      adviser_number: 1001,
      client_number: 1,
      accounts: { sales: "8200", bank: "1200" },
      tax_accounts: [{ rate_bp: 1900, account: "", key: "3" }],
    });
  });

  it("offer no export to who may not", async () => {
    visit("/meridian/money/reports", {}, ["payments.read"]);
    expect(await screen.findByText("Nothing is booked yet")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Download the file" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Set the accounts" })).toBeNull();
  });

  it("read tax accounts a line each", () => {
    expect(taxAccountsOf("19 8400 -\n\n7 - 2")).toEqual([
      { rate_bp: 1900, account: "8400", key: "" },
      { rate_bp: 700, account: "", key: "2" },
    ]);
    expect(taxAccountsOf("nineteen 8400")).toBeNull();
    expect(taxAccountsOf("19 8400 3 4")).toBeNull();
  });
});
