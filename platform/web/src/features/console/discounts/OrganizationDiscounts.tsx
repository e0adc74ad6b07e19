// The discounts that count at every event of the organization.
import type { ReactNode } from "react";
import { useDigits } from "../shell/money";
import { useOwnOrganization } from "../shell/organization-api";
import { DiscountList } from "./DiscountList";

const OTHERWISE = { time_zone: "UTC", currency: "EUR" };

export default function OrganizationDiscounts(): ReactNode {
  const { data: { time_zone: timeZone, currency } = OTHERWISE } = useOwnOrganization();
  const place = { timeZone, currency, digits: useDigits() };
  return <DiscountList eventId={null} types={[]} currencies={null} place={place} linkOf={null} />;
}
