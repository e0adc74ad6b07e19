import { screen } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { Button } from "./Button";
import { Dialog, Sheet } from "./Dialog";
import { renderUi } from "./testing";

function Opened({ of: Surface, alert }: { readonly of: typeof Dialog; readonly alert?: boolean }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Open</Button>
      <Surface
        title="Your cart"
        open={open}
        onClose={() => setOpen(false)}
        alert={alert ?? false}
        actions={<Button onPress={() => setOpen(false)}>Done</Button>}
      >
        Two tickets
      </Surface>
    </>
  );
}

describe.each([
  ["dialog", Dialog],
  ["sheet", Sheet],
])("a %s", (_name, surface) => {
  it("takes focus, closes by Escape and gives focus back", async () => {
    const { user } = renderUi(<Opened of={surface} />);
    await user.click(screen.getByRole("button", { name: "Open" }));
    const box = screen.getByRole("dialog", { name: "Your cart" });
    expect(box.contains(document.activeElement)).toBe(true);
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    await expect.poll(() => document.activeElement?.textContent).toBe("Open");
  });

  it("keeps the keyboard inside", async () => {
    const { user } = renderUi(<Opened of={surface} />);
    await user.click(screen.getByRole("button", { name: "Open" }));
    const box = screen.getByRole("dialog");
    for (let press = 0; press < 5; press += 1) {
      await user.tab();
      expect(box.contains(document.activeElement)).toBe(true);
    }
  });

  it("has a cross with a name in the reader's language", async () => {
    const { user } = renderUi(<Opened of={surface} />, { language: "es" });
    await user.click(screen.getByRole("button", { name: "Open" }));
    await user.click(screen.getByRole("button", { name: "Cerrar" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

it("a dialog that needs an answer is closed by its own buttons only", async () => {
  const { user } = renderUi(<Opened of={Dialog} alert />);
  await user.click(screen.getByRole("button", { name: "Open" }));
  await user.keyboard("{Escape}");
  expect(screen.getByRole("alertdialog")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(screen.queryByRole("alertdialog")).toBeNull();
});
