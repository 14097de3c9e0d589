"""The bot over HTTP, and the widget that a page shows it in: `footnote serve`, extra `[serve]`.

Every turn brings its state along, so any replica can answer it, and none keeps a talk. `endpoints` answers,
`door` is what every request passes on its way in and out, `banks` holds those in use; `serve` starts it all.
"""
