import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ListSearch } from "./ListSearch";

afterEach(cleanup);

function open(): { type: (text: string) => Promise<void>; asked: string[]; says: (value: string) => void } {
  const asked: string[] = [];
  const field = (value: string): ReactNode => (
    <ListSearch label="Find" value={value} onChange={(text) => asked.push(text)} />
  );
  const { rerender } = render(field(""));
  const user = userEvent.setup();
  return {
    type: (text) => user.type(screen.getByRole("searchbox"), text),
    asked,
    says: (value) => rerender(field(value)),
  };
}

const shown = (): string => screen.getByRole<HTMLInputElement>("searchbox").value;

describe("The search field of a list", () => {
  it("keeps every letter when the list answers late", async () => {
    const { type, asked, says } = open();
    await type("r");
    await waitFor(() => expect(asked).toEqual(["r"]));
    await type("oss");
    await waitFor(() => expect(asked.at(-1)).toBe("ross"));
    await type("i");
    for (const former of asked.slice(0, -1)) says(former);
    says("ross");
    expect(shown()).toBe("rossi");
    await waitFor(() => expect(asked.at(-1)).toBe("rossi"));
    says("rossi");
    expect(shown()).toBe("rossi");
  });

  it("takes what comes from outside, also what was asked for before", async () => {
    const { type, asked, says } = open();
    await type("ab");
    await waitFor(() => expect(asked.at(-1)).toBe("ab"));
    says("ab");
    says("");
    expect(shown()).toBe("");
    says("ab");
    expect(shown()).toBe("ab");
    says("zebra");
    expect(shown()).toBe("zebra");
  });

  it("is not asked again for what it shows", async () => {
    const onChange = vi.fn();
    render(<ListSearch label="Find" value="here" onChange={onChange} />);
    await new Promise((done) => setTimeout(done, 120));
    expect(onChange).not.toHaveBeenCalled();
  });
});
