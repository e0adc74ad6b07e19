// The discounts of an event, with those that count at every event.
import type { ReactNode } from "react";
import { currenciesOf } from "../parts/currency-amounts";
import { useConnection } from "../session/api";
import { useEvent } from "../shell/event";
import { useDigits } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { useCurrency } from "../tickets/currency";
import { useAllTicketTypes } from "../tickets/queries";
import { DiscountList } from "./DiscountList";

export default function EventDiscounts(): ReactNode {
  const event = useEvent();
  const { slug } = useOrganization();
  const { publicUrl } = useConnection().config;
  const types = (useAllTicketTypes().data ?? []).filter(({ state }) => state !== "archived");
  const place = { timeZone: event.time_zone, digits: useDigits(), currency: useCurrency(types) };
  const checkout = `${publicUrl}/${slug}/${event.slug}/checkout`;
  return (
    <DiscountList
      eventId={event.id}
      types={types}
      currencies={currenciesOf(types)}
      place={place}
      linkOf={(code) => `${checkout}?code=${encodeURIComponent(code)}`}
    />
  );
}
