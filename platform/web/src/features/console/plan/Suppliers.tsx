// Who brings what, and whom to call.
import type { ReactNode } from "react";
import { Row } from "../parts/Rows";
import { LinePanel } from "./LinePanel";
import { useSuppliers, type Supplier } from "./queries";
import { PlanPart } from "./PlanPart";
import { usePlanTexts } from "./texts";

interface SuppliersProps {
  readonly suppliers: readonly Supplier[];
  readonly editable: boolean;
}

const EMPTY = { name: "", supplies: "", contact_name: "", phone: "", email: "", notes: "" };

export function Suppliers({ suppliers, editable }: SuppliersProps): ReactNode {
  const t = usePlanTexts();
  const lines = useSuppliers();
  return (
    <PlanPart
      title={t("suppliers.title")}
      none={t("suppliers.none")}
      add={t("suppliers.add")}
      items={suppliers}
      lines={lines}
      editable={editable}
      nameOf={({ name }) => name}
      row={({ line, onOpen, actions }) => (
        <Row
          key={line.id}
          title={line.name}
          {...(onOpen === undefined ? {} : { onOpen })}
          facts={[
            line.supplies === "" ? "" : <bdi key="supplies">{line.supplies}</bdi>,
            line.contact_name === "" && line.phone === "" && line.email === "" ? "" : <Contact key="to" of={line} />,
          ]}
          actions={actions}
        />
      )}
      panel={(line, onClose, onDelete) => (
        <LinePanel
          key={line?.id ?? "new"}
          prefix="supplier"
          line={line}
          lines={lines}
          title={line?.name ?? t("suppliers.new")}
          add={t("suppliers.add")}
          empty={EMPTY}
          formOf={({ name, supplies, contact_name, phone, email, notes }) => ({
            name,
            supplies,
            contact_name,
            phone,
            email,
            notes,
          })}
          bodyOf={(form) => ({ ...form, name: form.name.trim() })}
          problemsOf={({ name }) => new Map(name.trim() === "" ? [["name", "wrong.name" as const]] : [])}
          fields={[
            { name: "name", required: true },
            { name: "supplies", rows: 2, maxLength: 1000 },
            { name: "contact_name" },
            { name: "phone", type: "tel", maxLength: 50 },
            { name: "email", type: "email", maxLength: 320 },
            { name: "notes", rows: 3, maxLength: 4000 },
          ]}
          nameOf={({ name }) => name}
          onClose={onClose}
          onDelete={onDelete}
        />
      )}
    />
  );
}

function Contact({ of }: { readonly of: Supplier }): ReactNode {
  const parts = [
    of.contact_name === "" ? null : <bdi key="name">{of.contact_name}</bdi>,
    of.phone === "" ? null : (
      <a key="phone" href={`tel:${of.phone.replaceAll(" ", "")}`} dir="ltr">
        {of.phone}
      </a>
    ),
    of.email === "" ? null : (
      <a key="email" href={`mailto:${of.email}`}>
        <bdi>{of.email}</bdi>
      </a>
    ),
  ].filter((part) => part !== null);
  return <span className="plan-contact">{parts}</span>;
}
