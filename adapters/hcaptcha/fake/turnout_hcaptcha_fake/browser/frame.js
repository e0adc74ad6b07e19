// Inside the frame: whoever ticks the box is a person, and the page around it gets the token.
const given = new URLSearchParams(location.search);
document.documentElement.style.colorScheme = given.get("theme");
document.querySelector("input").addEventListener("change", async () => {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(Object.fromEntries(given));
  const answer = await fetch("/control/solve", { method: "POST", headers, body });
  parent.postMessage(answer.ok ? { token: (await answer.json()).token } : { error: "network-error" }, "*");
});
