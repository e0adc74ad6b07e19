// How a ticket type is sold through a channel, as a form: what it shows, what is wrong, what the API is asked.
import { isWhole, minorOf } from "../../../lib/typed-numbers";
import { instantIn, localIn } from "../../../lib/zoned";
import { minorAmounts, typedAmounts, type DigitsOf, type TypedAmounts } from "../parts/currency-amounts";
import type { ChannelSetting, NewSetting, SettingChanges } from "./queries";

export type SettableChannel = ChannelSetting["channel"];

export const CHANNELS: readonly SettableChannel[] = ["partner", "web", "box_office", "api"];

export interface SettingForm {
  readonly type: string;
  readonly channel: SettableChannel;
  /** "" for all partners. */
  readonly partner: string;
  readonly sold: boolean;
  readonly places: string;
  readonly returns: string;
  readonly most: string;
  /** By currency; an empty field leaves the ticket type's price. */
  readonly prices: TypedAmounts;
}

/** How what is typed is read: in the event's time zone, by the decimals of each currency. */
export interface Reading {
  readonly zone: string;
  readonly digitsOf: DigitsOf;
}

export type SettingField = keyof SettingForm;
export type SettingProblem = "type" | "whole" | "most" | "above" | "nothing" | "prices";

export function emptyForm(type: string): SettingForm {
  return { type, channel: "partner", partner: "", sold: true, places: "", returns: "", most: "", prices: {} };
}

export function formOf(setting: ChannelSetting, { zone, digitsOf }: Reading): SettingForm {
  const { ticket_type_id, channel, sales_partner_id, is_sold, places, most, return_at, prices } = setting;
  return {
    type: ticket_type_id,
    channel,
    partner: sales_partner_id ?? "",
    sold: is_sold,
    places: places === 0 ? "" : String(places),
    returns: localIn(return_at, zone),
    most: most === null ? "" : String(most),
    prices: typedAmounts(prices, digitsOf),
  };
}

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: SettingForm, digitsOf: DigitsOf): Map<SettingField, SettingProblem> {
  const found = new Map<SettingField, SettingProblem>();
  if (form.type === "") found.set("type", "type");
  if (!form.sold) return found;
  if (form.places !== "" && !isWhole(form.places)) found.set("places", "whole");
  if (form.most !== "" && (!isWhole(form.most) || Number(form.most) < 1)) found.set("most", "most");
  else if (form.most !== "" && Number(form.places) > Number(form.most)) found.set("places", "above");
  if (form.returns !== "" && !Number(form.places)) found.set("returns", "nothing");
  const typed = Object.entries(form.prices).filter(([, text]) => text.trim() !== "");
  if (typed.some(([currency, text]) => !minorOf(text, digitsOf(currency)))) found.set("prices", "prices");
  return found;
}

/** What it says as a whole: what is not sold keeps nothing, and has no limit. */
export function bodyOf(form: SettingForm, { zone, digitsOf }: Reading): SettingChanges {
  const { sold, places, returns, most, prices } = form;
  return {
    is_sold: sold,
    places: sold ? Number(places) : 0,
    return_at: sold && returns !== "" ? instantIn(returns, zone) : null,
    most: sold && most !== "" ? Number(most) : null,
    prices: minorAmounts(prices, digitsOf),
  };
}

const SAYS: Readonly<Record<SettingField, readonly (keyof SettingChanges)[]>> = {
  type: [],
  channel: [],
  partner: [],
  sold: ["is_sold", "places", "return_at", "most"],
  places: ["places"],
  returns: ["return_at"],
  most: ["most"],
  prices: ["prices"],
};

/** What the API is asked to change: the named fields and nothing else. */
export function changesOf(form: SettingForm, changed: readonly SettingField[], reading: Reading): SettingChanges {
  const body = bodyOf(form, reading);
  const names = new Set(changed.flatMap((name) => SAYS[name]));
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.has(name as keyof SettingChanges)));
}

/** Whole new settings. */
export function newOf(form: SettingForm, reading: Reading): NewSetting {
  const { type, channel, partner } = form;
  return {
    ...bodyOf(form, reading),
    ticket_type_id: type,
    channel,
    sales_partner_id: channel === "partner" && partner !== "" ? partner : null,
  };
}

const POINTERS: Readonly<Record<string, SettingField>> = {
  ticket_type_id: "type",
  channel: "channel",
  sales_partner_id: "partner",
  is_sold: "sold",
  places: "places",
  return_at: "returns",
  most: "most",
  prices: "prices",
};

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): SettingField | null {
  return POINTERS[pointer.split("/")[1] ?? ""] ?? null;
}
