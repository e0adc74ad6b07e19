// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { startChallenge } from "./challenge";

function form(): HTMLFormElement {
  document.body.innerHTML = `<form data-challenge="k1.17.abc.def" data-bits="15">
    <input type="hidden" name="challenge"><button>Join</button></form>`;
  const found = document.querySelector("form");
  if (found === null) throw new Error("no form");
  return found;
}

describe("a form that a challenge stands before", () => {
  it("is sent with the answer once it is found", async () => {
    const shown = form();
    const submit = vi.spyOn(shown, "submit").mockImplementation(() => undefined);
    await startChallenge(shown, async (challenge, bits) => `${challenge}~${bits}`);
    expect(shown.querySelector("input")?.value).toBe("k1.17.abc.def~15");
    expect(submit).toHaveBeenCalledOnce();
  });

  it("stays as it is where the browser cannot solve it", async () => {
    const shown = form();
    const submit = vi.spyOn(shown, "submit").mockImplementation(() => undefined);
    await startChallenge(shown, () => Promise.reject(new Error("no workers")));
    expect(submit).not.toHaveBeenCalled();
    expect(shown.querySelector("input")?.value).toBe("");
  });
});
