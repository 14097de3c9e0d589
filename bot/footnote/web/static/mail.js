/* Mails the conversation of Footnote's widget, which fetches this when somebody wants that. */

/** Ask for an address and then, with `to`, for the code that was mailed there: it shows whose the address is. */
export const mail = (widget, make, to) => {
	const { texts, chat: { turns, conversation } } = widget;
	if (!turns[0]) return widget.note("nothing");
	const name = to ? "code" : "email", label = texts[name];
	const field = make("input", "field", { name, type: to ? "text" : "email", autocomplete: to ? "one-time-code" : "email",
		required: "", "aria-label": label, placeholder: label });
	const send = async () => {
		const questions = turns.map(({ reply }) => reply.question), given = { ...to, [name]: field.value.trim() };
		const result = await widget.call("v1/transcript", { ...given, questions, conversation, bank: widget.bank.name }, true);
		if (!result.content) widget.failed(result, () => mail(widget, make, to));
		else if (to) widget.note("mailed");
		else mail(widget, make, given);
	};
	const note = widget.note(to ? "sent" : "mailing", "", ["send", () => field.reportValidity() && void send()], ["no", () => widget.input.focus()]);
	note.lastChild.before(field);
	field.addEventListener("keydown", ({ key, isComposing }) => key === "Enter" && !isComposing && note.querySelector("button").click());
	field.focus();
};
