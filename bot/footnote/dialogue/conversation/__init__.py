"""What a turn means in its conversation: several questions in one message, corrections,
other languages, and utterances about the conversation itself.

Everything here is pure: an utterance and the state come in, decisions come out.
"""
