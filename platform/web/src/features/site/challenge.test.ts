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

describe("a form before which the organization's challenge service is asked", () => {
  const DRAWN = { module: "/adapters/0/fields.js", options: {}, action: "waiting_room", binding: "b1", answers: "/a" };

  function asking(): HTMLFormElement {
    const shown = form();
    shown.dataset["widget"] = JSON.stringify(DRAWN);
    shown.insertAdjacentHTML(
      "beforeend",
      `<div data-challenge-place data-refused="No person" data-unloaded="Not loaded" hidden>
        <div data-challenge-widget></div><p data-challenge-says></p>
        <button type="button" data-challenge-again hidden>Try again</button></div>`,
    );
    return shown;
  }

  const unsolved = (): Promise<string> => Promise.reject(new Error("no proof of work is asked"));

  it("is sent with what the token is worth", async () => {
    const shown = asking();
    const submit = vi.spyOn(shown, "submit").mockImplementation(() => undefined);
    const attempt = vi.fn().mockResolvedValue({ kind: "answer", answer: "answer-1" });
    await startChallenge(shown, unsolved, attempt);
    const asked = { challenge: "k1.17.abc.def", action: "waiting_room", binding: "b1" };
    expect(attempt).toHaveBeenCalledWith(shown.querySelector("[data-challenge-widget]"), DRAWN, asked, "/a");
    expect(shown.querySelector("input")?.value).toBe("answer-1");
    expect(submit).toHaveBeenCalledOnce();
  });

  it("says what went wrong, and asks once more when told to", async () => {
    const shown = asking();
    const submit = vi.spyOn(shown, "submit").mockImplementation(() => undefined);
    const attempt = vi
      .fn()
      .mockResolvedValueOnce({ kind: "unloaded" })
      .mockRejectedValueOnce(new Error("lapsed"))
      .mockResolvedValueOnce({ kind: "answer", answer: "answer-2" });
    await startChallenge(shown, unsolved, attempt);
    const says = shown.querySelector("[data-challenge-says]");
    const again = shown.querySelector<HTMLButtonElement>("[data-challenge-again]");
    expect([says?.textContent, again?.hidden]).toEqual(["Not loaded", false]);
    again?.click();
    await vi.waitFor(() => expect(says?.textContent).toBe("No person"));
    expect(submit).not.toHaveBeenCalled();
    again?.click();
    await vi.waitFor(() => expect(submit).toHaveBeenCalledOnce());
    expect(shown.querySelector("input")?.value).toBe("answer-2");
  });
});
