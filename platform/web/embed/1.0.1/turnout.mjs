// src/sdk/look.ts
var e = null;
function t(t) {
	e === null && (e = new CSSStyleSheet(), e.replaceSync("\n:host { display: block; position: relative; }\n:host([hidden]) { display: none; }\n:host([mode=\"button\"]) { display: inline-block; }\n.frame { display: block; inline-size: 100%; border: 0; color-scheme: normal; background: transparent;\n  block-size: var(--turnout-min-height, 30rem); border-radius: var(--turnout-radius, 0.75rem); }\n.frame[hidden], slot[hidden], .wait[hidden], .link[hidden] { display: none; }\n.wait { position: absolute; inset: 0 0 auto; margin: 0; padding: 1.5rem; text-align: center;\n  font: var(--turnout-font, inherit); }\n.button, .link { display: inline-flex; align-items: center; justify-content: center; box-sizing: border-box;\n  min-block-size: 2.75rem; padding: 0.625rem 1.25rem; border: 0; cursor: pointer; text-decoration: none;\n  border-radius: var(--turnout-radius, 0.75rem); font: var(--turnout-font, 600 1rem/1.25 system-ui, sans-serif);\n  background: var(--turnout-accent, #3f3ac6); color: var(--turnout-on-accent, #fff); }\n.button:focus-visible, .link:focus-visible, .close:focus-visible {\n  outline: 3px solid var(--turnout-focus, #1a73e8); outline-offset: 2px; }\n.dialog { inline-size: min(100vw, var(--turnout-dialog-width, 60rem)); block-size: min(100dvh, 56rem);\n  max-inline-size: 100vw; max-block-size: 100dvh; padding: 0; border: 0; overflow: hidden;\n  color-scheme: light dark;\n  border-radius: var(--turnout-radius, 0.75rem); background: Canvas; color: CanvasText; }\n.dialog:not([open]) { display: none; }\n.dialog[open] { display: flex; flex-direction: column; }\n.dialog::backdrop { background: rgb(0 0 0 / 60%); }\n.bar { display: flex; align-items: center; justify-content: space-between; gap: 1rem; flex: none;\n  padding-inline-start: 1rem; font: 600 1rem/1.25 system-ui, sans-serif; }\n.bar p { margin: 0; }\n.close { inline-size: 3rem; block-size: 3rem; border: 0; background: none; color: inherit; cursor: pointer;\n  font: 1.5rem/1 system-ui, sans-serif; }\n.body { position: relative; flex: 1; min-block-size: 0; overflow: auto; }\n.note { margin: 0 0 0.75rem; font: var(--turnout-font, inherit); }\n.body.refused { padding: 1.5rem 1rem; }\n.body .frame { block-size: 100%; border-radius: 0; }\n.visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%);\n  white-space: nowrap; }\n@media (max-width: 40rem) {\n  .dialog { inline-size: 100vw; block-size: 100dvh; margin: 0; border-radius: 0; }\n}\n")), t.adoptedStyleSheets = [e];
}
function n(e, t, n = "") {
	let r = document.createElement(e);
	return r.className = t, r.setAttribute("part", t), n !== "" && (r.textContent = n), r;
}
var r = [
	"tickets",
	"attendees",
	"payment"
], i = 5e4;
function a(e) {
	if (typeof e != "object" || !e) return null;
	let { turnout: t, type: n, height: a, step: s, event: l, state: u, tickets: d, totalMinor: f, currency: p } = e;
	return t === 1 ? n === "ready" || n === "close" ? { type: n } : n === "height" && c(a) && a <= i ? {
		type: n,
		height: a
	} : n === "step" && typeof s == "string" && r.includes(s) ? {
		type: n,
		step: s
	} : n === "open" && typeof l == "string" && o(l) ? {
		type: n,
		event: l
	} : n !== "order-placed" || typeof l != "string" || typeof u != "string" || !c(d) || !c(f) || typeof p != "string" ? null : {
		type: n,
		event: l,
		state: u,
		tickets: d,
		totalMinor: f,
		currency: p
	} : null;
}
function o(e) {
	return /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/i.test(e);
}
function s(e) {
	return /^[a-z0-9][a-z0-9-]*$/i.test(e);
}
function c(e) {
	return typeof e == "number" && Number.isFinite(e) && e >= 0;
}
// src/sdk/frame.ts
var l = 4e3, u = 2e4, d = class {
	ends;
	element;
	wait;
	isReady = !1;
	timer;
	listener = (e) => this.hear(e);
	constructor(e, t, r, i) {
		this.ends = i, this.origin = e.origin, this.element = n("iframe", "frame"), this.element.title = t, this.element.src = e.href, this.element.referrerPolicy = "strict-origin", this.element.addEventListener("load", () => this.arrived()), this.wait = n("p", "wait", r.loading), this.wait.setAttribute("role", "status"), addEventListener("message", this.listener), this.timer = setTimeout(() => this.ends.fail(), u);
	}
	origin;
	end() {
		clearTimeout(this.timer), removeEventListener("message", this.listener), this.element.remove(), this.wait.remove();
	}
	arrived() {
		this.wait.hidden = !0, this.greet(), this.isReady || (clearTimeout(this.timer), this.timer = setTimeout(() => this.ends.fail(), l));
	}
	greet() {
		this.element.contentWindow?.postMessage({
			turnout: 1,
			type: "hello"
		}, this.origin);
	}
	hear({ source: e, origin: t, data: n }) {
		if (e === null || e !== this.element.contentWindow || t !== this.origin) return;
		let r = a(n);
		if (r !== null) {
			if (r.type === "ready" && !this.isReady) this.isReady = !0, clearTimeout(this.timer), this.greet();
			else if (r.type === "ready") return;
			this.ends.hear(r);
		}
	}
}, f = {
	en: {
		tickets: "Get tickets",
		close: "Close",
		loading: "Loading …",
		checkout: "Tickets",
		events: "Events",
		newTab: "(opens in a new tab)",
		elsewhere: "Tickets cannot be shown in this page. You get them on the organizer’s own:"
	},
	de: {
		tickets: "Tickets holen",
		close: "Schließen",
		loading: "Wird geladen …",
		checkout: "Tickets",
		events: "Veranstaltungen",
		newTab: "(öffnet sich in einem neuen Tab)",
		elsewhere: "Tickets können auf dieser Seite nicht gezeigt werden. Sie bekommen sie auf der Seite des Veranstalters:"
	},
	fr: {
		tickets: "Prendre des billets",
		close: "Fermer",
		loading: "Chargement …",
		checkout: "Billets",
		events: "Événements",
		newTab: "(s’ouvre dans un nouvel onglet)",
		elsewhere: "Les billets ne peuvent pas être affichés dans cette page. Ils se trouvent sur celle de l’organisateur :"
	},
	es: {
		tickets: "Conseguir entradas",
		close: "Cerrar",
		loading: "Cargando …",
		checkout: "Entradas",
		events: "Eventos",
		newTab: "(se abre en una pestaña nueva)",
		elsewhere: "Las entradas no se pueden mostrar en esta página. Están en la del organizador:"
	},
	ar: {
		tickets: "احصل على التذاكر",
		close: "إغلاق",
		loading: "جارٍ التحميل …",
		checkout: "التذاكر",
		events: "الفعاليات",
		newTab: "(يُفتح في علامة تبويب جديدة)",
		elsewhere: "لا يمكن عرض التذاكر في هذه الصفحة. تجدها في صفحة المنظم:"
	},
	hi: {
		tickets: "टिकट लें",
		close: "बंद करें",
		loading: "लोड हो रहा है …",
		checkout: "टिकट",
		events: "कार्यक्रम",
		newTab: "(नए टैब में खुलता है)",
		elsewhere: "टिकट इस पेज पर नहीं दिखाए जा सकते। वे आयोजक के पेज पर मिलते हैं:"
	},
	so: {
		tickets: "Hel tikidho",
		close: "Xir",
		loading: "Waa la soo rarayaa …",
		checkout: "Tikidho",
		events: "Dhacdooyin",
		newTab: "(wuxuu ku furmayaa tab cusub)",
		elsewhere: "Tikidhada laguma tusi karo boggan. Waxaad ka helaysaa bogga qabanqaabiyaha:"
	}
}, p = f.en;
function m(e) {
	let t = e.toLowerCase().split(/[-_]/)[0] ?? "";
	return t in f ? t : "";
}
function h(e) {
	return f[e] ?? p;
}
function g(e) {
	return e === "ar" ? "rtl" : "ltr";
}
// src/sdk/dialog.ts
var _ = class {
	element;
	frame;
	constructor(e, t, r, i) {
		let { language: a, title: o, theme: s } = r, c = h(a);
		this.element = n("dialog", "dialog"), this.element.dir = g(a), this.element.lang = a, (s === "light" || s === "dark") && (this.element.style.colorScheme = s), this.element.setAttribute("aria-label", o);
		let l = n("div", "bar"), u = n("button", "close", "×");
		u.type = "button", u.setAttribute("aria-label", c.close), u.addEventListener("click", () => this.element.close()), l.append(n("p", "title", o), u);
		let f = n("div", "body");
		this.frame = new d(t, o, c, {
			hear: (e) => e.type === "close" ? this.element.close() : i.hear(e),
			fail: () => {
				this.frame.end();
				let e = r.link();
				f.classList.add("refused"), f.append(n("p", "note", c.elsewhere), e), e.focus(), i.fail();
			}
		}), f.append(this.frame.wait, this.frame.element), this.element.append(l, f), this.element.addEventListener("close", () => {
			this.frame.end(), this.element.remove(), i.close();
		}), e.append(this.element), this.element.showModal();
	}
}, v = [
	"code",
	"ticket",
	"partner",
	"theme"
], y = [
	"event",
	"organization",
	"host",
	"lang",
	"label",
	"mode",
	...v
], b = "";
function x(e) {
	b = e;
}
var S = class extends HTMLElement {
	static observedAttributes = y;
	frame = null;
	isDrawn = !1;
	root = this.attachShadow({ mode: "open" });
	connectedCallback() {
		t(this.root), this.redraw();
	}
	disconnectedCallback() {
		this.clear();
	}
	attributeChangedCallback() {
		this.isDrawn && this.redraw();
	}
	redraw() {
		this.clear();
		let e = this.subject();
		if (e === null || this.host() === "") return this.showLink(null);
		this.isDrawn = !0, this.draw(e);
	}
	clear() {
		this.frame?.end(), this.frame = null, this.root.replaceChildren(), this.isDrawn = !1;
	}
	host() {
		try {
			return new URL(this.getAttribute("host") ?? b).origin;
		} catch {
			return "";
		}
	}
	language() {
		return m(this.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang) || m(navigator.language) || "en";
	}
	framed(e) {
		let t = new URL(`/embed/${e}`, this.host());
		t.searchParams.set("lang", this.language());
		for (let e of v) {
			let n = this.getAttribute(e);
			n && t.searchParams.set(e, n);
		}
		return t;
	}
	add(...e) {
		for (let t of e) t.lang = this.language(), t.dir = g(this.language());
		this.root.append(...e);
	}
	showFrame(e) {
		let t = new d(this.framed(e), this.caption(), h(this.language()), {
			hear: (e) => this.hear(e, t),
			fail: () => this.fail(e)
		});
		this.frame = t, this.add(t.wait, t.element);
	}
	openDialog(e) {
		let t = this.language();
		new _(this.root, this.framed(e), {
			language: t,
			title: this.caption(),
			theme: this.getAttribute("theme") ?? "",
			link: () => this.link(this.fallback(e), t)
		}, {
			hear: (e) => this.hear(e, null),
			fail: () => this.failed(),
			close: () => this.tell("closed", {})
		});
	}
	fail(e) {
		this.clear(), this.isDrawn = !0, this.add(n("p", "note", h(this.language()).elsewhere)), this.showLink(this.fallback(e)), this.failed();
	}
	failed() {
		console.warn(`turnout: the frame of ${this.host()} was not shown. Add ${location.origin} to the sites under Embeds in the console, and allow the frame in this page's frame-src.`), this.tell("failed", {});
	}
	showLink(e) {
		if (this.childElementCount > 0 || e === null) return this.root.append(document.createElement("slot"));
		this.add(this.link(e, this.language()));
	}
	link(e, t) {
		let r = h(t), i = n("a", "link", this.getAttribute("label") ?? r.tickets);
		return i.href = e.href, i.target = "_blank", i.rel = "noopener", i.append(" ", n("span", "visually-hidden", r.newTab)), i;
	}
	hear(e, t) {
		if (e.type === "height" && t !== null) t.element.style.blockSize = `${e.height}px`;
		else if (e.type === "step") t !== null && this.getBoundingClientRect().top < 0 && this.scrollIntoView({ block: "start" }), this.tell("step", { step: e.step });
		else if (e.type === "ready") this.tell("ready", {});
		else if (e.type === "order-placed") {
			let { event: t, state: n, tickets: r, totalMinor: i, currency: a } = e;
			this.tell("order-placed", {
				event: t,
				state: n,
				tickets: r,
				totalMinor: i,
				currency: a
			});
		} else e.type === "open" && this.openDialog(e.event);
	}
	tell(e, t) {
		let n = Object.freeze({ ...t });
		this.dispatchEvent(new CustomEvent(`turnout:${e}`, {
			detail: n,
			bubbles: !0,
			composed: !0
		}));
	}
}, C = class extends S {
	open() {
		let e = this.subject();
		e !== null && this.openDialog(e);
	}
	subject() {
		let e = this.getAttribute("event") ?? "";
		return o(e) ? e : null;
	}
	caption() {
		return h(this.language()).checkout;
	}
	fallback(e) {
		let t = this.framed(e);
		return t.pathname = `/${e}/checkout`, t;
	}
	draw(e) {
		let t = this.getAttribute("mode");
		if (t === "none") return;
		if (t !== "button") return this.showFrame(e);
		let r = n("button", "button", this.getAttribute("label") ?? h(this.language()).tickets);
		r.type = "button", r.addEventListener("click", () => this.openDialog(e)), this.add(r);
	}
}, w = class extends S {
	subject() {
		let e = this.getAttribute("organization") ?? "";
		return s(e) ? e : null;
	}
	caption() {
		return h(this.language()).events;
	}
	fallback(e) {
		return new URL(`/${e}`, this.host());
	}
	draw(e) {
		this.showFrame(e);
	}
};
function T() {
	customElements.get("turnout-checkout") || customElements.define("turnout-checkout", C), customElements.get("turnout-events") || customElements.define("turnout-events", w);
}
function E({ event: e, ...t }) {
	T();
	let n = document.createElement("turnout-checkout");
	n.setAttribute("event", e), n.setAttribute("mode", "none");
	for (let [e, r] of Object.entries(t)) r !== void 0 && n.setAttribute(e, r);
	return n.addEventListener("turnout:closed", () => n.remove()), document.body.append(n), n.open(), n;
}
x(new URL(import.meta.url).origin), T();
export { C as TurnoutCheckout, w as TurnoutEvents, E as openCheckout };
