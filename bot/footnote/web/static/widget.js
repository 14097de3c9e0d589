/* Footnote's widget: <script src="…/widget.js" data-bank="…" async></script>, or <footnote-chat>.
 * Text from a server is inserted as text, never as markup. */
(() => {
if (customElements.get("footnote-chat")) return;

const SCRIPT = document.currentScript;
const SLOW_MS = 4e3, TIMEOUT_MS = 2e4, MAX_TURNS = 200, MAX_LENGTH = 2000;
const ENGLISH = {
	ask: "Ask a question", type: "Type your question", send: "Send", close: "Close", log: "Conversation", you: "You asked", bot: "Answer",
	sources: "Sources", reference: "Reference", updated: "updated", checked: "checked", opens: "opens in a new tab",
	notice: "This is general information, not medical advice.", looking: "Looking it up…",
	slow: "Still waiting…", dead: "The answer could not be fetched.", again: "Try again",
	forget: "Clear conversation", forgotten: "Conversation cleared.", person: "Talk to a person",
	offer: "A person can take over, and will see the whole conversation.", yes: "Yes, pass it on", no: "No, not now",
	passed: "A person has taken over. The bot is silent now.",
	back: "Ask the bot again", nobody: "Nobody can take over here. Please ask {contact}.",
	nothing: "Please ask a question first.",
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

/** A new element; `part` is its class too, `on…` are listeners, strings become text. */
const make = (tag, part, attributes, ...children) => {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries({ part, class: part, ...attributes })) {
		if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
		else node.setAttribute(name, value);
	}
	node.append(...children);
	return node;
};

/** The URL, or "" for one that could run code. */
const safe = (address) => /^https?:\/\//i.test(address) ? address : "";

/** Why a person should take over after this reply, or falsy. */
const handoffCause = ({ kind, text, reason, state }) =>
	kind === "handoff" ? text && (reason === "urgent" ? reason : "asked") : kind === "decline" && state.declined > 1 && "declined";

class FootnoteChat extends HTMLElement {
	#root = this.attachShadow({ mode: "open" });
	#chat = { turns: [], state: null };
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
		this.#chat = this.#restore() || this.#chat;
		for (const turn of this.#chat.turns) {
			this.#showQuestion(turn.reply.question);
			this.#showReply(turn.reply);
		}
		this.#showHandoff();
		this.toggle(this.#chat.open ?? this.hasAttribute("open"), false);
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
		this.#save({ open });
		this.#fire(open ? "open" : "close");
	}

	forget() {
		this.#calling?.abort();
		this.#chat = { turns: [], state: null, open: true };
		this.log.replaceChildren();
		this.#greet();
		this.#showHandoff();
		this.#status("forgotten");
		this.input.focus();
	}

	/** Ask as if it had been typed. */
	async ask(question) {
		question = question.trim();
		if (!question || this.#calling) return;
		const chat = this.#chat, { turns, state } = chat;
		this.#remove("helped");
		const shown = this.#showQuestion(question);
		const bank = this.getAttribute("bank") || undefined;
		const result = await this.#call("v1/ask", { question, state, bank, follows: turns.at(-1)?.receipt }, true);
		if (chat !== this.#chat) return;
		const reply = result.content;
		if (!reply) return this.#failed(result, () => { shown.remove(); this.ask(question); });
		const { receipt } = result;
		this.#save({ turns: [...turns, { reply, receipt }].slice(-MAX_TURNS), state: reply.state });
		this.#showReply(reply);
		this.#fire("reply", reply);
		const judge = (verdict) => () => this.#call("v1/feedback", { receipt, verdict });
		if (handoffCause(reply) && this.#bank.handoff !== false) this.#offer(handoffCause(reply));
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
		const onkeydown = (event) => {
			if (event.isComposing) return;
			if (event.key === "Escape") this.toggle(false);
			if (event.key === "Enter" && !event.shiftKey && event.target === this.input) submit(event);
		};
		this.launcher = make("button", "launcher", { "aria-haspopup": "dialog", onclick: () => this.toggle() }, t.ask);
		this.name = make("h2", "title", { id: "title" }, t.ask);
		this.log = make("div", "log", { role: "log", "aria-label": t.log, tabindex: 0 });
		this.status = make("div", "status", { role: "status" });
		this.input = make("textarea", "input", { maxlength: MAX_LENGTH, "aria-label": t.type, placeholder: t.type, dir: "auto", enterkeyhint: "send" });
		this.back = button("back", () => {
			this.#save({ state: { ...this.#chat.state, handed: false, declined: 0, options: [] } });
			this.#showHandoff();
			this.input.focus();
		});
		this.panel = make("section", "panel", { role: "dialog", "aria-labelledby": "title", onkeydown },
			make("header", "header", {}, this.name, button("close", () => this.toggle(false))), this.log, this.status,
			make("form", "form", { onsubmit: submit }, this.input, make("button", "send", {}, t.send)),
			make("footer", "footer", {}, button("person", () => this.#offer("asked")), button("forget", () => this.forget()), this.back));
		const dir = /^(ar|fa|he|ur)\b/i.test(this.language) ? "rtl" : "ltr";
		this.#root.append(make("div", "root", { dir, lang: this.language }, this.launcher, this.panel));
	}

	#greet() {
		this.#remove("greeting");
		const { greeting = "", notice = this.texts.notice, lang = this.language } = this.#bank;
		this.log.prepend(make("div", "greeting", { dir: "auto", lang }, make("p", "said", {}, greeting), make("p", "notice", {}, notice)));
	}

	#remove(name) { this.#root.querySelector("." + name)?.remove() }

	#show(element) {
		this.log.append(element);
		element.scrollIntoView({ block: element.offsetHeight > this.log.clientHeight ? "start" : "nearest" });
		return element;
	}

	#showQuestion(question) {
		return this.#show(make("div", "question", {}, make("span", "hear", {}, this.texts.you + ": "), make("span", "said", { dir: "auto" }, question)));
	}

	#showReply({ kind, text, citations, options }) {
		if (!text) return; // a person has taken over
		const links = Object.fromEntries(citations.map(({ number, url }) => [`[${number}]`, safe(url)]));
		const marked = text.split(/(\[\d+\])/).map((piece) => links[piece] ? this.#link(links[piece], piece) : piece);
		const shown = make("article", "reply " + kind, { dir: "auto", lang: this.#bank.lang || "", "aria-label": this.texts.bot }, make("p", "said", {}, ...marked));
		if (options.length) shown.append(this.#choices(...options.map(({ question }) => [question, () => this.ask(question)])));
		if (citations.length) shown.append(make("ol", "citations", { "aria-label": this.texts.sources }, ...citations.flatMap((one) => this.#citation(one))));
		this.#show(shown);
	}

	#citation({ number, title, publisher, section, place, url, references, ...dates }) {
		const line = (address, text) => make("li", "citation", {}, safe(address) ? this.#link(safe(address), text) : text);
		const day = (key) => dates[key] ? this.texts[key] + " " + new Date(dates[key]).toLocaleDateString(this.language, { dateStyle: "long", timeZone: "UTC" }) : [];
		const days = ["updated", "checked"].flatMap(day).join(", ");
		return [line(url, `[${number}] ${title}, ${publisher}, ${section}, ${place}${days && ` (${days})`}`),
			...references.map((one) => line(one.url, `${this.texts.reference} ${one.number}: ${one.text}`))];
	}

	#link(href, text) {
		return make("a", "link", { href, target: "_blank", rel: "noreferrer" }, text, make("span", "hear", {}, ` (${this.texts.opens})`));
	}

	#choices(...choices) {
		return make("div", "choices", {}, ...choices.map(([text, onclick]) => make("button", "choice", { type: "button", onclick }, text)));
	}

	/** Offer that a person takes over; nothing is sent yet. */
	#offer(cause) {
		this.#remove("offer");
		if (this.#chat.state?.handed) return this.#note("passed");
		if (this.#bank.handoff === false) return this.#note("nobody");
		if (!this.#chat.turns.length) return this.#note("nothing");
		const offer = this.#note("offer", ["yes", () => this.#handOver(cause)], ["no", () => this.input.focus()]);
		if (cause === "asked") offer.querySelector("button").focus();
	}

	async #handOver(cause) {
		const chat = this.#chat;
		this.input.focus();
		if (this.#calling) return;
		const result = await this.#call("v1/handoff", { turns: chat.turns.map(({ reply }) => reply), state: chat.state, cause }, true);
		if (chat !== this.#chat) return;
		if (!result.content) return this.#failed(result, () => this.#handOver(cause));
		this.#save({ state: result.content.state });
		if (!result.content.delivered) return this.#note("nobody");
		this.#showHandoff();
		this.#fire("handoff", result.content);
	}

	/** Show whether a person has taken over. */
	#showHandoff() {
		this.#save();
		this.#remove("passed");
		this.back.hidden = !this.#chat.state?.handed;
		if (!this.back.hidden) this.#note("passed");
	}

	/** Show a text with buttons; pressing one removes it. */
	#note(name, ...choices) {
		const text = this.texts[name].replace("{contact}", () => this.#bank.contact);
		const buttons = choices.map(([choice, action]) => [this.texts[choice], () => { note.remove(); action(); }]);
		const note = make("div", name, {}, make("p", "notice", {}, text), this.#choices(...buttons));
		return this.#show(note);
	}

	#failed(result, again) {
		this.#note("dead", ["again", () => { this.input.focus(); again(); }]).firstChild.append(" ", result.detail || "");
		this.#fire("error", result);
	}

	/** {content, receipt} of a request, or {detail} of a failed one. `waited`: one at a time. */
	async #call(path, body, waited = false) {
		const stop = new AbortController(), timers = [setTimeout(() => stop.abort(), TIMEOUT_MS)], key = this.getAttribute("key");
		if (waited) {
			this.#calling = stop;
			this.#status("looking");
			timers.push(setTimeout(() => this.#status("slow"), SLOW_MS));
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
			if (waited && this.#calling === stop) { this.#calling = null; this.#status(); }
		}
	}

	#status(name) { this.status.textContent = this.texts[name] || "" }

	#fire(name, detail) {
		this.dispatchEvent(new CustomEvent("footnote:" + name, { detail, bubbles: true, composed: true }));
	}

	get #key() { return `footnote:${this.getAttribute("endpoint")}:${this.getAttribute("bank")}`; }

	#restore() {
		try {
			const chat = JSON.parse(sessionStorage.getItem(this.#key));
			return chat.turns.every(({ reply }) => reply.text.at && reply.citations.map && reply.options.map) && chat;
		} catch { return null; }
	}

	#save(change) {
		Object.assign(this.#chat, change);
		try { sessionStorage.setItem(this.#key, JSON.stringify(this.#chat)); } catch {}
	}
}

customElements.define("footnote-chat", FootnoteChat);

const addWidget = () => {
	if (!document.querySelector("footnote-chat")) document.body.append(make("footnote-chat", "", { ...SCRIPT?.dataset }));
};
if (document.readyState === "loading") addEventListener("DOMContentLoaded", addWidget);
else addWidget();
})();
