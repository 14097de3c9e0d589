/* Footnote's widget: <script src="…/widget.js" data-bank="…" async></script>, or <footnote-chat>.
 * What a server says stays text: no markup is made of it. */
(() => {
if (customElements.get("footnote-chat")) return;

const SCRIPT = document.currentScript;
const SLOW = 4e3, PATIENCE = 2e4, MOST_TURNS = 200, LONGEST = 2000;
const ENGLISH = {
	ask: "Ask a question", type: "Type your question", send: "Send", close: "Close", log: "Talk", you: "You asked", bot: "Answer",
	sources: "Sources", reference: "Reference", updated: "updated", opens: "opens in a new tab",
	notice: "This is general information, not medical advice.", looking: "Looking it up…",
	slow: "Still waiting…", dead: "The answer could not be fetched.", again: "Try again",
	forget: "Forget this talk", forgotten: "This talk is forgotten.", person: "Talk to a person",
	offer: "A person can take over, and will see everything said here.", yes: "Yes, pass it on", no: "No, not now",
	passed: "A person has this talk now. I am silent from here on.",
	back: "Ask the bot again", nobody: "Nobody reads along here. Please ask {contact}.",
	nothing: "Ask something first, so that they know what it is about.",
	helped: "Did this help?", helps: "Yes", missed: "No",
};
const SHEET = new CSSStyleSheet();
SHEET.replaceSync(`
:host { color-scheme:light dark; --accent:var(--footnote-accent, light-dark(#0b5cad, #8ec1ff));
	--paper:var(--footnote-paper, light-dark(#fff, #16191d));
	--line:1px solid var(--footnote-line, light-dark(#6b7683, #8a95a1)) }
[hidden] { display:none !important }
* { box-sizing:border-box }
.root { font:var(--footnote-font, 1rem/1.5 system-ui, sans-serif); color:var(--footnote-ink, light-dark(#1c2024, #eceff2)) }
button, textarea { font:inherit; color:inherit; background:var(--paper); border:var(--line); border-radius:.5rem; padding:.4rem .7rem }
button { cursor:pointer; min-height:2.5rem; text-align:start }
:focus-visible { outline:3px solid var(--accent); outline-offset:2px }
.launcher, .send { background:var(--accent); color:var(--footnote-on-accent, light-dark(#fff, #06203c)); font-weight:600 }
.launcher, .panel { position:fixed; inset-block-end:1rem; inset-inline-end:1rem; z-index:var(--footnote-z, 9999); box-shadow:0 4px 20px #0005 }
.panel { display:flex; flex-direction:column; inline-size:min(26rem, 100vw - 2rem); block-size:min(40rem, 100dvh - 2rem);
	background:var(--paper); border:var(--line); border-radius:var(--footnote-radius, .75rem); overflow:hidden }
.header, .form, .footer, .choices { display:flex; align-items:center; gap:.5rem }
.header, .form, .footer { padding:.5rem 1rem }
.footer, .choices { flex-wrap:wrap; padding-block-start:0 }
.log { flex:1; overflow:hidden auto; padding:1rem; overflow-wrap:anywhere; white-space:pre-line; border:var(--line); border-width:1px 0 }
.title { flex:1; margin:0; font-size:1.05rem }
.log > * { margin-block-end:1rem; scroll-margin:1rem }
p { margin:0 0 .5rem }
.notice { border-inline-start:3px solid var(--accent); padding-inline-start:.6rem }
.question { margin-inline-start:2rem; padding:.5rem .75rem; background:var(--footnote-soft, light-dark(#eef2f6, #262c33)); border-radius:.6rem }
.citations { margin:0; padding:0; list-style:none; font-size:.875rem }
a { color:var(--accent) }
.status { min-height:1.5rem; padding:0 1rem }
.input { flex:1; min-width:0; resize:none; font-size:max(1rem, 16px) }
.hear { position:absolute; inline-size:1px; overflow:hidden; clip-path:inset(50%); white-space:nowrap }
@media (max-width: 30rem), (max-height: 30rem) { .panel { inset:0; inline-size:auto; block-size:100dvh; border:0; border-radius:0 } }`);

/** An element whose part is its class too. `on…` listens; a string among the children is text. */
const make = (tag, part, attributes, ...children) => {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries({ part, class: part, ...attributes })) {
		if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
		else made.setAttribute(name, value);
	}
	made.append(...children);
	return made;
};

/** An address that may become a link; others run. */
const safe = (address) => /^https?:\/\//i.test(address) ? address : "";

/** Why a person should take over after this reply, if so. */
const due = ({ kind, text, reason, state }) =>
	kind === "handoff" ? text && (reason === "urgent" ? reason : "asked") : kind === "decline" && state.declined > 1 && "declined";

class FootnoteChat extends HTMLElement {
	#root = this.attachShadow({ mode: "open" });
	#talk = { turns: [], state: null };
	#bank = {};
	#calling = null;

	async connectedCallback() {
		if (this.texts) return;
		this.texts = ENGLISH;
		this.language = "en";
		this.#root.adoptedStyleSheets = [SHEET];
		const wanted = this.getAttribute("lang") || document.documentElement.lang || navigator.language;
		if (!/^en\b/i.test(wanted)) {
			const { content } = await this.#call(`texts/${wanted.slice(0, 2).toLowerCase()}.json`);
			if (content) [this.texts, this.language] = [{ ...ENGLISH, ...content }, wanted];
		}
		this.#build();
		this.#talk = this.#kept() || this.#talk;
		for (const turn of this.#talk.turns) {
			this.#showQuestion(turn.reply.question);
			this.#showReply(turn.reply);
		}
		this.#settle();
		this.toggle(this.#talk.open ?? this.hasAttribute("open"), false);
		const { content } = await this.#call("v1/bank?bank=" + encodeURIComponent(this.getAttribute("bank") || ""));
		if (!content) return;
		this.#bank = content;
		this.name.textContent = content.title;
		this.#greet();
	}

	toggle(open = this.panel.hidden, focus = true) {
		this.panel.hidden = !open;
		this.launcher.hidden = open;
		if (open) this.#greet();
		if (focus) (open ? this.input : this.launcher).focus();
		this.#keep({ open });
		this.#fire(open ? "open" : "close");
	}

	forget() {
		this.#calling?.abort();
		this.#talk = { turns: [], state: null, open: true };
		this.log.replaceChildren();
		this.#greet();
		this.#settle();
		this.#say("forgotten");
		this.input.focus();
	}

	/** Ask a question as if it had been typed. */
	async ask(question) {
		question = question.trim();
		if (!question || this.#calling) return;
		const talk = this.#talk, { turns, state } = talk;
		this.#drop("helped");
		const shown = this.#showQuestion(question);
		const bank = this.getAttribute("bank") || undefined;
		const got = await this.#call("v1/ask", { question, state, bank, follows: turns.at(-1)?.receipt }, true);
		if (talk !== this.#talk) return;
		const reply = got.content;
		if (!reply) return this.#failed(got, () => { shown.remove(); this.ask(question); });
		const { receipt } = got;
		this.#keep({ turns: [...turns, { reply, receipt }].slice(-MOST_TURNS), state: reply.state });
		this.#showReply(reply);
		this.#fire("reply", reply);
		const judge = (verdict) => () => this.#call("v1/feedback", { receipt, verdict });
		if (due(reply) && this.#bank.handoff !== false) this.#offer(due(reply));
		else if (this.#bank.feedback && reply.entry) this.#note("helped", ["helps", judge("helpful")], ["missed", judge("not what I asked")]);
	}

	#build() {
		const t = this.texts;
		const button = (part, onclick) => make("button", part, { type: "button", onclick }, t[part]);
		const submit = (event) => {
			event.preventDefault();
			if (this.#calling) return;
			this.ask(this.input.value);
			this.input.value = "";
		};
		const pressed = (event) => {
			if (event.isComposing) return;
			if (event.key === "Escape") this.toggle(false);
			if (event.key === "Enter" && !event.shiftKey && event.target === this.input) submit(event);
		};
		this.launcher = make("button", "launcher", { "aria-haspopup": "dialog", onclick: () => this.toggle() }, t.ask);
		this.name = make("h2", "title", { id: "title" }, t.ask);
		this.log = make("div", "log", { role: "log", "aria-label": t.log, tabindex: 0 });
		this.status = make("div", "status", { role: "status" });
		this.input = make("textarea", "input", { maxlength: LONGEST, "aria-label": t.type, placeholder: t.type, dir: "auto", enterkeyhint: "send" });
		this.back = button("back", () => {
			this.#keep({ state: { ...this.#talk.state, handed: false, declined: 0, options: [] } });
			this.#settle();
			this.input.focus();
		});
		this.panel = make("section", "panel", { role: "dialog", "aria-labelledby": "title", onkeydown: pressed },
			make("header", "header", {}, this.name, button("close", () => this.toggle(false))), this.log, this.status,
			make("form", "form", { onsubmit: submit }, this.input, make("button", "send", {}, t.send)),
			make("footer", "footer", {}, button("person", () => this.#offer("asked")), button("forget", () => this.forget()), this.back));
		const dir = /^(ar|fa|he|ur)\b/i.test(this.language) ? "rtl" : "ltr";
		this.#root.append(make("div", "root", { dir, lang: this.language }, this.launcher, this.panel));
	}

	#greet() {
		this.#drop("greeting");
		const { greeting = "", notice = this.texts.notice, lang = this.language } = this.#bank;
		this.log.prepend(make("div", "greeting", { dir: "auto", lang }, make("p", "said", {}, greeting), make("p", "notice", {}, notice)));
	}

	#drop(name) { this.#root.querySelector("." + name)?.remove() }

	#show(element) {
		this.log.append(element);
		element.scrollIntoView({ block: element.offsetHeight > this.log.clientHeight ? "start" : "nearest" });
		return element;
	}

	#showQuestion(question) {
		return this.#show(make("div", "question", {}, make("span", "hear", {}, this.texts.you + ": "), make("span", "said", { dir: "auto" }, question)));
	}

	#showReply({ kind, text, citations, options }) {
		if (!text) return; // silence: a person has the talk
		const links = Object.fromEntries(citations.map(({ number, url }) => [`[${number}]`, safe(url)]));
		const marked = text.split(/(\[\d+\])/).map((piece) => links[piece] ? this.#link(links[piece], piece) : piece);
		const shown = make("article", "reply " + kind, { dir: "auto", lang: this.#bank.lang || "", "aria-label": this.texts.bot }, make("p", "said", {}, ...marked));
		if (options.length) shown.append(this.#choices(...options.map(({ question }) => [question, () => this.ask(question)])));
		if (citations.length) shown.append(make("ol", "citations", { "aria-label": this.texts.sources }, ...citations.flatMap((one) => this.#citation(one))));
		this.#show(shown);
	}

	#citation({ number, title, publisher, section, place, updated, url, references }) {
		const line = (address, text) => make("li", "citation", {}, safe(address) ? this.#link(safe(address), text) : text);
		const day = new Date(updated).toLocaleDateString(this.language, { dateStyle: "long", timeZone: "UTC" });
		return [line(url, `[${number}] ${title}, ${publisher}, ${section}, ${place} (${this.texts.updated} ${day})`),
			...references.map((one) => line(one.url, `${this.texts.reference} ${one.number}: ${one.text}`))];
	}

	#link(href, text) {
		return make("a", "link", { href, target: "_blank", rel: "noreferrer" }, text, make("span", "hear", {}, ` (${this.texts.opens})`));
	}

	#choices(...choices) {
		return make("div", "choices", {}, ...choices.map(([text, onclick]) => make("button", "choice", { type: "button", onclick }, text)));
	}

	/** Offer that a person takes over; what they will see is said before it is sent. */
	#offer(cause) {
		this.#drop("offer");
		if (this.#talk.state?.handed) return this.#note("passed");
		if (this.#bank.handoff === false) return this.#note("nobody");
		if (!this.#talk.turns.length) return this.#note("nothing");
		const offer = this.#note("offer", ["yes", () => this.#handOver(cause)], ["no", () => this.input.focus()]);
		if (cause === "asked") offer.querySelector("button").focus();
	}

	async #handOver(cause) {
		const talk = this.#talk;
		this.input.focus();
		if (this.#calling) return;
		const got = await this.#call("v1/handoff", { turns: talk.turns.map(({ reply }) => reply), state: talk.state, cause }, true);
		if (talk !== this.#talk) return;
		if (!got.content) return this.#failed(got, () => this.#handOver(cause));
		this.#keep({ state: got.content.state });
		if (!got.content.delivered) return this.#note("nobody");
		this.#settle();
		this.#fire("handoff", got.content);
	}

	/** Say whether a person has the talk, and offer the way back. */
	#settle() {
		this.#keep();
		this.#drop("passed");
		this.back.hidden = !this.#talk.state?.handed;
		if (!this.back.hidden) this.#note("passed");
	}

	/** One of the texts, and what can be done about it; doing it takes the note away. */
	#note(name, ...choices) {
		const text = this.texts[name].replace("{contact}", () => this.#bank.contact);
		const buttons = choices.map(([choice, does]) => [this.texts[choice], () => { note.remove(); does(); }]);
		const note = make("div", name, {}, make("p", "notice", {}, text), this.#choices(...buttons));
		return this.#show(note);
	}

	#failed(got, again) {
		this.#note("dead", ["again", () => { this.input.focus(); again(); }]).firstChild.append(" ", got.detail || "");
		this.#fire("error", got);
	}

	/** {content, receipt} of a call; {detail} at most where it fails. One at a time is `waited` for. */
	async #call(path, body, waited = false) {
		const stop = new AbortController(), timers = [setTimeout(() => stop.abort(), PATIENCE)], key = this.getAttribute("key");
		if (waited) {
			this.#calling = stop;
			this.#say("looking");
			timers.push(setTimeout(() => this.#say("slow"), SLOW));
		}
		try {
			const base = new URL(this.getAttribute("endpoint") || SCRIPT?.src || "", location);
			const headers = { ...(body && { "Content-Type": "application/json" }), ...(key && { Authorization: "Bearer " + key }) };
			const response = await fetch(new URL(path, base), { method: body ? "POST" : "GET", body: JSON.stringify(body), headers, signal: stop.signal, credentials: "omit" });
			const content = await response.json();
			return response.ok ? { content, receipt: response.headers.get("Footnote-Receipt") } : content;
		} catch {
			return {};
		} finally {
			timers.forEach(clearTimeout);
			if (waited && this.#calling === stop) { this.#calling = null; this.#say(); }
		}
	}

	#say(name) { this.status.textContent = this.texts[name] || "" }

	#fire(name, detail) {
		this.dispatchEvent(new CustomEvent("footnote:" + name, { detail, bubbles: true, composed: true }));
	}

	get #place() { return `footnote:${this.getAttribute("endpoint")}:${this.getAttribute("bank")}`; }

	#kept() {
		try {
			const talk = JSON.parse(sessionStorage.getItem(this.#place));
			return talk.turns.every(({ reply }) => reply.text.at && reply.citations.map && reply.options.map) && talk;
		} catch { return null; }
	}

	#keep(change) {
		Object.assign(this.#talk, change);
		try { sessionStorage.setItem(this.#place, JSON.stringify(this.#talk)); } catch {}
	}
}

customElements.define("footnote-chat", FootnoteChat);

const place = () => {
	if (!document.querySelector("footnote-chat")) document.body.append(make("footnote-chat", "", { ...SCRIPT?.dataset }));
};
if (document.readyState === "loading") addEventListener("DOMContentLoaded", place);
else place();
})();
