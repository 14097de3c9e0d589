/* Footnote's widget: <script src="…/widget.js" data-bank="…" async></script>, or <footnote-chat>.
 * Text from a server is inserted as text, never as markup. */
(() => {
if (customElements.get("footnote-chat")) return;

const SCRIPT = document.currentScript;
const SLOW_MS = 4e3, TIMEOUT_MS = 2e4, MAX_TURNS = 200, MAX_LENGTH = 2000, COUNTED = 200;
/** What the journal calls the reasons after "No". */
const REASONS = { other: "not what I asked", unsaid: "source does not say this", broken: "link dead", else: "not helpful" };
/** A new element; `part` is its class too. */
const make = (tag, part, attributes, ...children) => {
	const node = document.createElement(tag);
	if (tag === "button") node.type = tag;
	for (const [name, value] of Object.entries({ part, class: part, ...attributes })) {
		if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
		else node.setAttribute(name, value);
	}
	node.append(...children);
	return node;
};

/** The URL, or "" for one that could run code. */
const safe = (address) => /^https?:\/\//i.test(address) ? address : "";

/** Why a person should take over, or falsy. */
const handoffCause = ({ kind, text, reason, state }) =>
	kind === "handoff" ? text && (reason === "urgent" ? reason : "asked") : kind === "decline" && state.declined > 1 && "declined";

const placeOf = ({ number, section, place }) => `[${number}] ${section}, ${place}`;

class FootnoteChat extends HTMLElement {
	#root = this.attachShadow({ mode: "open" });
	chat = { turns: [], state: null };
	bank = {};
	#calling = null;
	#next = null;
	#recalled = 0;
	#polling = "";

	/** Get style, texts and bank, and appear; until then, try again. */
	async connectedCallback() {
		if (this.panel) return this.#calling || this.#replay();
		if (this.language) return;
		this.language = (this.getAttribute("lang") || document.documentElement.lang || navigator.language).replace("_", "-");
		const get = async (path) => (await this.call(path)).content, texts = (language) => get(`texts/${language.slice(0, 2).toLowerCase()}.json`);
		const [style, own, bank] = await Promise.all([get("widget.css"), texts(this.language), this.call("v1/bank" + this.#query)]);
		if (!own) this.language = "en";
		this.texts = own || await texts("en");
		if (!style || !this.texts) {
			this.language = "";
			return setTimeout(() => this.isConnected && this.connectedCallback(), TIMEOUT_MS);
		}
		this.bank = bank.content || { greeting: `${this.texts.dead} ${bank.detail || ""}` };
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(style);
		this.#root.adoptedStyleSheets = [sheet];
		this.#build();
		this.#replay();
		this.toggle(this.chat.open ?? this.hasAttribute("open"), false);
	}

	remove() {
		this.removed = true;
		super.remove();
	}

	toggle(open = this.panel.hidden, focus = true) {
		this.panel.hidden = !open;
		this.launcher.hidden = open;
		this.#save(open ? { open, unread: 0 } : { open });
		this.#badge();
		if (open) this.#reveal(this.log.lastElementChild);
		if (!focus) return;
		(open ? this.input : this.launcher).focus();
		this.#fire(open ? "open" : "close");
	}

	forget() {
		this.#calling?.abort();
		this.chat = { turns: [], state: null, open: true };
		this.#save();
		this.#replay();
		this.#status("forgotten");
		this.input.focus();
	}

	/** Ask as if it had been typed. */
	async ask(question) {
		question = question.trim();
		if (!question || this.#calling) return;
		this.#browse(false);
		if (/^\/?topics$/i.test(question)) return this.#browse(true);
		if (/^\/summary$/i.test(question)) return this.save();
		for (const aside of this.log.querySelectorAll(".aside, .starters")) aside.remove();
		if (this.chat.state?.handed && this.chat.conversation) return this.#write(question);
		const chat = this.chat, { turns, state } = chat, asked = Date.now();
		const shown = this.#showQuestion(question, asked);
		const result = await this.call("v1/ask", { question, state, bank: this.getAttribute("bank") || undefined, follows: turns.at(-1)?.receipt }, true);
		if (chat !== this.chat) return;
		const reply = result.content;
		if (!reply) return this.failed(result, () => { shown.remove(); this.ask(question); });
		const turn = { reply, receipt: result.receipt, asked, at: Date.now() };
		this.#save({ turns: [...turns, turn].slice(-MAX_TURNS), state: reply.state, ...!reply.state.handed && { notice: "" } });
		this.#recalled = this.chat.turns.length;
		this.#showHandoff();
		const answer = this.#showReply(turn), cause = handoffCause(reply);
		this.#arrived();
		this.#fire("reply", reply);
		if (cause && this.bank.handoff !== false) this.#offer(cause);
		else if (this.bank.feedback) this.#askFeedback(turn);
		if (answer) this.#reveal(answer, this.log.lastElementChild);
	}

	save() {
		const t = this.texts, title = this.name.textContent, line = (who, at, text) => `${who} (${this.#time(at)}): ${text}`;
		const said = this.#said.flatMap(({ reply, asked, author, name, text, at }) => {
			if (!reply) return line(author === "team" ? name || t.team : t.you, at, text);
			const { citations } = reply, cited = [...this.#sources(citations), ...citations.map((one) => `${placeOf(one)}\n    ${one.url}`)];
			return [...asked ? [line(t.you, asked, reply.question)] : [], reply.text, cited.join("\n")];
		});
		if (!said[0]) return this.note("nothing");
		const text = [title, this.bank.notice, ...said].filter(Boolean).join("\n\n") + "\n";
		const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
		make("a", "", { href, download: title + ".txt" }).click();
		setTimeout(() => URL.revokeObjectURL(href), TIMEOUT_MS);
	}

	/** Have it mailed: how is fetched only now. */
	async #mail() {
		try {
			(await import(new URL("mail.js", this.#base))).mail(this, make);
		} catch { this.failed({}, () => this.#mail()); }
	}

	#build() {
		const t = this.texts;
		const button = (part, onclick) => make("button", part, { onclick }, t[part]);
		const onsubmit = (event) => {
			event.preventDefault();
			this.#send();
		};
		const recall = (event, step) => {
			const asked = this.chat.turns.map(({ reply }) => reply.question), typed = () => asked[this.#recalled] ?? "";
			if (this.input.value !== typed()) return;
			event.preventDefault();
			this.#recalled = Math.min(Math.max(this.#recalled + step, 0), asked.length);
			this.#type(typed());
		};
		const onkeyup = (event) => event.stopPropagation();
		const onkeydown = (event) => {
			event.stopPropagation();
			const { key, target } = event;
			if (event.isComposing || event.keyCode === 229) return; // Safari ends a composition before its Enter
			if (key === "Escape") this.#escape();
			if (target !== this.input) return;
			if (key === "Enter" && !event.shiftKey) onsubmit(event);
			if (key === "ArrowUp") recall(event, -1);
			if (key === "ArrowDown") recall(event, 1);
		};
		this.launcher = make("button", "launcher", { "aria-haspopup": "dialog", onclick: () => this.toggle() }, t.ask);
		this.name = make("h2", "title", { id: "title" }, this.getAttribute("name") || this.bank.title || t.ask);
		this.log = make("div", "log", { role: "log", "aria-label": t.log, tabindex: 0 });
		this.browser = make("section", "browser", { "aria-label": t.topics, tabindex: -1, hidden: "" });
		this.status = make("div", "status", { role: "status" });
		this.count = make("div", "count", { id: "count" });
		this.input = make("textarea", "input", { maxlength: MAX_LENGTH, rows: 1, "aria-label": t.type, "aria-describedby": "count",
			placeholder: t.type, dir: "auto", enterkeyhint: "send", oninput: () => this.#type() });
		this.person = button("person", () => this.#offer("asked"));
		this.back = button("back", () => this.#handBack());
		this.times = button("times", () => {
			this.#save({ times: !this.chat.times });
			this.#showTimes();
		});
		const onfocusout = ({ relatedTarget }) => { this.menu.open &&= this.menu.contains(relatedTarget) };
		this.menu = make("details", "menu", { onfocusout, onclick: ({ target }) => target.closest("button") && (this.menu.open = false) },
			make("summary", "more", { "aria-label": t.more }, "⋯"),
			make("div", "items", {}, this.times, button("save", () => this.save()),
				...this.bank.mails ? [button("mail", () => this.#mail())] : [], button("forget", () => this.#confirm())));
		const logo = this.getAttribute("logo");
		this.panel = make("section", "panel", { role: "dialog", "aria-labelledby": "title", onkeydown, onkeyup, onkeypress: onkeyup },
			make("header", "header", {}, ...logo ? [make("img", "logo", { src: logo, alt: "" })] : [], this.name, this.menu, button("close", () => this.toggle(false))),
			this.log, this.browser, this.status, make("form", "form", { onsubmit }, this.input, make("button", "send", { type: "submit" }, t.send)), this.count,
			make("footer", "footer", {}, button("topics", () => this.#browse(this.browser.hidden)), this.person, this.back));
		// a phone's keyboard covers the page
		visualViewport.addEventListener("resize", ({ target }) => { this.panel.style.maxBlockSize = `${target.height * target.scale}px` });
		const dir = /^(ar|fa|he|ur)\b/i.test(this.language) ? "rtl" : "ltr";
		this.#root.append(make("div", "root", { dir, lang: this.language, role: "region", "aria-label": t.ask }, this.launcher, this.panel));
	}

	/** The turns with the bot, and the messages to and from the team. */
	get #said() { return [...this.chat.turns, ...this.chat.messages || []].sort((a, b) => a.at - b.at) }

	#replay() {
		this.chat = this.#restore() || this.chat;
		this.#recalled = this.chat.turns.length;
		this.log.replaceChildren();
		for (const one of this.#said) {
			const { reply, asked } = one;
			if (asked) this.#showQuestion(reply.question, asked);
			reply ? this.#showReply(one) : this.#showMessage(one);
		}
		this.#greet();
		this.#showHandoff();
		this.#showTimes();
		this.#badge();
		if (this.chat.offer) this.#offer(this.chat.offer, false);
	}

	/** Close what is open: the menu, the topics, or the panel. */
	#escape() {
		if (this.menu.open) {
			this.menu.open = false;
			this.menu.firstChild.focus();
		} else if (this.browser.hidden) this.toggle(false);
		else this.#browse(false);
	}

	#confirm() {
		this.#remove("sure");
		this.note("sure", "", ["clear", () => this.forget()], ["keep", () => this.input.focus()]).querySelector("button").focus();
	}

	/** Put a text in the box. */
	#type(text = this.input.value) {
		const { input, count } = this, left = MAX_LENGTH - text.length;
		if (input.value !== text) input.value = text;
		input.style.blockSize = "auto";
		input.style.blockSize = `${input.scrollHeight + 2}px`;
		count.textContent = left > COUNTED ? "" : this.#text("left", left);
	}

	/** Send what is in the box; if a call is under way, once that has worked. */
	#send() {
		this.#next = this.#calling;
		if (this.#next) return;
		this.ask(this.input.value);
		this.#type("");
	}

	#text(name, value) { return this.texts[name].replace("{}", () => value) }

	/** Count what arrives while the panel is closed. */
	#arrived() {
		this.#save({ unread: (this.chat.unread || 0) + this.panel.hidden });
		this.#badge();
	}

	#badge() {
		this.launcher.querySelector("span")?.remove();
		const { unread } = this.chat;
		if (unread) this.launcher.append(make("span", "badge", {}, ` ${unread}`, make("span", "hear", {}, " " + this.texts.fresh)));
	}

	#showTimes() {
		const shown = !!this.chat.times;
		this.log.classList.toggle("times", shown);
		this.times.setAttribute("aria-pressed", shown);
	}

	#greet() {
		this.#remove("greeting");
		const { greeting, notice, lang = this.language, starters = [] } = this.bank;
		const block = make("div", "greeting", { dir: "auto", lang }, make("p", "said", {}, greeting));
		if (notice) block.append(make("p", "notice", {}, notice));
		if (lang && lang.slice(0, 2) !== this.language.slice(0, 2)) {
			const language = new Intl.DisplayNames(this.language, { type: "language" }).of(lang);
			block.prepend(make("p", "lines", { dir: "auto", lang: this.language }, this.#text("lines", language)));
		}
		if (!this.log.querySelector(".question")) block.append(this.#questions(starters, "starters"));
		this.log.prepend(block);
	}

	async #browse(open) {
		const { texts: t, browser, log } = this;
		if (open !== browser.hidden) return;
		browser.hidden = !open;
		log.hidden = open;
		if (!open) return this.input.focus();
		const list = make("div", "list", { lang: this.bank.lang || this.language, dir: "auto" });
		const oninput = () => {
			const words = filter.value.toLowerCase().split(/\s+/), has = ({ question }) => words.every((word) => question.toLowerCase().includes(word));
			const sections = [...Map.groupBy(content.topics.filter(has), ({ section }) => section)];
			list.replaceChildren(...sections[0] ? [] : [t.none], ...sections.flatMap(([section, found]) => [
				...section && [make("h3", "section", {}, section.replace(/^\((.+)\)$/, "$1"))], this.#questions(found)]));
		};
		const filter = make("input", "field", { type: "search", "aria-label": t.filter, placeholder: t.filter, oninput });
		browser.replaceChildren(make("button", "leave", { onclick: () => this.#browse(false) }, t.leave), filter, list);
		browser.focus();
		const { content, detail = "" } = await this.call("v1/topics" + this.#query);
		if (content) oninput();
		else list.append(`${t.dead} ${detail}`);
	}

	#questions(options, part) { return this.#choices(options.map(({ question }) => [question, () => this.ask(question)]), part) }

	#remove(name) { this.log.querySelector("." + name)?.remove() }

	#show(element) {
		this.log.append(element);
		this.#reveal(element);
		return element;
	}

	/** Scroll the log to the end of the last element, not past the beginning of the first. */
	#reveal(first, last = first) {
		const { top, bottom } = this.log.getBoundingClientRect();
		this.log.scrollTop += Math.min(first.getBoundingClientRect().top - top - 8, last.getBoundingClientRect().bottom - bottom + 16);
	}

	#showQuestion(question, at) {
		return this.#show(make("div", "question", {}, this.#hear(this.texts.you + ": "), make("span", "said", { dir: "auto" }, question), this.#timeOf(at)));
	}

	#showReply({ reply: { kind, text, citations, options }, at }) {
		if (!text) return; // the bot is silent
		const links = Object.fromEntries(citations.map(({ number, url }) => [`[${number}]`, safe(url)]));
		const marked = text.split(/(\[\d+\])/).map((piece) => links[piece] ? this.#link(links[piece], piece) : piece);
		const shown = make("article", "reply " + kind, { dir: "auto", lang: this.bank.lang || "", "aria-label": this.texts.bot }, make("p", "said", {}, ...marked));
		if (options[0]) shown.append(this.#questions(options));
		if (citations[0]) shown.append(this.#citations(citations));
		shown.append(this.#timeOf(at));
		return this.#show(shown);
	}

	/** The sources in one line, which unfolds. */
	#citations(citations) {
		const sources = this.#sources(citations), line = (address, text) => make("li", "citation", {}, safe(address) ? this.#link(address, text) : text);
		const lines = citations.flatMap((one) => [line(one.url, placeOf(one) + (sources[1] ? `: ${one.title}` : "")),
			...one.references.map(({ number, text, url }) => line(url, `${this.texts.reference} ${number}: ${text}`))]);
		const folded = make("details", "citations", { ontoggle: () => folded.open && this.#reveal(folded) },
			make("summary", "sources", { dir: "auto", lang: this.language }, `${this.texts.sources}: ${sources.join("; ")}`), make("ol", "places", {}, ...lines));
		return folded;
	}

	/** The sources of citations, each once, with their dates. */
	#sources(citations) {
		const day = (text, date) => date ? [`${text} ${new Date(date).toLocaleDateString(this.language, { dateStyle: "long", timeZone: "UTC" })}`] : [];
		return [...new Set(citations.map(({ title, publisher, updated, checked }) => {
			const days = [...day(this.texts.updated, updated), ...day(this.texts.checked, checked)].join(", ");
			return `${title}, ${publisher}${days && ` (${days})`}`;
		}))];
	}

	#time(at) { return at ? new Date(at).toLocaleString(this.language, { dateStyle: "medium", timeStyle: "short" }) : "" }

	#timeOf(at) { return make("time", "time", { dir: "auto", lang: this.language }, this.#time(at)) }

	#hear(text) { return make("span", "hear", {}, text) }

	#link(href, text) { return make("a", "link", { href, target: "_blank", rel: "noreferrer" }, text, this.#hear(` (${this.texts.opens})`)) }

	#choices(choices, part = "") { return make("div", "choices " + part, {}, ...choices.map(([text, onclick]) => make("button", "choice", { onclick }, text))) }

	#askFeedback({ reply: { entry, kind, reason }, receipt }) {
		const send = async (verdict, thank = true) => {
			const result = await this.call("v1/feedback", { receipt, verdict });
			if (!result.content) this.failed(result, () => send(verdict, thank));
			else if (thank) this.note("thanks");
		};
		const ask = () => {
			send(REASONS.else, false);
			this.note("why", "", ...Object.entries(REASONS).map(([why, verdict]) => [why, () => send(verdict)]));
		};
		if (entry) this.note("helped", "", ["helps", () => send("helpful")], ["missed", ask]);
		else if (kind === "decline" && reason !== "personal") this.note("unknown", "", ["helps", () => send("should have answered")]);
	}

	#offer(cause, focus = cause === "asked") {
		const { asks = "nothing", hours, handoff } = this.bank, field = (name, type) => make("input", "field", { name, type,
			"aria-label": this.texts[name], placeholder: this.texts[name], autocomplete: name, ...asks === "required" && type === "email" && { required: "" } });
		this.#remove("offer");
		if (handoff === false) return this.note("nobody");
		if (!this.chat.turns[0]) return this.note("nothing");
		this.#save({ offer: cause });
		const decline = () => {
			this.#save({ offer: "" });
			this.input.focus();
		};
		const offer = this.note("offer", "", ["yes", () => fields.every((field) => field.reportValidity()) && void this.#handOver(cause, fields)], ["no", decline]);
		const fields = asks === "nothing" ? [] : [field("name", "text"), field("email", "email")];
		offer.lastChild.before(...hours ? [make("p", "hours", {}, this.#text("hours", hours))] : [], ...fields);
		this.#reveal(offer);
		if (focus) offer.querySelector("input, button").focus();
	}

	async #handOver(cause, fields) {
		const chat = this.chat, person = Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]));
		if (this.#calling) return;
		this.input.focus();
		const { turns, state, conversation } = chat;
		const result = await this.call("v1/handoff", { turns: turns.map(({ reply }) => reply), state, cause, ...person, ...conversation && { conversation } }, true);
		if (chat !== this.chat) return;
		const { content } = result;
		if (!content) return this.failed(result, () => this.#handOver(cause, fields));
		this.#save({ state: content.state, offer: "" });
		if (!content.delivered) return this.note("nobody");
		this.#save({ conversation: content.conversation, notice: content.notice });
		this.#showHandoff();
		this.#fire("handoff", content);
	}

	#handBack() {
		const { state, conversation } = this.chat;
		this.#save({ state: { ...state, handed: false, declined: 0, options: [] }, notice: "" });
		this.#showHandoff();
		this.input.focus();
		if (conversation) this.call(`v1/conversations/${conversation}/return`, {});
	}

	/** Say whether it is handed over, and wait for the team. */
	#showHandoff() {
		const { state, conversation, notice } = this.chat, handed = !!state?.handed;
		this.#remove("passed");
		this.back.hidden = !handed;
		this.person.hidden = handed;
		if (handed ? notice !== "" : notice) this.note("passed", notice);
		if (handed && conversation && this.#polling !== conversation) this.#poll(conversation);
	}

	async #poll(id) {
		this.#polling = id;
		while (this.chat.conversation === id && this.chat.state.handed && this.isConnected) {
			const { content, status } = await this.call(`v1/conversations/${id}/messages?after=${this.chat.last || 0}&wait=25`);
			if (status === 404 || this.chat.conversation !== id) break;
			if (content) this.#receive(content);
			else await new Promise((done) => setTimeout(done, SLOW_MS));
		}
		this.#polling = "";
	}

	/** Show what was written, and what has become of it. */
	#receive({ messages, last, notice, status }) {
		const fresh = messages.filter(({ author }) => author !== "status").map((one) => ({ ...one, at: Date.parse(one.time) }));
		const { state, notice: before, messages: known = [] } = this.chat;
		this.#save({ last, notice, messages: [...known, ...fresh], ...status === "returned" && { state: { ...state, handed: false, declined: 0 } } });
		for (const one of fresh) {
			this.#showMessage(one);
			if (one.author === "team") this.#arrived();
		}
		if (known.some(({ at }) => at > fresh[0]?.at)) this.#replay(); // the bot answered it already
		else if (fresh[0] || notice !== before) this.#showHandoff();
	}

	#showMessage({ author, name, text, at }) {
		if (author === "person") return this.#showQuestion(text, at);
		this.#show(make("article", "reply team", { dir: "auto", "aria-label": name || this.texts.team },
			make("strong", "name", {}, name || this.texts.team), make("p", "said", {}, text), this.#timeOf(at)));
	}

	/** Write to the team; it is shown when it comes back. */
	async #write(text, key = `${Date.now()}-${Math.random()}`) {
		const result = await this.call(`v1/conversations/${this.chat.conversation}/messages`, { text, key }, true);
		if (!result.content) return this.failed(result, () => this.#write(text, key));
		const { reply } = result.content, shown = { reply, at: Date.now() };
		if (!reply) return;
		this.#save({ messages: [...this.chat.messages || [], shown] });
		this.#showReply(shown);
	}

	/** A text with buttons; an aside goes with the next question. */
	note(name, said, ...choices) {
		const buttons = choices.map(([choice, action]) => [this.texts[choice], () => {
			this.log.focus({ preventScroll: true });
			if (action() !== false) note.remove();
		}]);
		const note = make("div", name, {}, make("p", "notice", {}, said || this.#text(name, this.bank.contact)), this.#choices(buttons));
		if (!/offer|passed|dead/.test(name)) note.classList.add("aside");
		return this.#show(note);
	}

	failed(result, again) {
		this.note("dead", result.detail && `${this.texts.dead} ${result.detail}`, ["again", () => { this.input.focus(); again(); }]);
		this.#fire("error", result);
	}

	/** {content, receipt} of a request, or {detail} of a failed one. `waited`: one at a time. */
	async call(path, body, waited = false) {
		const stop = new AbortController(), timers = [setTimeout(() => stop.abort(), TIMEOUT_MS)], key = this.getAttribute("key");
		if (waited) {
			this.#calling = stop;
			this.#status("looking");
			timers.push(setTimeout(() => this.#status("slow"), SLOW_MS));
		}
		try {
			const headers = { ...(body && { "Content-Type": "application/json" }), ...(key && { Authorization: "Bearer " + key }) };
			const response = await fetch(new URL(path, this.#base), { method: body ? "POST" : "GET", body: JSON.stringify(body), headers, signal: stop.signal, credentials: "omit" });
			const content = await (path.endsWith("css") ? response.text() : response.json());
			if (response.ok && this.#next === stop) setTimeout(() => this.#send());
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

	get #base() { return new URL(this.getAttribute("endpoint") || SCRIPT?.src || "", location) }

	get #query() { return "?bank=" + encodeURIComponent(this.getAttribute("bank") || "") }

	get #key() { return `footnote:${this.getAttribute("endpoint")}:${this.getAttribute("bank")}`; }

	#restore() {
		try {
			const chat = JSON.parse(sessionStorage.getItem(this.#key));
			return chat.turns.every(({ reply }) => reply.text.at && reply.citations.map && reply.options.map) && chat;
		} catch { return null; }
	}

	#save(change) {
		Object.assign(this.chat, change);
		try { sessionStorage.setItem(this.#key, JSON.stringify(this.chat)); } catch {}
	}
}

customElements.define("footnote-chat", FootnoteChat);

/** Put the widget on the page, again when the page replaces its body. */
const keepWidget = () => {
	const widget = make("footnote-chat", "", { ...SCRIPT?.dataset });
	const add = () => {
		if (!widget.removed && !document.querySelector("footnote-chat")) document.body?.append(widget);
		if (document.body) observer.observe(document.body, { childList: true });
	};
	const observer = new MutationObserver(add);
	observer.observe(document.documentElement, { childList: true });
	add();
};
if (document.readyState === "loading") addEventListener("DOMContentLoaded", keepWidget);
else keepWidget();
})();
