// Inside the frame: takes the card, sends it to the sandbox alone, and tells the shop how it ended.
const { shop, address } = document.body.dataset;
const find = (id) => document.getElementById(id);
const fields = ["number", "expiry", "cvc"].map(find);
const [form, challenge, wrong] = [find("card"), find("challenge"), find("wrong")];
let token = "";
let open = null;

const tell = (message) => parent.postMessage(message, shop);
const measure = () => tell({ kind: "height", height: document.documentElement.offsetHeight });

async function send(more) {
  const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ client_secret: token, ...more }) });
  return answer.json();
}

function show(isAsking) {
  form.hidden = isAsking;
  challenge.hidden = !isAsking;
  if (isAsking) find("asked").focus();
}

function end(id, { outcome, message, field }) {
  show(false);
  // The shop says what is not about one field.
  wrong.textContent = field ? message : "";
  for (const each of fields) each.setAttribute("aria-invalid", String(each.id === field));
  if (outcome === "again") (field ? find(field) : fields[0]).focus();
  tell({ id, outcome, message });
}

async function settle(id, more) {
  try {
    const said = await send(more);
    if (said.outcome !== "challenge") return end(id, said);
    open = id;
    show(true);
  } catch {
    end(id, { outcome: "again", message: "The sandbox cannot be reached. Please try again." });
  }
}

const decide = (action) => {
  const id = open;
  open = null;
  if (id !== null) settle(id, { action });
};

function dress(look) {
  const style = document.documentElement.style;
  for (const name of ["text", "background", "line", "accent", "danger", "font", "radius"]) {
    if (typeof look?.[name] === "string" && look[name] !== "") style.setProperty(`--${name}`, look[name]);
  }
}

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== shop || source !== parent) return;
  if (data?.kind === "open") {
    token = String(data.token);
    dress(data.look);
    tell({ kind: "ready" });
    measure();
  }
  if (data?.kind === "confirm" && open === null) {
    const [number, expiry, cvc] = fields.map((each) => each.value);
    settle(data.id, { number, expiry, cvc });
  }
});
form.addEventListener("submit", (event) => event.preventDefault());
find("confirm").addEventListener("click", () => decide("confirm"));
find("refuse").addEventListener("click", () => decide("refuse"));
new ResizeObserver(measure).observe(document.documentElement);
tell({ kind: "loaded" });
