// Tickets are sold at the desk: the view of tickets that are given away, which begins with a payment.
import type { ReactNode } from "react";
import GiveAwayPage from "./GiveAwayPage";

export default function DeskPage(): ReactNode {
  return <GiveAwayPage begins="now" />;
}
